import type { Clock } from '../kernel/clock.ts'
import type { LiveKind, RecordOf, ToolKey } from './live-kinds.ts'
import { objectKey } from './object-keys.ts'
import type { ObjectCache } from './ports.ts'
import { recordFromText, recordToText } from './record-text.ts'
import type { Read } from './shared-reads.ts'

/** Copies of records that do not move any more: finished runs and logged models. Everything else is always asked for. */
export interface RecordCache {
  /** In the order of the keys; null is a miss. */
  getMany<Kind extends LiveKind>(
    kind: Kind,
    source: string,
    keys: readonly ToolKey[],
  ): Promise<readonly (Read<RecordOf[Kind]> | null)[]>
  setMany<Kind extends LiveKind>(source: string, reads: readonly Read<RecordOf[Kind]>[]): Promise<void>
}

const endedStatuses: ReadonlySet<string> = new Set(['FINISHED', 'FAILED', 'KILLED'])

/** Whether a record may be answered from a copy. Registry facts, deployments and running runs never are. */
export function isSettled(record: RecordOf[LiveKind]): boolean {
  if (record.kind === 'LoggedModel') return true
  return record.kind === 'Run' && record.lifecycle === 'ACTIVE' && endedStatuses.has(record.status)
}

/** Makes the cache of settled records; a copy is used for `ttlMs` at most. */
export function createRecordCache(
  cache: ObjectCache,
  settings: { readonly clock: Clock; readonly ttlMs: number },
): RecordCache {
  const isUsable = (observedAt: number) =>
    observedAt <= settings.clock.now() && settings.clock.now() - observedAt < settings.ttlMs
  return {
    async getMany<Kind extends LiveKind>(kind: Kind, source: string, keys: readonly ToolKey[]) {
      if (settings.ttlMs <= 0 || (kind !== 'Run' && kind !== 'LoggedModel')) return keys.map(() => null)
      const found = await cache.getMany(keys.map((key) => objectKey(source, kind, key)))
      return keys.map((key, index): Read<RecordOf[Kind]> | null => {
        const copy = found[index] ?? null
        if (copy === null || !isUsable(copy.observedAt)) return null
        const record = recordFromText(copy.value)
        // What else was seen in the copy's own millisecond may be newer, and a copy must not undo it.
        return isRecordOf(kind, key, record) ? { record, observedAt: copy.observedAt - 1 } : null
      })
    },
    async setMany(source, reads) {
      if (settings.ttlMs <= 0) return
      const entries = reads.flatMap(({ record, observedAt }) => {
        if (record === null || !isSettled(record)) return []
        const object = { value: recordToText(record), observedAt }
        return [{ key: objectKey(source, record.kind, record), object, ttlMs: settings.ttlMs }]
      })
      if (entries.length > 0) await cache.setMany(entries)
    },
  }
}

/** The cache vouches that we wrote the entry; what remains to be told is that it is under its own key. */
function isRecordOf<Kind extends LiveKind>(kind: Kind, key: ToolKey, value: unknown): value is RecordOf[Kind] {
  if (typeof value !== 'object' || value === null) return false
  return (
    Reflect.get(value, 'kind') === kind &&
    Reflect.get(value, 'workspace') === key.workspace &&
    Reflect.get(value, 'nativeId') === key.nativeId
  )
}
