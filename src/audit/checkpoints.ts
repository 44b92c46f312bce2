import type { Clock } from '../kernel/clock.ts'
import type { HeadGuard } from './head-guard.ts'
import type { AuditKeys } from './keys.ts'
import { hashRange, placesOf } from './merkle.ts'
import type { Anchor, AuditedWork, AuditLogger, AuditReads, AuditScheduler } from './ports.ts'
import { isSignedBy, readCheckpoint, verifierKeyOf } from './signed-note.ts'
import { type AuditCheckpoint, type AuditStream, auditStreams } from './types.ts'

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

/** Makes checkpoints and brings them to every anchor. */
export interface Checkpoints {
  /** Compares the log with its anchors, then begins. Resolves after the comparison; an anchor that is away is not waited for. */
  start(): Promise<void>
  /** Makes and brings a last checkpoint, within a few seconds. */
  stop(): Promise<void>
  /** Makes a checkpoint when one is due and brings what an anchor lacks. `isLast` makes one of whatever is new. */
  round(isLast?: boolean): Promise<void>
  standing(): readonly AnchorStanding[]
}

/** What checkpoints need. */
export interface CheckpointParts {
  readonly store: AuditReads
  readonly work: Pick<AuditedWork, 'checkpoint'>
  readonly anchors: readonly Anchor[]
  readonly keys: AuditKeys
  readonly guard: HeadGuard
  readonly clock: Clock
  readonly scheduler: AuditScheduler
  readonly log: AuditLogger
  readonly settings: CheckpointSettings
  /** Told of every try to bring a checkpoint to an anchor, by its place in the configuration. */
  readonly onTry?: (anchor: number, outcome: 'kept' | 'failed' | 'forked') => void
  /** Told every few seconds. */
  readonly onRound?: () => void
}

/** When a checkpoint is due: after so long, or so many entries. */
export interface CheckpointSettings {
  readonly everyMs: number
  readonly everyEvents: number
}

const lookMs = 5_000
/** A start and a stop wait this long for anchors at the most. */
const patienceMs = 5_000

interface Place {
  readonly index: number
  readonly anchor: Anchor
  state: AnchorStanding['state']
  lastKeptAt: number | null
  readonly keptTo: Record<AuditStream, number>
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

/** Makes the checkpoints of one process; several that share a store and anchors do each other no harm. */
export function createCheckpoints(parts: CheckpointParts): Checkpoints {
  const { clock, scheduler, log } = parts
  const places: readonly Place[] = parts.anchors.map((anchor, index) => ({
    index,
    anchor,
    state: 'WAITING',
    lastKeptAt: null,
    keptTo: { decisions: 0, access: 0 },
  }))
  const lastMadeAt = new Map<AuditStream, number>()
  const beganAt = clock.now()
  let cancelNext: (() => void) | undefined
  let running: Promise<void> = Promise.resolve()
  let isStopping = false

  const make = async (stream: AuditStream, isLast: boolean): Promise<AuditCheckpoint | undefined> => {
    const { size } = await parts.store.head(stream)
    const last = await parts.store.lastCheckpoint(stream)
    const fresh = size - (last?.size ?? 0)
    const isDue = clock.now() - (lastMadeAt.get(stream) ?? beganAt) >= parts.settings.everyMs
    if (fresh === 0 || !(isLast || isDue || fresh >= parts.settings.everyEvents)) return last ?? undefined
    lastMadeAt.set(stream, clock.now())
    return (await parts.work.checkpoint(stream)) ?? last ?? undefined
  }
  const round = async (isLast = false) => {
    for (const stream of auditStreams) {
      try {
        const checkpoint = await make(stream, isLast)
        if (checkpoint !== undefined) await Promise.all(places.map((place) => bring(parts, place, checkpoint)))
      } catch (err) {
        log.error({ err, stream }, 'no checkpoint of the audit trail could be made')
      }
    }
    parts.onRound?.()
  }
  const next = () => {
    if (isStopping) return
    cancelNext = scheduler.after(lookMs, () => {
      running = round().then(next)
    })
  }
  return {
    round,
    async start() {
      const looks = places.flatMap((place) => auditStreams.map((stream) => compare(parts, place, stream)))
      await within(scheduler, Promise.all(looks))
      next()
    },
    async stop() {
      isStopping = true
      cancelNext?.()
      await within(
        scheduler,
        running.then(() => round(true)),
      )
    },
    standing: () =>
      places.map(({ anchor, state, lastKeptAt, keptTo }) => ({ name: anchor.name, state, lastKeptAt, keptTo })),
  }
}

async function within(scheduler: AuditScheduler, work: Promise<unknown>): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>()
  const cancel = scheduler.after(patienceMs, resolve)
  await Promise.race([work, late])
  cancel()
}

/** Brings one checkpoint to one anchor, unless it holds one as large. Never throws: the next round tries again. */
async function bring(parts: CheckpointParts, place: Place, { stream, size, note }: AuditCheckpoint): Promise<void> {
  const { anchor, keptTo } = place
  const origin = readCheckpoint(note)?.origin ?? ''
  if (keptTo[stream] >= size) return
  try {
    const { current } = parts.keys
    await anchor.keep(`${origin}/keys/${current.id}.vkey`, `${verifierKeyOf(origin, current)}\n`)
    if ((await anchor.keep(noteName(origin, size), note)) === 'DIFFERENT') return forked(parts, place, stream)
    keptTo[stream] = size
    place.lastKeptAt = parts.clock.now()
    place.state = 'KEPT'
    parts.onTry?.(place.index, 'kept')
  } catch (err) {
    place.state = 'FAILING'
    parts.onTry?.(place.index, 'failed')
    parts.log.warn({ err, anchor: anchor.name, stream, size }, 'an anchor did not take a checkpoint; it is tried again')
  }
}

function forked(parts: CheckpointParts, place: Place, stream: AuditStream): void {
  place.state = 'FORKED'
  parts.onTry?.(place.index, 'forked')
  parts.guard.trip(`${stream}: ${place.anchor.name} holds another checkpoint of the same size`)
  parts.log.error(
    { anchor: place.anchor.name, stream },
    'the audit trail is not the one that was anchored; changes are refused',
  )
}

/** What was anchored must still be there: a store put back to an earlier state would otherwise be taken for the log. */
async function compare(parts: CheckpointParts, place: Place, stream: AuditStream): Promise<void> {
  const { store, keys, log } = parts
  try {
    const head = await store.head(stream)
    const origin = head.origin === '' ? null : head.origin
    const note = origin === null ? null : await place.anchor.latest(noteFolder(origin))
    const anchored = note === null ? undefined : readCheckpoint(note)
    if (note === null || anchored === undefined) return
    if (!isSignedBy(note, [keys.current, ...keys.previous])) {
      log.warn({ anchor: place.anchor.name, stream }, 'the last checkpoint of an anchor was signed with another key')
      return
    }
    if (anchored.size > head.size || (await rootAt(store, stream, anchored.size)) !== anchored.root)
      return forked(parts, place, stream)
    place.keptTo[stream] = anchored.size
  } catch (err) {
    log.warn({ err, anchor: place.anchor.name, stream }, 'an anchor could not be read at the start')
  }
}

/** Root of the tree of the first `size` entries. Throws when an entry is missing. */
export async function rootAt(store: AuditReads, stream: AuditStream, size: number): Promise<string> {
  const range = { start: 0, end: size }
  return hashRange(range, await store.kept(stream, placesOf(range)))
}
