import type { CallContext } from '../connector/contract.ts'
import { Fault } from '../kernel/problem.ts'
import { adoptRecords } from './adopt-records.ts'
import { bySource } from './by-source.ts'
import { differsFromMirror } from './differs-from-mirror.ts'
import type { LiveKind } from './live-kinds.ts'
import { type LivePorts, readLive } from './read-live.ts'
import type { MirroredKind, MirroredObject } from './types.ts'

/** Kinds whose lists are checked against the tool: names that a tool lets people delete and make again. */
const checkedKinds = ['Model', 'ModelVersion', 'Deployment'] as const satisfies readonly LiveKind[]

/** One of the kinds whose lists are checked. */
export type CheckedKind = (typeof checkedKinds)[number]

/** Whether lists of this kind are checked. */
export function isChecked(kind: MirroredKind): kind is CheckedKind {
  return checkedKinds.some((checked) => checked === kind)
}

/** What a check of rows found. */
export interface RowCheck {
  /** Whether the mirror was put right, so that the rows must be read again. */
  readonly changed: boolean
  readonly faults: ReadonlyMap<string, Fault>
}

/** Compares mirrored rows with their tools in one batch read per source, and puts the mirror right where they differ. */
export async function checkRows(
  ports: LivePorts,
  kind: CheckedKind,
  rows: { readonly objects: readonly MirroredObject[]; readonly call: CallContext },
): Promise<RowCheck> {
  const loaded = await readLive(ports, kind, rows)
  const faults = new Map<string, Fault>()
  const news = []
  let changed = false
  for (const live of loaded) {
    if (live instanceof Fault) faults.set(live.source ?? '', live)
    else if (live === null) changed = true
    else if (differsFromMirror(ports.store, live.object, live.record)) news.push({ source: live.object.source, live })
  }
  for (const group of bySource(news)) {
    const observedAt = Math.min(...group.items.map(({ live }) => live.observedAt))
    const records = group.items.map(({ live }) => live.record)
    await adoptRecords(ports, { source: group.source, records, observedAt }, rows.call)
  }
  return { changed: changed || news.length > 0, faults }
}
