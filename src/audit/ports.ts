import type { Actor } from '../kernel/actor.ts'
import type { KeptLeaf } from './merkle.ts'
import type {
  AuditCheckpoint,
  AuditDraft,
  AuditEntry,
  AuditFilter,
  AuditHead,
  AuditPrincipal,
  AuditStream,
  AuditText,
} from './types.ts'

/** Reads of the log. */
export interface AuditReads {
  /** The head as it is now; that of an empty log when there is none. */
  head(stream: AuditStream): Promise<AuditHead>
  /** What is kept of the leaves at these places; places beyond the log are left out. */
  kept(stream: AuditStream, places: readonly number[]): Promise<ReadonlyMap<number, KeptLeaf>>
  /** Entries from a place on, in order. */
  entries(
    stream: AuditStream,
    range: { readonly from: number; readonly count: number },
  ): Promise<readonly StoredEntry[]>
  /** All checkpoints, the smallest first. */
  checkpoints(stream: AuditStream): Promise<readonly AuditCheckpoint[]>
  /** The checkpoint of exactly this size; null when there is none. */
  checkpointOf(stream: AuditStream, size: number): Promise<AuditCheckpoint | null>
  /** The largest checkpoint; null when there is none. */
  lastCheckpoint(stream: AuditStream): Promise<AuditCheckpoint | null>
}

/** The log within a transaction that changes something. Nothing of it is seen by others before that transaction commits. */
export interface AuditRows extends Pick<AuditReads, 'kept' | 'entries' | 'lastCheckpoint'> {
  /** Reads the head and keeps every other writer of this log out until the transaction ends. Made when there is none. */
  lockHead(stream: AuditStream): Promise<AuditHead>
  insertEntries(entries: readonly AuditEntry[]): Promise<void>
  insertTexts(texts: readonly AuditText[]): Promise<void>
  insertCheckpoint(checkpoint: AuditCheckpoint): Promise<void>
  saveHead(head: AuditHead): Promise<void>
  /** The pseudonym of a principal; made at its first event, with the name beside it. */
  pseudonymOf(principal: Pick<Actor, 'name'> & { readonly id: string }): Promise<string>
}

/** An entry as it is stored: the columns that lists are filtered by are copies of what the event says. */
export interface StoredEntry extends AuditEntry {
  readonly columns: EntryColumns
}

/** The copies of {@link StoredEntry}. */
export interface EntryColumns {
  readonly id: string
  readonly type: string
  readonly actor: string | null
  readonly action: string
  readonly resourceType: string
  readonly resourceId: string
  readonly decision: string
  /** Milliseconds since the epoch. */
  readonly recordedAt: number
}

/** A piece of a list of entries, the newest first. */
export interface EntryPage {
  readonly entries: readonly StoredEntry[]
  readonly hasMore: boolean
}

/** The log as it is stored, and the names beside it. */
export interface AuditStore extends AuditReads {
  /** Entries below `before`, the newest first. */
  list(filter: AuditFilter, page: { readonly first: number; readonly before: number | null }): Promise<EntryPage>
  /** Reasons that have not been erased. */
  texts(stream: AuditStream, sequences: readonly number[]): Promise<readonly AuditText[]>
  /** Rows that no log leads to: reasons without an event, and anything of a log that there is not. A hundred at most. */
  strays(): Promise<readonly StrayRow[]>
  principals(ids: readonly string[]): Promise<ReadonlyMap<string, AuditPrincipal>>
}

/** A row that no log leads to. */
export interface StrayRow {
  readonly table: string
  readonly stream: string
  readonly sequence: number
}

/** Runs changes whose record commits with them or not at all. */
export interface AuditedWork {
  /** Appends events and nothing else. */
  record(drafts: readonly AuditDraft[]): Promise<void>
  /** Removes a person's name and texts, and records that; false when there is no such principal or it was erased. */
  forget(principalId: string, actor: Actor): Promise<boolean>
  /** Makes a checkpoint of what has come since the last one; null when nothing has. */
  checkpoint(stream: AuditStream): Promise<AuditCheckpoint | null>
}

/** Adds to the log within transactions; see {@link createAuditWriter}. */
export interface AuditWriter {
  /** Appends to one log. Throws a `Fault` when the log is not as it was left. Answers the new head, not committed yet. */
  append(rows: AuditRows, stream: AuditStream, drafts: readonly AuditDraft[]): Promise<AuditHead>
  /** Writes a checkpoint of the log as it is; null when there is one already. */
  checkpoint(rows: AuditRows, stream: AuditStream): Promise<AuditCheckpoint | null>
  /** Called once the transaction of an append has committed. */
  confirm(head: AuditHead): void
}

/** A place outside the store that keeps checkpoints and never gives another under a name that it has. */
export interface Anchor {
  /** For people: kind and place, without credentials. */
  readonly name: string
  /** Keeps a text under a name. `DIFFERENT` when it holds another text there. Throws when it cannot be reached. */
  keep(name: string, text: string): Promise<'KEPT' | 'DIFFERENT'>
  /** The text under the last name in the order of names within a folder; null when there is none. */
  latest(folder: string): Promise<string | null>
  /** All texts. */
  all(): Promise<readonly string[]>
}

/** Where the audit trail writes its log; pino fits. */
export interface AuditLogger {
  warn(facts: Readonly<Record<string, unknown>>, message: string): void
  error(facts: Readonly<Record<string, unknown>>, message: string): void
}

/** Runs work later. */
export interface AuditScheduler {
  /** Runs `work` once after `ms`; the function it returns takes that back. */
  after(ms: number, work: () => void): () => void
}
