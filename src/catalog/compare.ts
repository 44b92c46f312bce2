import type { CallContext } from '../connector/contract.ts'
import type { LoggedModelRecord, MetricRecord } from '../connector/records.ts'
import type { Uid } from '../kernel/ids.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { Fault, type Problem, problem } from '../kernel/problem.ts'
import type {
  ComparedValue,
  CompareOptions,
  LiveReader,
  LiveRelations,
  Loaded,
  RunComparison,
  VersionComparison,
} from './api.ts'
import { codeChangeUrls, codeTexts } from './compare-code.ts'
import { compareMetrics, metricsOfRun, metricsOfVersion } from './compare-metrics.ts'
import { signatureTexts } from './compare-signature.ts'
import { compareValues, type NamedTexts } from './compare-values.ts'
import { environmentOfFirst, environmentOfVersion } from './environment-files.ts'
import { environmentTexts } from './plan-environment.ts'
import type { OwnedFiles } from './ports.ts'
import type {
  Live,
  LiveLoggedModel,
  LiveModelVersion,
  LiveRun,
  MirroredKind,
  MirroredObject,
  RunInput,
} from './types.ts'

/** How many things may be compared at once. */
const comparedMax = 10

/** How many logged models of one run are looked at for metrics. */
const modelsPerRun = 20

/** What is to be compared. */
export interface CompareRequest extends CompareOptions {
  readonly refs: readonly string[]
  readonly call: CallContext
}

/** What comparing needs of the catalogue. */
export interface ComparePorts {
  readonly live: Pick<LiveReader, 'runs' | 'versions' | 'loggedModels' | 'describe'>
  readonly files: OwnedFiles
  wholeRuns: LiveRelations['wholeRuns']
  resolve(ref: string, kinds: readonly MirroredKind[], request: CompareRequest): Promise<Outcome<MirroredObject>>
  /** Data that runs read, as far as the caller may see it; by the uid of the run. */
  inputsOf(runs: readonly LiveRun[]): Promise<ReadonlyMap<Uid, readonly RunInput[]>>
  /** The run that made each version; null where there is none. */
  runsOf(versions: readonly LiveModelVersion[], call: CallContext): Promise<readonly Loaded<MirroredObject>[]>
  /** Logged models by their ids in the tracker of an object; those that are gone are left out. */
  loggedModels(near: MirroredObject, ids: readonly string[], call: CallContext): Promise<readonly MirroredObject[]>
}

