import type { CallContext } from '../connector/contract.ts'
import type { ColumnRecord, ModelDescription, RunRecord } from '../connector/records.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { Fault, type Problem, problem } from '../kernel/problem.ts'
import type { LiveReader, Loaded, RunComparison, VersionComparison } from './api.ts'
import { compareValues, type NamedTexts } from './compare-values.ts'
import type { Live, LiveModelVersion, MirroredKind, MirroredObject } from './types.ts'

/** How many things may be compared at once. */
const comparedMax = 10

/** What is to be compared. */
export interface CompareRequest {
  readonly refs: readonly string[]
  readonly source: string | null
  readonly call: CallContext
}

/** What comparing needs of the catalogue. */
export interface ComparePorts {
  readonly live: Pick<LiveReader, 'runs' | 'versions' | 'describe'>
  resolve(ref: string, kinds: readonly MirroredKind[], request: CompareRequest): Promise<Outcome<MirroredObject>>
  /** The run that made each version; null where there is none. */
  runsOf(versions: readonly LiveModelVersion[], call: CallContext): Promise<readonly Loaded<MirroredObject>[]>
}

/** Runs side by side. Refuses like resolving a ref does, and other than two to ten refs. */
export async function compareRuns(ports: ComparePorts, request: CompareRequest): Promise<Outcome<RunComparison>> {
  const resolved = await resolveAll(ports, 'Run', request)
  if (!resolved.ok) return resolved
  const live = present(await ports.live.runs(resolved.value, request.call), request.refs)
  if (!live.ok) return live
  const records = live.value.map((run) => run.record)
  return succeed({
    runs: resolved.value,
    params: compareValues(records.map((run) => Object.entries(run.params))),
    metrics: compareValues(records.map(metricTexts)),
    tags: compareValues(records.map((run) => Object.entries(run.tags))),
    datasets: compareValues(records.map(datasetTexts)),
  })
}

/** Versions side by side, with the runs that made them. Refuses as {@link compareRuns} does. */
export async function compareVersions(
  ports: ComparePorts,
  request: CompareRequest,
): Promise<Outcome<VersionComparison>> {
  const resolved = await resolveAll(ports, 'ModelVersion', request)
  if (!resolved.ok) return resolved
  const live = present(await ports.live.versions(resolved.value, request.call), request.refs)
  if (!live.ok) return live
  const runs = await recordsOfRuns(ports, live.value, request.call)
  const descriptions = await Promise.all(live.value.map((version) => ports.live.describe(version, request.call)))
  return succeed({
    versions: resolved.value,
    params: compareValues(runs.map((run) => Object.entries(run?.params ?? {}))),
    metrics: compareValues(runs.map((run) => (run === null ? [] : metricTexts(run)))),
    tags: compareValues(live.value.map((version) => Object.entries(version.record.tags))),
    datasets: compareValues(runs.map((run) => (run === null ? [] : datasetTexts(run)))),
    signature: compareValues(descriptions.map(signatureTexts)),
  })
}

async function resolveAll(
  ports: ComparePorts,
  kind: MirroredKind,
  request: CompareRequest,
): Promise<Outcome<readonly MirroredObject[]>> {
  if (request.refs.length < 2 || request.refs.length > comparedMax) return refuse(wrongCount())
  const outcomes = await Promise.all(request.refs.map((ref) => ports.resolve(ref, [kind], request)))
  const objects: MirroredObject[] = []
  for (const [index, outcome] of outcomes.entries()) {
    if (!outcome.ok) return refuse({ ...outcome.problem, field: ['refs', String(index)] })
    objects.push(outcome.value)
  }
  return succeed(objects)
}

/** Every object, or the first that is gone; throws the fault of a tool that did not answer. */
function present<Item>(loaded: readonly Loaded<Live<Item>>[], refs: readonly string[]): Outcome<readonly Live<Item>[]> {
  const items: Live<Item>[] = []
  for (const [index, item] of loaded.entries()) {
    if (item instanceof Fault) throw item
    if (item === null)
      return refuse(problem('NOT_FOUND', `Nothing is named ${refs[index] ?? ''}.`, { field: ['refs', String(index)] }))
    items.push(item)
  }
  return succeed(items)
}

async function recordsOfRuns(
  ports: ComparePorts,
  versions: readonly LiveModelVersion[],
  call: CallContext,
): Promise<readonly (RunRecord | null)[]> {
  const runs = await ports.runsOf(versions, call)
  const objects = runs.filter((run): run is MirroredObject => {
    if (run instanceof Fault) throw run
    return run !== null
  })
  const records = new Map<MirroredObject, RunRecord>()
  for (const live of await ports.live.runs(objects, call)) {
    if (live instanceof Fault) throw live
    if (live !== null) records.set(live.object, live.record)
  }
  return runs.map((run) => (run === null || run instanceof Fault ? null : (records.get(run) ?? null)))
}

function metricTexts(run: RunRecord): NamedTexts {
  return run.metrics.map((metric) => [metric.key, String(metric.value)])
}

function datasetTexts(run: RunRecord): NamedTexts {
  return run.inputs.map((input) => [`${input.role.toLowerCase()}:${input.name}`, input.digest])
}

function signatureTexts(description: ModelDescription | null): NamedTexts {
  if (description === null) return []
  const texts = (side: string, columns: readonly ColumnRecord[]): NamedTexts =>
    columns.map((column, index) => [`${side}.${column.name ?? index}`, columnText(column)])
  return [
    ...texts('inputs', description.inputs),
    ...texts('outputs', description.outputs),
    ...texts('params', description.params),
  ]
}

function columnText(column: ColumnRecord): string {
  return `${column.type}${column.shape === null ? '' : `[${column.shape.join(', ')}]`}${column.required === false ? ' (optional)' : ''}`
}

function wrongCount(): Problem {
  const message = `Between 2 and ${comparedMax} refs can be compared.`
  return problem('BAD_USER_INPUT', message, { field: ['refs'], details: { minimum: 2, maximum: comparedMax } })
}
