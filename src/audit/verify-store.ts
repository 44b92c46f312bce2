import { headMessage } from './chain.ts'
import { commitmentTo } from './commitment.ts'
import type { AuditKeys } from './keys.ts'
import { keysOfLog, logBegin } from './log-keys.ts'
import { notesOfLog } from './notes-of-log.ts'
import type { AuditStore, StoredEntry } from './ports.ts'
import { readCheckpoint } from './signed-note.ts'
import { type AuditCheckpoint, type AuditHead, type AuditStream, auditStreams, forgottenType } from './types.ts'
import { type AuditFinding, type FoundNote, type LogReport, LogVerifier, objectAt, parseEvent } from './verify-log.ts'

/** What a store is verified with. */
export interface StoreVerification {
  readonly store: AuditStore
  readonly keys: AuditKeys
  /** Checkpoints found outside the store. */
  readonly anchored: readonly FoundNote[]
}

const pageSize = 500

/**
 * Verifies one log where it is stored: every column of every entry, the head, the checkpoints, and the texts that have not
 * been erased. Entries that are added meanwhile are not looked at.
 */
export async function verifyStore(parts: StoreVerification, stream: AuditStream): Promise<LogReport> {
  const { store } = parts
  // Before the head, so that none of them can be beyond it.
  const checkpoints = await store.checkpoints(stream)
  const head = await store.head(stream)
  const keys = await keysOfLog(store, stream, parts.keys)
  const origin = head.origin
  const notes = [
    ...notesOfLog({ origin, stream }, parts.anchored),
    ...checkpoints.map((checkpoint) => noteOf(checkpoint)),
  ]
  const verifier = new LogVerifier({ origin, keys, before: logBegin, notes })
  for (const { size, note } of checkpoints) {
    if (readCheckpoint(note)?.size !== size) verifier.find(null, `the checkpoint of ${size} entries is of another size`)
  }
  // At a head that is not signed everything after it counts, or removing the head would hide it all.
  const isSigned = keys.some((key) => key.id === head.keyId && key.verify(headMessage(head), head.signature))
  const last = isSigned ? head.size : Number.MAX_SAFE_INTEGER
  const erased = await erasedIn(store)
  await addEntries({ store, stream, last, verifier, erased })
  if (isSigned && (await store.entries(stream, { from: last + 1, count: 1 })).length > 0)
    await beyond(parts, head, verifier)
  const report = verifier.end()
  const finding = headFinding(head, report, isSigned)
  const rest = [...(finding === null ? [] : [finding]), ...(await strayFindings(store, stream))]
  return rest.length === 0 ? report : { ...report, findings: [...report.findings, ...rest].toSorted(byPlace) }
}

/** Rows that were put where no reading of a log comes by; those of a log that there is not are told of once. */
async function strayFindings(store: AuditStore, stream: AuditStream): Promise<readonly AuditFinding[]> {
  const own = (await store.strays()).filter(
    (stray) =>
      stray.stream === stream || (stream === 'decisions' && !auditStreams.some((each) => each === stray.stream)),
  )
  return own.map(({ table, sequence }) => ({ sequence, problem: `a row of ${table} belongs to no event` }))
}

/** What concerns no entry comes last. */
function byPlace(a: AuditFinding, b: AuditFinding): number {
  return (a.sequence ?? Number.MAX_SAFE_INTEGER) - (b.sequence ?? Number.MAX_SAFE_INTEGER)
}

async function addEntries({
  store,
  stream,
  last,
  verifier,
  erased,
}: Pick<StoreVerification, 'store'> & {
  readonly stream: AuditStream
  readonly last: number
  readonly verifier: LogVerifier
  readonly erased: ReadonlySet<string>
}): Promise<void> {
  for (let from = 1; ; ) {
    const read = await store.entries(stream, { from, count: pageSize })
    const page = read.filter(({ sequence }) => sequence <= last)
    for (const entry of page) verifier.add(entry)
    await compareTexts(store, page, { verifier, erased })
    if (page.length < pageSize) return
    from = (page.at(-1)?.sequence ?? last) + 1
  }
}

/** A running gateway may have added entries since the head was read; then there is another head. */
async function beyond({ store }: StoreVerification, head: AuditHead, verifier: LogVerifier): Promise<void> {
  const now = await store.head(head.stream)
  if (now.size <= head.size) verifier.find(head.size + 1, 'stands beyond the end of the log')
}

/** Principals whose erasure is recorded. */
async function erasedIn(store: AuditStore): Promise<ReadonlySet<string>> {
  const erased = new Set<string>()
  const filter = { stream: 'decisions', type: forgottenType } as const
  for (let before: number | null = null; ; ) {
    const { entries, hasMore } = await store.list(filter, { first: pageSize, before })
    for (const { columns } of entries) erased.add(columns.resourceId)
    before = entries.at(-1)?.sequence ?? null
    if (!hasMore || before === null) return erased
  }
}

async function compareTexts(
  store: AuditStore,
  page: readonly StoredEntry[],
  { verifier, erased }: { readonly verifier: LogVerifier; readonly erased: ReadonlySet<string> },
): Promise<void> {
  const [first] = page
  if (first === undefined) return
  const events = new Map(page.map((entry) => [entry.sequence, entry.eventJson]))
  const texts = await store.texts(first.stream, [...events.keys()])
  const there = new Set(texts.map(({ sequence }) => sequence))
  for (const { sequence, eventJson } of page) {
    if (there.has(sequence)) continue
    const { reason, actor } = objectAt(parseEvent(eventJson) ?? {}, 'data')
    if (typeof reason === 'string' && !(typeof actor === 'string' && erased.has(actor)))
      verifier.find(sequence, 'its reason was removed, and nothing says that its author was erased')
  }
  for (const { sequence, author, salt, text } of texts) {
    const data = objectAt(parseEvent(events.get(sequence) ?? '') ?? {}, 'data')
    if (data['reason'] !== commitmentTo({ salt, text }))
      verifier.find(sequence, 'its reason is not the one committed to')
    if (data['actor'] !== author) verifier.find(sequence, 'its reason is kept as that of somebody else')
  }
}

function headFinding(head: AuditHead, { end }: LogReport, isSigned: boolean): AuditFinding | null {
  const isEmpty = head.size === 0 && head.keyId === '' && head.signature === '' && head.origin === ''
  if (!isSigned && !(isEmpty && end.size === 0))
    return { sequence: null, problem: 'the head of the log was not written with its key' }
  if (head.size > end.size)
    return { sequence: end.size + 1, problem: `missing: the head of the log says that it ends at ${head.size}` }
  const isSame = head.size === end.size && head.entryHash === end.entryHash && head.peaks.join() === end.peaks.join()
  return isSame ? null : { sequence: null, problem: 'the head of the log is that of other entries than are there' }
}

function noteOf({ size, note }: AuditCheckpoint): FoundNote {
  return { note, place: `the checkpoint of ${size} entries`, isAnchor: false }
}
