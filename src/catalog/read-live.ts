import type { CallContext } from '../connector/contract.ts'
import { Fault } from '../kernel/problem.ts'
import type { Loaded } from './api.ts'
import { eachSource } from './by-source.ts'
import { isAnotherObject } from './differs-from-mirror.ts'
import { isBinned, type LiveKind, type RecordOf } from './live-kinds.ts'
import type { CatalogPorts } from './ports.ts'
import type { Answer } from './shared-reads.ts'
import { unreadableFault } from './tool-fault.ts'
import type { ToolReads } from './tool-reads.ts'
import type { Live, MirroredObject } from './types.ts'

/** What reading live facts needs. */
export interface LivePorts extends Pick<CatalogPorts, 'sources' | 'store' | 'clock'> {
  readonly reads: ToolReads
}

/**
 * Reads objects from their tools in one batch per source. An object that its tool no longer holds, or holds under
 * another creation time, is null here, and the mirror is put right before this answers.
 */
export async function readLive<Kind extends LiveKind>(
  ports: LivePorts,
  kind: Kind,
  batch: { readonly objects: readonly MirroredObject[]; readonly call: CallContext },
): Promise<readonly Loaded<Live<RecordOf[Kind]>>[]> {
  const answers = await eachSource<MirroredObject, Answer<RecordOf[Kind]>>(
    batch.objects,
    async (sourceId, objects) => {
      const source = ports.sources.byId(sourceId)
      if (source === null) return objects.map(() => unreadableFault(sourceId))
      return ports.reads.read(kind, source, objects.map(toolKeyOf), batch.call)
    },
    { record: null, observedAt: ports.clock.now() },
  )
  const loaded = batch.objects.map((object, index) => settle(object, answers[index]))
  await reconcile(ports, batch.objects, answers)
  return withoutHidden(ports, loaded)
}

/** What a tag hides that the tool got since the mirror was filled is hidden from this very answer. */
async function withoutHidden<Item extends RecordOf[LiveKind]>(
  ports: LivePorts,
  loaded: readonly Loaded<Live<Item>>[],
): Promise<readonly Loaded<Live<Item>>[]> {
  const retagged = loaded.filter(
    (live): live is Live<Item> =>
      live !== null && !(live instanceof Fault) && ports.store.hasOtherPolicyTags(live.object, live.record),
  )
  if (retagged.length === 0) return loaded
  for (const { object, record, observedAt } of retagged)
    await ports.store.ingest({ source: object.source, records: [record], observedAt })
  const seen = await ports.store.byUids(retagged.map(({ object }) => object.uid))
  const hidden = new Set<unknown>(retagged.filter((_live, index) => (seen[index] ?? null) === null))
  return loaded.map((live) => (hidden.has(live) ? null : live))
}

/** How a tool is asked for a mirrored object. */
export function toolKeyOf(
  object: Pick<MirroredObject, 'workspace' | 'nativeId'> & Partial<Pick<MirroredObject, 'facts'>>,
) {
  return { workspace: object.workspace, nativeId: object.nativeId, experimentId: object.facts?.experimentId ?? null }
}

function settle<Item extends RecordOf[LiveKind]>(
  object: MirroredObject,
  answer: Answer<Item> | undefined,
): Loaded<Live<Item>> {
  if (answer === undefined || answer instanceof Fault) return answer ?? null
  const { record, observedAt } = answer
  if (record === null || isBinned(record) || isAnotherObject(object, record)) return null
  return { object, record, observedAt }
}

/** Marks deleted what is gone, and lets a re-created name take the place of the object it replaced. */
async function reconcile(
  ports: LivePorts,
  objects: readonly MirroredObject[],
  answers: readonly Answer<RecordOf[LiveKind]>[],
): Promise<void> {
  const gone: MirroredObject[] = []
  for (const [index, object] of objects.entries()) {
    const answer = answers[index]
    if (answer === undefined || answer instanceof Fault) continue
    if (answer.record === null || isBinned(answer.record)) gone.push(object)
    else if (isAnotherObject(object, answer.record)) {
      await ports.store.ingest({ source: object.source, records: [answer.record], observedAt: answer.observedAt })
    }
  }
  if (gone.length > 0)
    await ports.store.markDeleted(
      gone.map((object) => object.uid),
      ports.clock.now(),
    )
}
