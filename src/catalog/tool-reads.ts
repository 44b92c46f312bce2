import type { CallContext } from '../connector/contract.ts'
import { batchReads, type LiveKind, type RecordOf, type ToolKey } from './live-kinds.ts'
import { objectKey } from './object-keys.ts'
import type { CatalogPorts, ConnectedSource } from './ports.ts'
import { createRecordCache } from './record-cache.ts'
import { type Answer, createSharedReads, type Load, type Read, type SharedReads } from './shared-reads.ts'
import { unreadableFault } from './tool-fault.ts'

/** Batch reads of tool objects by name, shared between and within requests. */
export interface ToolReads {
  /** In the order of the keys; a failed key carries its fault. */
  read<Kind extends LiveKind>(
    kind: Kind,
    source: ConnectedSource,
    keys: readonly ToolKey[],
    call: CallContext,
  ): Promise<readonly Answer<RecordOf[Kind]>[]>
  /** Spares this request a second read of records that it has just met in some other way. */
  remember<Kind extends LiveKind>(
    kind: Kind,
    source: string,
    read: { readonly records: readonly RecordOf[Kind][]; readonly observedAt: number },
    call: CallContext,
  ): void
}

/** Makes the reads over the connected sources and the object cache. */
export function createToolReads(ports: Pick<CatalogPorts, 'cache' | 'clock' | 'objectTtlMs'>): ToolReads {
  const cache = createRecordCache(ports.cache, { clock: ports.clock, ttlMs: ports.objectTtlMs })
  const shared: { readonly [Kind in LiveKind]: SharedReads<RecordOf[Kind]> } = {
    Model: createSharedReads(),
    ModelVersion: createSharedReads(),
    Experiment: createSharedReads(),
    Run: createSharedReads(),
    LoggedModel: createSharedReads(),
    Deployment: createSharedReads(),
  }

  const askTool = async <Kind extends LiveKind>(
    kind: Kind,
    source: ConnectedSource,
    keys: readonly ToolKey[],
    call: CallContext,
  ) => {
    // Taken before the call: an age that is too old by a round trip is right, one that is too young is not.
    const observedAt = ports.clock.now()
    const records = await batchReads[kind](source.connector, keys, call)
    if (records === undefined) throw unreadableFault(source.id)
    return keys.map((_key, index): Read<RecordOf[Kind]> => ({ record: records[index] ?? null, observedAt }))
  }

  const loadFrom =
    <Kind extends LiveKind>(
      kind: Kind,
      source: ConnectedSource,
      byKey: ReadonlyMap<string, ToolKey>,
    ): Load<RecordOf[Kind]> =>
    async (wanted, call) => {
      const keys = wanted.flatMap((key) => byKey.get(key) ?? [])
      const copies = await cache.getMany(kind, source.id, keys)
      const missing = keys.filter((_key, index) => copies[index] === null)
      const fresh = missing.length === 0 ? [] : await askTool(kind, source, missing, call)
      await cache.setMany(source.id, fresh)
      const rest = fresh.values()
      return copies.map((copy) => copy ?? rest.next().value ?? { record: null, observedAt: ports.clock.now() })
    }

  return {
    read(kind, source, keys, call) {
      const byKey = new Map(keys.map((key) => [objectKey(source.id, kind, key), key]))
      const request = { source: source.id, keys: keys.map((key) => objectKey(source.id, kind, key)), call }
      return shared[kind].readMany(request, loadFrom(kind, source, byKey))
    },
    remember(kind, source, { records, observedAt }, call) {
      for (const record of records) shared[kind].remember(objectKey(source, kind, record), { record, observedAt }, call)
    },
  }
}
