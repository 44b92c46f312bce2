import type { CallContext } from '../connector/contract.ts'
import { Fault } from '../kernel/problem.ts'
import { adoptReads } from './adopt-records.ts'
import type { Loaded } from './api.ts'
import { bySource } from './by-source.ts'
import { isBinned, isLiveKind, type LiveKind, type RecordOf } from './live-kinds.ts'
import type { NativeRef } from './ports.ts'
import type { LivePorts } from './read-live.ts'
import type { Answer, Read } from './shared-reads.ts'
import { unreadableFault } from './tool-fault.ts'
import type { MirroredObject } from './types.ts'

/** Objects by what their tools call them: from the mirror, and from the tool where the mirror lacks them. In the order asked. */
export async function readThrough(
  ports: LivePorts,
  refs: readonly NativeRef[],
  call: CallContext,
): Promise<readonly Loaded<MirroredObject>[]> {
  const mirrored = await ports.store.byNative(refs)
  const missing = refs.filter(
    ({ kind, source }, index) => (mirrored[index] ?? null) === null && ports.store.mayAnswer(kind, source),
  )
  if (missing.length === 0) return mirrored
  const faults = new Map<NativeRef, Fault>()
  for (const group of bySource(missing)) {
    for (const kind of new Set(group.items.map((ref) => ref.kind))) {
      if (!isLiveKind(kind)) continue
      await adoptMissing(ports, kind, {
        refs: group.items.filter((ref) => ref.kind === kind),
        source: group.source,
        call,
        faults,
      })
    }
  }
  const found = await ports.store.byNative(refs)
  return refs.map((ref, index) => found[index] ?? faults.get(ref) ?? null)
}

interface MissingBatch {
  readonly refs: readonly NativeRef[]
  readonly source: string
  readonly call: CallContext
  readonly faults: Map<NativeRef, Fault>
}

async function adoptMissing(ports: LivePorts, kind: LiveKind, batch: MissingBatch): Promise<void> {
  const source = ports.sources.byId(batch.source)
  const keys = batch.refs.map((ref) => ({ workspace: ref.workspace, nativeId: ref.nativeId, experimentId: null }))
  const answers: readonly Answer<RecordOf[LiveKind]>[] =
    source === null
      ? keys.map(() => unreadableFault(batch.source))
      : await ports.reads.read(kind, source, keys, batch.call)
  const reads: Read<RecordOf[LiveKind]>[] = []
  for (const [index, ref] of batch.refs.entries()) {
    const answer = answers[index]
    if (answer instanceof Fault) batch.faults.set(ref, answer)
    else if (answer !== undefined && answer.record !== null && !isBinned(answer.record)) reads.push(answer)
  }
  await adoptReads(ports, { source: batch.source, reads }, batch.call)
}
