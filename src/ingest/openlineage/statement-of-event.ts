import { eventSourceId } from '../../kernel/event-source.ts'
import { type LineageKey, lineageKeyOf } from '../../kernel/lineage-key.ts'
import { joinNativeId } from '../../kernel/native-id.ts'
import { addressOf } from './address.ts'
import type { EventName, LineageEvent, ToldDataset } from './event.ts'
import { type EventStatement, type ToldEdge, type ToldObject, type ToldWork } from './ports.ts'

/** A namespace whose datasets another source knows under names of its own. */
export interface NamespaceMapping {
  readonly namespace: string
  readonly source: string
  readonly workspace: string
  /** Before the name that the event has. */
  readonly prefix: string
}

/** Says an event in names and edges. Pure. */
export function statementOf(
  event: LineageEvent,
  { sender, mappings }: { readonly sender: string; readonly mappings: readonly NamespaceMapping[] },
): EventStatement {
  const datasets = event.kind === 'DATASET' ? [event.dataset] : [...event.inputs, ...event.outputs]
  const names = datasets.flatMap((dataset) => [
    ...dataset.symlinks,
    ...dataset.columnLineage,
    ...(dataset.renamedFrom === null ? [] : [dataset.renamedFrom]),
  ])
  return {
    at: event.at,
    sender,
    objects: [...datasets.flatMap(objectsOf), ...names.map(plainDataset), ...jobsOf(event)],
    works: [...worksOf(event), ...datasets.flatMap((dataset) => renaming(dataset, event.at))],
    equalities: [
      ...datasets.flatMap((dataset) =>
        dataset.symlinks.map((name) => ({ a: datasetKey(dataset), b: datasetKey(name), proof: 'SYMLINK' })),
      ),
      ...[...datasets, ...names].flatMap((name) => mapped(name, mappings)),
      ...datasets.flatMap((dataset) => mappedVersion(dataset, mappings)),
    ],
  }
}

/** Key of the dataset of a name. */
export function datasetKey({ namespace, name }: EventName): LineageKey {
  return lineageKeyOf({ kind: 'Dataset', source: eventSourceId, workspace: namespace, nativeId: name })
}

/** Key of the job of a name. */
export function jobKey({ namespace, name }: EventName): LineageKey {
  return lineageKeyOf({ kind: 'Job', source: eventSourceId, workspace: namespace, nativeId: name })
}

function versionKey({ namespace, name }: EventName, version: string): LineageKey {
  const nativeId = joinNativeId(name, version)
  return lineageKeyOf({ kind: 'DataVersion', source: eventSourceId, workspace: namespace, nativeId })
}

/** Key of data: of its version where that is told. */
function dataKey(dataset: ToldDataset): LineageKey {
  return dataset.version === null ? datasetKey(dataset) : versionKey(dataset, dataset.version)
}

function objectsOf(dataset: ToldDataset): readonly ToldObject[] {
  const whole = { ...plainDataset(dataset), facts: dataset.facts }
  const { version, namespace, name, facts } = dataset
  if (version === null) return [whole]
  const { columns, rowCount } = facts
  const own = { ...(columns === undefined ? {} : { columns }), ...(rowCount === undefined ? {} : { rowCount }) }
  const nativeId = joinNativeId(name, version)
  const { address } = whole
  return [whole, { key: versionKey(dataset, version), kind: 'DataVersion', namespace, nativeId, address, facts: own }]
}

function plainDataset(name: EventName): ToldObject {
  const { namespace } = name
  return {
    key: datasetKey(name),
    kind: 'Dataset',
    namespace,
    nativeId: name.name,
    address: addressOf(name),
    facts: {},
  }
}

function jobsOf(event: LineageEvent): readonly ToldObject[] {
  if (event.kind === 'DATASET') return []
  const parent = event.kind === 'RUN' ? event.run.parent : null
  const jobs = [event.job, ...(parent === null ? [] : [{ ...parent, facts: {} }])]
  return jobs.map(({ namespace, name, facts }) => ({
    key: jobKey({ namespace, name }),
    kind: 'Job',
    namespace,
    nativeId: name,
    address: null,
    facts,
  }))
}

function worksOf(event: LineageEvent): readonly ToldWork[] {
  if (event.kind === 'DATASET') {
    const edges = columnEdges(event.dataset)
    return edges.length === 0 ? [] : [{ ...declared(datasetKey(event.dataset), event.at), edges }]
  }
  const job = jobKey(event.job)
  const data = [
    ...event.inputs.map((input): ToldEdge => ({ kind: 'CONSUMED', from: dataKey(input), to: job, columns: null })),
    ...event.outputs.map((output): ToldEdge => ({ kind: 'PRODUCED', from: job, to: dataKey(output), columns: null })),
    ...event.outputs.flatMap(columnEdges),
  ]
  if (event.kind === 'JOB') return [{ ...declared(job, event.at), edges: data }]
  const { run } = event
  const parent = run.parent === null ? null : jobKey(run.parent)
  // A task of a job that has its own name is started by nothing else.
  const started: ToldEdge[] =
    parent === null || parent === job ? [] : [{ kind: 'STARTED', from: parent, to: job, columns: null }]
  const { id: runId, type, error } = run
  return [{ party: job, runId, confidence: 'OBSERVED', job, type, error, edges: [...data, ...started] }]
}

/** What is said without a run counts as a run of its own that is over when it is said. */
function declared(about: LineageKey, at: number): Omit<ToldWork, 'edges'> {
  const facts = { confidence: 'DECLARED', job: null, type: 'COMPLETE', error: null } as const
  return { party: `declared ${about}`, runId: String(at), ...facts }
}

function renaming(dataset: ToldDataset, at: number): readonly ToldWork[] {
  if (dataset.renamedFrom === null) return []
  const [from, to] = [datasetKey(dataset.renamedFrom), datasetKey(dataset)]
  if (from === to) return []
  return [{ ...declared(to, at), party: `renamed ${to}`, edges: [{ kind: 'COPIED_TO', from, to, columns: null }] }]
}

/** From data to data, so that whoever may not see one of them sees no column of it. */
function columnEdges(dataset: ToldDataset): readonly ToldEdge[] {
  const to = datasetKey(dataset)
  return dataset.columnLineage.flatMap(({ edges, ...name }) =>
    datasetKey(name) === to ? [] : [{ kind: 'PRODUCED' as const, from: datasetKey(name), to, columns: edges }],
  )
}

function mapped(name: EventName, mappings: readonly NamespaceMapping[]): EventStatement['equalities'] {
  return mappings
    .filter(({ namespace }) => namespace === name.namespace)
    .map(({ source, workspace, prefix }) => ({
      a: datasetKey(name),
      b: lineageKeyOf({ kind: 'Dataset', source, workspace, nativeId: `${prefix}${name.name}` }),
      proof: 'NAMESPACE',
    }))
}

function mappedVersion(dataset: ToldDataset, mappings: readonly NamespaceMapping[]): EventStatement['equalities'] {
  const { version, namespace, name } = dataset
  if (version === null) return []
  return mappings
    .filter((each) => each.namespace === namespace)
    .map(({ source, workspace, prefix }) => {
      const nativeId = joinNativeId(`${prefix}${name}`, version)
      return {
        a: versionKey(dataset, version),
        b: lineageKeyOf({ kind: 'DataVersion', source, workspace, nativeId }),
        proof: 'NAMESPACE',
      }
    })
}
