import { canonicalJson, type JsonValue } from '../kernel/canonical-json.ts'
import { entryMessage, hashEntry } from './chain.ts'
import { sequenceText } from './event.ts'
import { publicKeyOf, type VerifyingKey } from './keys.ts'
import { addLeaf, hashLeaf, rootOf } from './merkle.ts'
import type { EntryColumns } from './ports.ts'
import { isSignedBy, readCheckpoint } from './signed-note.ts'
import type { AuditEntry } from './types.ts'
import { keyReplacedType } from './writer.ts'

/** Something that is not as it was written. */
export interface AuditFinding {
  /** The first entry that it concerns; null when none is. */
  readonly sequence: number | null
  readonly problem: string
}

/** An entry to be verified; what an export leaves out is not looked at. */
export type VerifiableEntry = Omit<AuditEntry, 'stream' | 'subtreeHash'> & {
  readonly subtreeHash?: string
  readonly columns?: EntryColumns
}

/** A checkpoint, and where it was found. */
export interface FoundNote {
  readonly note: string
  readonly place: string
  /** Whether it lay outside the store, so that whoever can write the store could not have made it. */
  readonly isAnchor: boolean
}

/** What is claimed of a log. */
export interface LogClaim {
  readonly origin: string
  /** Keys that are trusted without a hand-over. */
  readonly keys: readonly VerifyingKey[]
  /** What comes before the first entry; of a whole log, nothing. */
  readonly before: { readonly size: number; readonly entryHash: string; readonly peaks: readonly string[] }
  readonly notes: readonly FoundNote[]
}

/** What verifying a log found. */
export interface LogReport {
  readonly origin: string
  /** Places of the first and last entry that were there; 0 when there was none. */
  readonly first: number
  readonly last: number
  /** In the order of the entries; the first is the place to look at. */
  readonly findings: readonly AuditFinding[]
  /** The last entry that a checkpoint outside the store vouches for; 0 when none does. */
  readonly anchoredTo: number
  /** Entries after that: whoever holds the store could have removed them, or others after them. */
  readonly unanchored: number
  /** Entries that were anchored and are not there. */
  readonly missing: number
  /** The log as it ends. */
  readonly end: { readonly size: number; readonly entryHash: string; readonly peaks: readonly string[] }
}

const findingsMax = 100

/** Verifies a log entry by entry, in one pass and little memory. */
export class LogVerifier {
  readonly #claim: LogClaim
  readonly #findings: AuditFinding[] = []
  readonly #keys: VerifyingKey[]
  readonly #roots = new Map<number, string>()
  readonly #wanted: ReadonlySet<number>
  #key: VerifyingKey | undefined
  #first = 0
  #size: number
  #entryHash: string
  #peaks: readonly string[]
  /** Once an entry is missing or moved, no later root can be right, and saying so for each would hide the first. */
  #isWhole = true

