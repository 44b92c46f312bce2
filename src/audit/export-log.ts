import { canonicalJson, type JsonValue } from '../kernel/canonical-json.ts'
import type { AuditKeys } from './keys.ts'
import { keysOfLog, logBegin } from './log-keys.ts'
import { hashRange, peakEnds, placesOf } from './merkle.ts'
import type { AuditStore, StoredEntry } from './ports.ts'
import { verifierKeyOf } from './signed-note.ts'
import type { AuditStream } from './types.ts'

/** A log, as the header of an export describes it. */
export interface ExportedLog {
  readonly stream: AuditStream
  readonly origin: string
  /** First and last entry of the export; `last` is `first - 1` when there is none. */
  readonly first: number
  readonly last: number
  /** Whether it was asked to end before the log does. */
  readonly endsEarly: boolean
  /** What comes before the first entry, so that roots can be computed without it. */
  readonly before: { readonly size: number; readonly entryHash: string; readonly peaks: readonly string[] }
  readonly keys: readonly { readonly id: string; readonly publicKey: string; readonly verifierKey: string }[]
}

/** The first line of an export. It is signed, so that nobody can say that less was exported. */
export interface ExportHeader {
  readonly modelwarden: 'audit-export'
  readonly version: 1
  readonly logs: readonly ExportedLog[]
  readonly keyId: string
  readonly signature: string
}

/** What is signed for an export. */
export function exportMessage(header: Pick<ExportHeader, 'logs'>): string {
  // Made of nothing but JSON; interfaces have no index signature, so the compiler cannot see it.
  return `modelwarden audit export v1\n${canonicalJson(header.logs as unknown as JsonValue)}\n`
}

/** Which part of which logs. */
export interface ExportRange {
  readonly streams: readonly AuditStream[]
  /** Places in the log, both inclusive. */
  readonly from: number
  readonly to: number | null
}

const pageSize = 500

/** Lines of an export: the header, then every event with what ties it to the others, as JSON. */
export async function* exportLines(
  { store, keys }: { readonly store: AuditStore; readonly keys: AuditKeys },
  range: ExportRange,
): AsyncGenerator<string> {
  const logs: ExportedLog[] = []
  for (const stream of range.streams) logs.push(await describe(store, stream, { keys, range }))
  const signature = keys.current.sign(exportMessage({ logs }))
  const header: ExportHeader = { modelwarden: 'audit-export', version: 1, logs, keyId: keys.current.id, signature }
  yield JSON.stringify(header)
  for (const { stream, first, last } of logs) {
    for (let from = first; from <= last; ) {
      const page = await store.entries(stream, { from, count: Math.min(pageSize, last - from + 1) })
      for (const entry of page) yield lineOf(entry)
      if (page.length === 0) break
      from = (page.at(-1)?.sequence ?? last) + 1
    }
  }
}

async function describe(
  store: AuditStore,
  stream: AuditStream,
  { keys, range }: { readonly keys: AuditKeys; readonly range: ExportRange },
): Promise<ExportedLog> {
  const { origin, size } = await store.head(stream)
  const first = Math.min(range.from, size + 1)
  const last = Math.min(range.to ?? size, size)
  const all = await keysOfLog(store, stream, keys)
  return {
    stream,
    origin,
    first,
    last,
    endsEarly: last < size,
    before: await stateAt(store, stream, first - 1),
    keys: all.map((key) => ({ id: key.id, publicKey: key.publicKey, verifierKey: verifierKeyOf(origin, key) })),
  }
}

async function stateAt(store: AuditStore, stream: AuditStream, size: number): Promise<ExportedLog['before']> {
  if (size === 0) return logBegin
  const ends = peakEnds(size)
  const ranges = ends.map((end, at) => ({ start: ends[at - 1] ?? 0, end }))
  const kept = await store.kept(stream, ranges.flatMap(placesOf))
  const [last] = await store.entries(stream, { from: size, count: 1 })
  return { size, entryHash: last?.entryHash ?? '', peaks: ranges.map((range) => hashRange(range, kept)) }
}

/** A CloudEvent; what ties it to the others are extension attributes that the event itself never has. */
export function lineOf({
  eventJson,
  leafHash,
  prevHash,
  entryHash,
  keyId,
  signature,
}: Pick<StoredEntry, 'eventJson' | 'leafHash' | 'prevHash' | 'entryHash' | 'keyId' | 'signature'>): string {
  const chain = { leafhash: leafHash, prevhash: prevHash, entryhash: entryHash, keyid: keyId, signature }
  return `${eventJson.slice(0, -1)},${JSON.stringify(chain).slice(1)}`
}