/** Runs side by side. Refuses like resolving a ref does, and other than two to ten refs. */
export async function compareRuns(ports: ComparePorts, request: CompareRequest): Promise<Outcome<RunComparison>> {
  const resolved = await resolveAll(ports, 'Run', request)
  if (!resolved.ok) return resolved
  const live = present(await ports.live.runs(resolved.value, request.call), request.refs)
  if (!live.ok) return live
  const runs = await withInputModels(ports, live.value, request.call)
  const models = await Promise.all(runs.map((run) => modelsOf(ports, run, request.call)))
  const records = runs.map((run) => run.record)
  const shown = shownRows(request)
  return succeed({
    runs: resolved.value,
    ...(await codeOf(ports, runs, request)),
    metrics: shown(compareMetrics(records.map((run, index) => metricsOfRun(run, recordsOf(models[index]))))),
    tags: shown(compareValues(records.map((run) => Object.entries(run.tags)))),
    environment: async () => {
      const owners = runs.map(({ object }, index) => [...objectsOf(models[index]).slice(0, 1), object])
      const files = await Promise.all(owners.map((each) => environmentOfFirst(ports, each, request.call)))
      return shown(compareValues(files.map(environmentTexts)))
    },
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
  const { call } = request
  const runs = await runsOfVersions(ports, live.value, call)
  const metrics = await measuredOnVersions(ports, live.value, call)
  const descriptions = await Promise.all(live.value.map((version) => ports.live.describe(version, call)))
  const shown = shownRows(request)
  return succeed({
    versions: resolved.value,
    ...(await codeOf(ports, runs, request)),
    metrics: shown(compareMetrics(metrics)),
    tags: shown(compareValues(live.value.map((version) => Object.entries(version.record.tags)))),
    signature: shown(compareValues(descriptions.map(signatureTexts))),
    environment: async () => {
      const files = await Promise.all(live.value.map((version) => environmentOfVersion(ports, version, call)))
      return shown(compareValues(files.map(environmentTexts)))
    },
  })
}

/** Everything that was measured on each version: by the run that made it, and on its logged model by any run. Throws a tool's fault. */
export async function measuredOnVersions(
  ports: ComparePorts,
  versions: readonly LiveModelVersion[],
  call: CallContext,
): Promise<readonly (readonly MetricRecord[])[]> {
  const runs = await runsOfVersions(ports, versions, call)
  return Promise.all(versions.map((version, index) => measuredOn(ports, { version, run: runs[index] ?? null, call })))
}

function shownRows({ onlyDiffering }: CompareRequest) {
  return <Row extends ComparedValue>(rows: readonly Row[]): readonly Row[] =>
    onlyDiffering ? rows.filter((row) => row.differs) : rows
}

/** What is told of runs alone. */
async function codeOf(ports: ComparePorts, runs: readonly (LiveRun | null)[], request: CompareRequest) {
  const inputs = await ports.inputsOf(runs.filter((run) => run !== null))
  const records = runs.map((run) => run?.record ?? null)
  const shown = shownRows(request)
  return {
    params: shown(compareValues(records.map((run) => Object.entries(run?.params ?? {})))),
    datasets: shown(
      compareValues(runs.map((run) => datasetTexts(run === null ? [] : (inputs.get(run.object.uid) ?? [])))),
    ),
    code: shown(compareValues(records.map(codeTexts))),
    codeChangeUrls: codeChangeUrls(records),
  }
}

/** Models that runs took as input, which a tracker may tell only when a run is read by itself. */
async function withInputModels(
  ports: ComparePorts,
  runs: readonly LiveRun[],
  call: CallContext,
): Promise<readonly LiveRun[]> {
  const untold = runs.filter((run) => run.record.inputModelIds === null).map((run) => run.object)
  if (untold.length === 0) return runs
  const { groups, faults } = await ports.wholeRuns(untold, call)
  const [fault] = faults
  if (fault !== undefined) throw fault
  const whole = new Map(groups.flatMap(({ items }) => items.map((run) => [run.object.uid, run])))
  return runs.map((run) => whole.get(run.object.uid) ?? run)
}

/** Logged models that a run made, and those that it took as input. */
async function modelsOf(ports: ComparePorts, run: LiveRun, call: CallContext): Promise<readonly LiveLoggedModel[]> {
  const { outputModelIds, inputModelIds } = run.record
  const ids = [...new Set([...outputModelIds, ...(inputModelIds ?? [])])].slice(0, modelsPerRun)
  return readModels(ports, { near: run.object, ids, call })
}

interface VersionQuestion {
  readonly version: LiveModelVersion
  /** The run that made it. */
  readonly run: LiveRun | null
  readonly call: CallContext
}

async function measuredOn(ports: ComparePorts, { version, run, call }: VersionQuestion) {
  const made = run?.record.outputModelIds ?? []
  // A version that was registered from files is of the run's only model, or of one that nobody names.
  const own = version.record.loggedModelId ?? (made.length === 1 ? made[0] : undefined)
  const ids = [...new Set([...(own === undefined ? [] : [own]), ...made])].slice(0, modelsPerRun)
  const models = recordsOf(await readModels(ports, { near: version.object, ids, call }))
  const model = models.find(({ nativeId }) => nativeId === own) ?? null
  return metricsOfVersion(
    run?.record ?? null,
    model,
    models.filter((each) => each !== model),
  )
}

async function readModels(
  ports: ComparePorts,
  wanted: { readonly near: MirroredObject; readonly ids: readonly string[]; readonly call: CallContext },
): Promise<readonly LiveLoggedModel[]> {
  if (wanted.ids.length === 0) return []
  const objects = await ports.loggedModels(wanted.near, wanted.ids, wanted.call)
  const loaded = await ports.live.loggedModels(objects, wanted.call)
  return loaded.flatMap((model) => {
    if (model instanceof Fault) throw model
    return model === null ? [] : [model]
  })
}

function recordsOf(models: readonly LiveLoggedModel[] | undefined): readonly LoggedModelRecord[] {
  return (models ?? []).map((model) => model.record)
}

function objectsOf(models: readonly LiveLoggedModel[] | undefined): readonly MirroredObject[] {
  return (models ?? []).map((model) => model.object)
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

async function runsOfVersions(
  ports: ComparePorts,
  versions: readonly LiveModelVersion[],
  call: CallContext,
): Promise<readonly (LiveRun | null)[]> {
  const runs = await ports.runsOf(versions, call)
  const objects = runs.filter((run): run is MirroredObject => {
    if (run instanceof Fault) throw run
    return run !== null
  })
  const found = new Map<MirroredObject, LiveRun>()
  for (const live of await ports.live.runs(objects, call)) {
    if (live instanceof Fault) throw live
    if (live !== null) found.set(live.object, live)
  }
  return runs.map((run) => (run === null || run instanceof Fault ? null : (found.get(run) ?? null)))
}

function datasetTexts(inputs: readonly RunInput[]): NamedTexts {
  return inputs.map((input) => [`${input.role.toLowerCase()}:${input.name}`, input.digest])
}

function wrongCount(): Problem {
  const message = `Between 2 and ${comparedMax} refs can be compared.`
  return problem('BAD_USER_INPUT', message, { field: ['refs'], details: { minimum: 2, maximum: comparedMax } })
}