  constructor(claim: LogClaim) {
    this.#claim = claim
    this.#keys = [...claim.keys]
    this.#size = claim.before.size
    this.#entryHash = claim.before.entryHash
    this.#peaks = claim.before.peaks
    const sizes = claim.notes.map(({ note }) => readCheckpoint(note)?.size ?? -1)
    this.#wanted = new Set(sizes)
    if (this.#wanted.has(this.#size)) this.#roots.set(this.#size, rootOf(this.#peaks))
  }

  /** Takes the next entry. */
  add(entry: VerifiableEntry): void {
    const { sequence } = entry
    if (this.#first === 0) this.#first = sequence
    const isNext = this.#follow(sequence)
    const leafHash = hashLeaf(entry.eventJson)
    const event = parseEvent(entry.eventJson)
    if (isNext && entry.prevHash !== this.#entryHash) this.#find(sequence, 'does not follow the entry before it')
    if (event === undefined) this.#find(sequence, 'its event is no canonical JSON')
    if (entry.leafHash !== leafHash) this.#find(sequence, 'its event is not the one that was recorded')
    if (entry.entryHash !== hashEntry(entry.prevHash, leafHash)) this.#find(sequence, 'its entry hash does not fit')
    if (event?.['source'] !== this.#claim.origin || event['sequence'] !== sequenceText(sequence))
      this.#find(sequence, 'its event belongs to another place')
    this.#signed(entry, event)
    this.#grow(sequence, leafHash, entry)
    if (entry.columns !== undefined && event !== undefined) this.#columns(sequence, event, entry.columns)
  }

  /** A key that is trusted, or that one which was introduced; undefined for any other. */
  keyOf(id: string): VerifyingKey | undefined {
    return this.#keys.find((key) => key.id === id)
  }

  /** Notes something that was found elsewhere. */
  find(sequence: number | null, problem: string): void {
    this.#find(sequence, problem)
  }

  /** Compares with the checkpoints. */
  end(): LogReport {
    let anchoredTo = 0
    let missing = 0
    const size = this.#size
    for (const { note, place, isAnchor } of this.#claim.notes.toSorted((a, b) => sizeOf(a) - sizeOf(b))) {
      const checkpoint = readCheckpoint(note)
      if (checkpoint === undefined || !isSignedBy(note, this.#keys)) {
        this.#find(null, `${place} is no checkpoint that a trusted key signed`)
      } else if (checkpoint.origin !== this.#claim.origin) {
        this.#find(null, `${place} is a checkpoint of another log`)
      } else if (checkpoint.size > size) {
        missing = Math.max(missing, checkpoint.size - size)
        this.#find(
          size + 1,
          `missing: ${place} vouches for ${checkpoint.size} entries, and the last one there is ${size}`,
        )
      } else if (this.#roots.get(checkpoint.size) === checkpoint.root) {
        if (isAnchor) anchoredTo = checkpoint.size
      } else if (this.#isWhole && this.#roots.has(checkpoint.size)) {
        const span = `between ${anchoredTo + 1} and ${checkpoint.size}`
        this.#find(
          this.#firstAfter(anchoredTo, checkpoint.size),
          `entries ${span} are not those that ${place} vouches for`,
        )
      }
    }
    const end = { size, entryHash: this.#entryHash, peaks: this.#peaks }
    const findings = this.#findings.toSorted((a, b) => (a.sequence ?? Infinity) - (b.sequence ?? Infinity))
    const { origin } = this.#claim
    const last = this.#first === 0 ? 0 : size
    return { origin, first: this.#first, last, findings, anchoredTo, unanchored: size - anchoredTo, missing, end }
  }

  /** The entry that explains why a checkpoint does not fit; the first it could be when none was found. */
  #firstAfter(size: number, end: number): number {
    const bad = this.#findings.flatMap(({ sequence }) =>
      sequence !== null && sequence > size && sequence <= end ? sequence : [],
    )
    return Math.min(...bad, bad.length === 0 ? size + 1 : end)
  }

  /** Whether this is the next entry. After a gap, a repetition or another order it goes on from the entry that is there. */
  #follow(sequence: number): boolean {
    const expected = this.#size + 1
    if (sequence === expected) return true
    if (sequence > expected) this.#find(expected, `entries ${expected} to ${sequence - 1} are missing`)
    else this.#find(sequence, `comes after entry ${this.#size}`)
    this.#isWhole = false
    return false
  }

  #signed(entry: VerifiableEntry, event: Event | undefined): void {
    const { sequence, entryHash, keyId, signature } = entry
    this.#key ??= this.#keys.find((key) => key.id === keyId)
    const key = this.#key
    if (key === undefined || key.id !== keyId) return this.#find(sequence, 'was not signed with the key in force')
    if (!key.verify(entryMessage(this.#claim.origin, sequence, entryHash), signature))
      return this.#find(sequence, 'its signature does not fit')
    const next = event?.['type'] === keyReplacedType ? nextKey(event) : undefined
    if (next === undefined) return
    this.#key = next
    this.#keys.push(next)
  }

  #grow(sequence: number, leafHash: string, entry: VerifiableEntry): void {
    if (this.#isWhole) {
      const grown = addLeaf(this.#peaks, this.#size, leafHash)
      this.#peaks = grown.peaks
      if (entry.subtreeHash !== undefined && entry.subtreeHash !== grown.subtreeHash)
        this.#find(sequence, 'its subtree hash does not fit')
    }
    this.#size = sequence
    this.#entryHash = entry.entryHash
    if (this.#isWhole && this.#wanted.has(sequence)) this.#roots.set(sequence, rootOf(this.#peaks))
  }

  #columns(sequence: number, event: Event, columns: EntryColumns): void {
    const data = objectAt(event, 'data')
    const resource = objectAt(data, 'resource')
    const recorded = event['recordedtime']
    const wanted = {
      id: event['id'],
      type: event['type'],
      actor: data['actor'],
      action: data['action'],
      resourceType: resource['type'],
      resourceId: resource['id'],
      decision: data['decision'],
      recordedAt: typeof recorded === 'string' ? Date.parse(recorded) || 0 : 0,
    }
    if (canonicalJson(wanted) !== canonicalJson({ ...columns }))
      this.#find(sequence, 'what lists are filtered by is not what its event says')
  }

  #find(sequence: number | null, problem: string): void {
    if (this.#findings.length < findingsMax) this.#findings.push({ sequence, problem })
  }
}

type Event = Readonly<Record<string, JsonValue | undefined>>

/** The event of an entry; undefined when its text is not the canonical one. */
export function parseEvent(text: string): Event | undefined {
  try {
    // Whatever JSON.parse gives is a JSON value.
    const value = JSON.parse(text) as JsonValue
    return isObject(value) && canonicalJson(value) === text ? value : undefined
  } catch {
    // No JSON is a finding of the caller's, not a failure.
    return undefined
  }
}

function isObject(value: JsonValue | undefined): value is Event {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A member that is an object; an empty one otherwise. */
export function objectAt(value: Event, key: string): Event {
  const member = value[key]
  return isObject(member) ? member : {}
}

function nextKey(event: Event): VerifyingKey | undefined {
  const publicKey = objectAt(objectAt(event, 'data'), 'details')['publicKey']
  return typeof publicKey === 'string' ? publicKeyOf(publicKey) : undefined
}

function sizeOf({ note }: FoundNote): number {
  return readCheckpoint(note)?.size ?? 0
}
