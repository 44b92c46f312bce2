import type { CallContext } from '../connector/contract.ts'
import type { CatalogRecord } from '../connector/records.ts'
import { joinNativeId } from '../kernel/native-id.ts'
import { Fault } from '../kernel/problem.ts'
import { adoptReads, adoptRecords, type FreshRecords } from './adopt-records.ts'
import { highestVersion } from './highest-version.ts'
import { isBinned, type LiveKind, type RecordOf } from './live-kinds.ts'
import type { NamedReading, Stage } from './parse-ref.ts'
import type { ConnectedSource } from './ports.ts'
import type { LivePorts } from './read-live.ts'
import type { Read } from './shared-reads.ts'
import type { MirroredObject } from './types.ts'

/** Asks one source, in each of its workspaces, for what a reading of a ref names. Throws the source's fault. */
export async function findMatches(
  ports: LivePorts,
  source: ConnectedSource,
  search: { readonly reading: NamedReading; readonly call: CallContext },
): Promise<readonly MirroredObject[]> {
  const { reading, call } = search
  const question: Question = { ports, source, call }
  if (reading.by === 'alias') return findByAlias(question, reading.model, reading.alias)
  if (reading.by === 'newest') return findNewest(question, reading.model, reading.stage)
  if (reading.by === 'version')
    return findByName(question, 'ModelVersion', joinNativeId(reading.model, reading.version))
  if (reading.by === 'digest') return findData(question, reading.dataset, reading.digest)
  if (reading.by === 'address') return ports.store.byAddress(reading.uri, source.id)
  if (reading.by === 'deployment')
    return reading.source === source.id ? findByName(question, 'Deployment', reading.name) : []
  if (reading.kind === 'Dataset') return findData(question, reading.nativeId, null)
  return findByName(question, reading.kind, reading.nativeId)
}

/** Workspaces of a source; '' alone where its tool has none. */
export function workspacesOf(source: ConnectedSource): readonly string[] {
  return source.connector.workspaces ?? ['']
}

interface Question {
  readonly ports: LivePorts
  readonly source: ConnectedSource
  readonly call: CallContext
}

async function findByName(
  { ports, source, call }: Question,
  kind: LiveKind,
  nativeId: string,
): Promise<readonly MirroredObject[]> {
  const keys = workspacesOf(source).map((workspace) => ({ workspace, nativeId, experimentId: null }))
  const answers = await ports.reads.read(kind, source, keys, call)
  const reads: Read<RecordOf[LiveKind]>[] = []
  for (const answer of answers) {
    if (answer instanceof Fault) throw answer
    if (answer.record !== null && !isBinned(answer.record)) reads.push(answer)
  }
  const objects = await adoptReads(ports, { source: source.id, reads }, call)
  return objects.filter((object) => object !== null)
}

async function findByAlias(
  { ports, source, call }: Question,
  model: string,
  alias: string,
): Promise<readonly MirroredObject[]> {
  const registry = source.connector.modelRegistry
  if (registry === undefined) return []
  const observedAt = ports.clock.now()
  const ask = (workspace: string) => registry.versionByAlias({ workspace, nativeId: model }, alias, call)
  const found = await Promise.all(workspacesOf(source).map(ask))
  const records = found.filter((record) => record !== null)
  ports.reads.remember('ModelVersion', source.id, { records, observedAt }, call)
  return adopt({ ports, source, call }, { records, observedAt })
}

/** As MLflow reads `models:/NAME/latest` and `models:/NAME/STAGE`: the highest number, in the stage when there is one. */
async function findNewest(
  { ports, source, call }: Question,
  model: string,
  stage: Stage | null,
): Promise<readonly MirroredObject[]> {
  const registry = source.connector.modelRegistry
  if (registry === undefined) return []
  const observedAt = ports.clock.now()
  const ask = async (workspace: string) => {
    const versions = await registry.versionsOf({ workspace, nativeId: model }, call)
    return highestVersion(stage === null ? versions : versions.filter((version) => version.stage === stage))
  }
  const found = await Promise.all(workspacesOf(source).map(ask))
  const records = found.filter((record) => record !== null)
  ports.reads.remember('ModelVersion', source.id, { records, observedAt }, call)
  return adopt({ ports, source, call }, { records, observedAt })
}

/**
 * Data is what runs or a catalogue of data reported. What the mirror has under this name and digest stays true, since
 * a digest never moves; only what it lacks is asked of the tool.
 */
async function findData(
  question: Question,
  dataset: string,
  digest: string | null,
): Promise<readonly MirroredObject[]> {
  const { ports, source } = question
  const kind = digest === null ? ('Dataset' as const) : ('DataVersion' as const)
  const nativeId = digest === null ? dataset : joinNativeId(dataset, digest)
  const refs = workspacesOf(source).map((workspace) => ({ source: source.id, workspace, kind, nativeId }))
  const mirrored = (await ports.store.byNative(refs)).filter((object) => object !== null)
  if (mirrored.length > 0) return mirrored
  // Before the tool is asked: what a crawl brings meanwhile is newer than the answer.
  const observedAt = ports.clock.now()
  const records = await readData(question, dataset, digest)
  await adopt(question, { records, observedAt })
  return records.length === 0 ? [] : (await ports.store.byNative(refs)).filter((object) => object !== null)
}

async function readData(
  { source, call }: Question,
  dataset: string,
  digest: string | null,
): Promise<readonly CatalogRecord[]> {
  const { datasetCatalogue, experimentTracker } = source.connector
  const perWorkspace = workspacesOf(source).map(async (workspace) => {
    const catalogued = (await datasetCatalogue?.datasets([{ workspace, nativeId: dataset }], call)) ?? []
    const runs = (await experimentTracker?.runsByData({ workspace, name: dataset, digest }, 1, call)) ?? []
    return [...catalogued.filter((record) => record !== null), ...runs]
  })
  return (await Promise.all(perWorkspace)).flat()
}

async function adopt(
  { ports, source, call }: Question,
  read: Pick<FreshRecords, 'records' | 'observedAt'>,
): Promise<readonly MirroredObject[]> {
  const objects = await adoptRecords(ports, { source: source.id, ...read }, call)
  return objects.filter((object) => object !== null)
}
