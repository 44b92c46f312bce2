import type { CallContext, Connector, RunKey } from '../connector/contract.ts'
import type { ModelVersionRecord, RunRecord } from '../connector/records.ts'
import { inParallel } from '../kernel/in-parallel.ts'
import { splitNativeId } from '../kernel/native-id.ts'
import type { Fault } from '../kernel/problem.ts'
import { adoptRecords } from './adopt-records.ts'
import type { DataKey, LiveRelations, Related } from './api.ts'
import { bySource } from './by-source.ts'
import { isBinned } from './live-kinds.ts'
import { type LivePorts, toolKeyOf } from './read-live.ts'

import { faultFrom, unreadableFault } from './tool-fault.ts'
import type { MirroredObject } from './types.ts'

/** The contract's batch size for versions of runs. */
const runsPerCall = 100

/** One tool answers no faster when asked more at once; this keeps several sources busy. */
const callsAtOnce = 4

/** Makes the reads of what hangs together with what, asked of the tools at each call. */
export function createRelations(ports: LivePorts): LiveRelations {
  const versions = (
    objects: readonly MirroredObject[],
    call: CallContext,
    size: number,
    ask: Ask<ModelVersionRecord>,
  ) => relate(ports, { kind: 'ModelVersion', objects, call, size, ask })
  const runs = <Asked extends DataKey>(objects: readonly Asked[], call: CallContext, ask: Ask<RunRecord>) =>
    relate(ports, { kind: 'Run', objects, call, size: 1, ask })

  return {
    versionsOf: (models, call) =>
      versions(models, call, 1, (connector, [model]) => model && connector.modelRegistry?.versionsOf(model, call)),
    versionsOfRuns: (list, call) =>
      versions(list, call, runsPerCall, (connector, keys) => connector.modelRegistry?.versionsOfRuns(keys, call)),
    wholeRuns: (list, call) =>
      runs(list, call, async (connector, keys) =>
        ((await connector.experimentTracker?.runs(keys, call)) ?? []).filter((run) => run !== null),
      ),
    childRuns: (list, limit, call) =>
      runs(list, call, (connector, [run]) => run && connector.experimentTracker?.childRuns(run, limit, call)),
    runsByData: (keys, limit, call) =>
      runs(keys, call, (connector, [data]) => {
        if (data === undefined) return undefined
        const [name, digest] = splitNativeId(data.nativeId)
        return connector.experimentTracker?.runsByData({ workspace: data.workspace, name, digest }, limit, call)
      }),
  }
}

type Ask<Item> = (connector: Connector, keys: readonly RunKey[]) => Promise<readonly Item[]> | undefined

interface Relation<Item, Asked> {
  readonly kind: 'ModelVersion' | 'Run'
  readonly objects: readonly Asked[]
  readonly call: CallContext
  /** Objects per tool call. */
  readonly size: number
  readonly ask: Ask<Item>
}

/** Asks for the relatives of every object, a chunk per call, and takes what was read into the mirror. */
async function relate<Item extends ModelVersionRecord | RunRecord, Asked extends DataKey>(
  ports: LivePorts,
  relation: Relation<Item, Asked>,
): Promise<Related<Item, Asked>> {
  const asked = bySource(relation.objects).filter(({ source }) => ports.store.mayAnswer(relation.kind, source))
  const chunks = asked.flatMap((group) =>
    chunked(group.items, relation.size).map((objects) => ({ source: group.source, objects })),
  )
  const faults: Fault[] = []
  const perChunk = await inParallel(chunks, callsAtOnce, async ({ source, objects }) => {
    const connected = ports.sources.byId(source)
    const observedAt = ports.clock.now()
    try {
      const records = connected === null ? undefined : await relation.ask(connected.connector, objects.map(toolKeyOf))
      if (records === undefined) throw unreadableFault(source)
      return {
        objects,
        items: await adoptLive(ports, relation, {
          source,
          records: records.filter((record) => !isBinned(record)),
          observedAt,
        }),
      }
    } catch (error) {
      faults.push(faultFrom(error, source))
      return { objects, items: [] }
    }
  })
  return { groups: perChunk, faults }
}

async function adoptLive<Item extends ModelVersionRecord | RunRecord>(
  ports: LivePorts,
  relation: { readonly call: CallContext },
  fresh: { readonly source: string; readonly records: readonly Item[]; readonly observedAt: number },
) {
  const objects = await adoptRecords(ports, fresh, relation.call)
  for (const record of fresh.records) {
    const read = { observedAt: fresh.observedAt }
    if (record.kind === 'Run') ports.reads.remember('Run', fresh.source, { ...read, records: [record] }, relation.call)
    else ports.reads.remember('ModelVersion', fresh.source, { ...read, records: [record] }, relation.call)
  }
  return fresh.records.flatMap((record, index) => {
    const object = objects[index] ?? null
    return object === null ? [] : [{ object, record, observedAt: fresh.observedAt }]
  })
}

function chunked<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  const count = Math.ceil(items.length / size)
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size))
}
