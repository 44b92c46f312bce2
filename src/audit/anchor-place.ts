import type { Clock } from '../kernel/clock.ts'
import type { HeadGuard } from './head-guard.ts'
import type { AuditKeys } from './keys.ts'
import { keysOfLog } from './log-keys.ts'
import { hashRange, placesOf } from './merkle.ts'
import type { Anchor, AuditLogger, AuditStore } from './ports.ts'
import { isSignedBy, readCheckpoint, verifierKeyOf } from './signed-note.ts'
import { type AuditCheckpoint, type AuditHead, type AuditStream, auditStreams } from './types.ts'

/** How a log stands with its anchors. */
export interface AnchorStanding {
  readonly name: string
  /** `WAITING` until the first checkpoint; `FORKED` when it holds another checkpoint of the same size. */
  readonly state: 'WAITING' | 'KEPT' | 'FAILING' | 'FORKED'
  /** When it last kept a checkpoint; null before that. */
  readonly lastKeptAt: number | null
  /** Entries up to the last checkpoint it holds, by log. */
  readonly keptTo: Readonly<Record<AuditStream, number>>
}

/** What looking after an anchor needs. */
export interface PlaceParts {
  readonly store: AuditStore
  readonly keys: AuditKeys
  readonly guard: HeadGuard
  readonly clock: Clock
  readonly log: AuditLogger
  /** Told of every try to bring a checkpoint to an anchor, by its place in the configuration. */
  readonly onTry?: (anchor: number, outcome: 'kept' | 'failed' | 'forked') => void
}

/** An anchor that has not answered for so long is failing; whatever it does, the next round looks after the others. */
const hangsMs = 30_000

/** An anchor, and what this process knows of it. */
export interface AnchorPlace {
  readonly index: number
  readonly anchor: Anchor
  state: AnchorStanding['state']
  lastKeptAt: number | null
  readonly keptTo: Record<AuditStream, number>
  /** Logs that were compared with what it holds. */
  readonly compared: Set<AuditStream>
  /** Since when it has been at work; null while it is not. */
  busySince: number | null
}

/** An anchor of which nothing is known yet. */
export function newPlace(anchor: Anchor, index: number): AnchorPlace {
  const keptTo = { decisions: 0, access: 0 }
  return { index, anchor, state: 'WAITING', lastKeptAt: null, keptTo, compared: new Set(), busySince: null }
}

/** Folder of a log's checkpoints within an anchor. */
export function noteFolder(origin: string): string {
  return `${origin}/checkpoints`
}

/** Name of a checkpoint within an anchor; the order of names is that of sizes, and a thousand share a folder. */
export function noteName(origin: string, size: number): string {
  const thousand = String(Math.floor(size / 1_000)).padStart(13, '0')
  return `${noteFolder(origin)}/${thousand}/${String(size).padStart(16, '0')}.note`
}

/** Looks after one anchor, unless it is still at work from an earlier round. Never throws: the next round tries again. */
export async function serveAnchor(
  parts: PlaceParts,
  place: AnchorPlace,
  checkpoints: readonly AuditCheckpoint[],
): Promise<void> {
  const now = parts.clock.now()
  if (place.busySince !== null) {
    if (now - place.busySince < hangsMs || place.state === 'FAILING') return
    failed(parts, place, { message: 'an anchor does not answer', facts: {} })
    return
  }
  place.busySince = now
  try {
    for (const stream of auditStreams) await compare(parts, place, stream)
    for (const checkpoint of checkpoints) await bring(parts, place, checkpoint)
  } finally {
    place.busySince = null
  }
}

function failed(
  { log, onTry }: PlaceParts,
  place: AnchorPlace,
  { message, facts }: { readonly message: string; readonly facts: Readonly<Record<string, unknown>> },
): void {
  place.state = 'FAILING'
  onTry?.(place.index, 'failed')
  log.warn({ anchor: place.anchor.name, ...facts }, message)
}

/** Brings one checkpoint to one anchor, unless it holds one as large, or nobody knows yet what it holds. */
async function bring(parts: PlaceParts, place: AnchorPlace, { stream, size, note }: AuditCheckpoint): Promise<void> {
  const { anchor, keptTo } = place
  const origin = readCheckpoint(note)?.origin ?? ''
  if (keptTo[stream] >= size || !place.compared.has(stream) || place.state === 'FORKED') return
  try {
    const { current } = parts.keys
    await anchor.keep(`${origin}/keys/${current.id}.vkey`, `${verifierKeyOf(origin, current)}\n`)
    if ((await anchor.keep(noteName(origin, size), note)) === 'DIFFERENT') return forked(parts, place, stream)
    keptTo[stream] = size
    place.lastKeptAt = parts.clock.now()
    place.state = 'KEPT'
    parts.onTry?.(place.index, 'kept')
  } catch (err) {
    const message = 'an anchor did not take a checkpoint; it is tried again'
    failed(parts, place, { message, facts: { err, stream, size } })
  }
}

function forked(parts: PlaceParts, place: AnchorPlace, stream: AuditStream): void {
  place.state = 'FORKED'
  parts.onTry?.(place.index, 'forked')
  parts.guard.trip(`${stream}: ${place.anchor.name} holds another checkpoint of the same size`)
  parts.log.error(
    { anchor: place.anchor.name, stream },
    'the audit trail is not the one that was anchored; changes are refused',
  )
}

/**
 * What was anchored must still be there: a store put back to an earlier state would otherwise be taken for the log. Done
 * before anything is brought, so that an anchor that was away at the start is compared when it is back.
 */
async function compare(parts: PlaceParts, place: AnchorPlace, stream: AuditStream): Promise<void> {
  if (place.compared.has(stream)) return
  try {
    const head = await parts.store.head(stream)
    const note = head.origin === '' ? null : await place.anchor.latest(noteFolder(head.origin))
    if (note !== null) await compareNote(parts, place, { head, note })
    place.compared.add(stream)
  } catch (err) {
    failed(parts, place, {
      message: 'an anchor could not be read; nothing is brought to it until it can',
      facts: { err, stream },
    })
  }
}

async function compareNote(
  parts: PlaceParts,
  place: AnchorPlace,
  { head, note }: { readonly head: AuditHead; readonly note: string },
): Promise<void> {
  const { store, keys, log } = parts
  const { stream, origin, size } = head
  const anchored = readCheckpoint(note)
  // A place that gives back what nobody of ours signed for this log proves nothing, and must not stop the gateway either.
  if (anchored?.origin !== origin || !isSignedBy(note, await keysOfLog(store, stream, keys))) {
    log.error(
      { anchor: place.anchor.name, stream },
      'the last checkpoint of an anchor is none of this log and its keys',
    )
    return
  }
  if (anchored.size > size || (await rootThere(store, stream, anchored.size)) !== anchored.root)
    return forked(parts, place, stream)
  place.keptTo[stream] = anchored.size
}

/** Null when an entry is missing, which an anchored one must not be. */
async function rootThere(store: Pick<AuditStore, 'kept'>, stream: AuditStream, size: number): Promise<string | null> {
  try {
    return await rootAt(store, stream, size)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Root of the tree of the first `size` entries. Throws when an entry is missing. */
export async function rootAt(store: Pick<AuditStore, 'kept'>, stream: AuditStream, size: number): Promise<string> {
  const range = { start: 0, end: size }
  return hashRange(range, await store.kept(stream, placesOf(range)))
}
