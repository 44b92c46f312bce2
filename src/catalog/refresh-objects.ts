import type { CallContext } from '../connector/contract.ts'
import type { CatalogRecord } from '../connector/records.ts'
import { Fault } from '../kernel/problem.ts'
import { workspacesOf } from './find-matches.ts'
import { batchReads, type ToolKey } from './live-kinds.ts'
import type { ConnectedSource, NativeRef } from './ports.ts'
import type { LivePorts } from './read-live.ts'
import { readThrough } from './read-through.ts'
import type { MirroredKind } from './types.ts'

/** Something that a tool says has changed; in which of its workspaces is not believed. */
export interface ChangedObject {
  readonly kind: Extract<MirroredKind, 'Model' | 'ModelVersion'>
  readonly nativeId: string
}

/** What refreshing needs. */
export type RefreshPorts = Pick<LivePorts, 'sources' | 'store' | 'clock' | 'reads'>

/**
 * Reads objects that have just changed from their tool and takes them into the mirror as they are now, in whichever
 * workspace they are; what is gone is marked deleted. Runs and logged models that new versions came from are read with
 * them. Always asks the tool itself: a call that is under way for somebody else may have been answered before the
 * change. Throws the tool's `Fault`; an unknown source is nothing to do.
 */
export async function refreshObjects(
  ports: RefreshPorts,
  changed: { readonly source: string; readonly objects: readonly ChangedObject[] },
  call: CallContext,
): Promise<void> {
  const source = ports.sources.byId(changed.source)
  if (source === null || changed.objects.length === 0) return
  const observedAt = ports.clock.now()
  const models = await readKind(source, 'Model', changed.objects, call)
  const versions = await readKind(source, 'ModelVersion', changed.objects, call)
  const records = [...models.records, ...versions.records]
  if (records.length > 0) await ports.store.ingest({ source: source.id, records, observedAt })
  await markGone(ports, [...models.gone, ...versions.gone])
  await readOrigins(ports, source, records, call)
}

interface KindRead {
  readonly records: readonly CatalogRecord[]
  readonly gone: readonly NativeRef[]
}

async function readKind(
  source: ConnectedSource,
  kind: ChangedObject['kind'],
  objects: readonly ChangedObject[],
  call: CallContext,
): Promise<KindRead> {
  const names = objects.filter((object) => object.kind === kind).map(({ nativeId }) => nativeId)
  const keys = workspacesOf(source).flatMap((workspace) =>
    names.map((nativeId): ToolKey => ({ workspace, nativeId, experimentId: null })),
  )
  const found = keys.length === 0 ? [] : ((await batchReads[kind](source.connector, keys, call)) ?? [])
  const records = found.flatMap((record) => record ?? [])
  const held = new Set(records.map(({ workspace, nativeId }) => JSON.stringify([workspace, nativeId])))
  // A connector without a registry answers nothing, which says nothing.
  const gone = keys
    .filter(({ workspace, nativeId }) => found.length > 0 && !held.has(JSON.stringify([workspace, nativeId])))
    .map(({ workspace, nativeId }) => ({ source: source.id, workspace, kind, nativeId }))
  return { records, gone }
}

async function markGone({ store, clock }: RefreshPorts, gone: readonly NativeRef[]): Promise<void> {
  const mirrored = gone.length === 0 ? [] : await store.byNative(gone)
  const uids = mirrored.flatMap((object) => object?.uid ?? [])
  if (uids.length > 0) await store.markDeleted(uids, clock.now())
}

/** No tool tells of a run that has ended: the version that was made of it is the first sign. */
async function readOrigins(
  ports: RefreshPorts,
  source: ConnectedSource,
  records: readonly CatalogRecord[],
  call: CallContext,
): Promise<void> {
  const refs = records.flatMap((record) => {
    if (record.kind !== 'ModelVersion') return []
    const { runId, loggedModelId } = record
    const place = { source: source.id, workspace: record.workspace }
    const run: readonly NativeRef[] = runId === null ? [] : [{ ...place, kind: 'Run', nativeId: runId }]
    const made: readonly NativeRef[] =
      loggedModelId === null ? [] : [{ ...place, kind: 'LoggedModel', nativeId: loggedModelId }]
    return [...run, ...made]
  })
  if (refs.length === 0) return
  const fault = (await readThrough(ports, refs, call)).find((loaded) => loaded instanceof Fault)
  if (fault !== undefined) throw fault
}
