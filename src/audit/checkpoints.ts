import { systemActor } from '../kernel/actor.ts'
import type { Clock } from '../kernel/clock.ts'
import { type AnchorPlace, type AnchorStanding, newPlace, type PlaceParts, serveAnchor } from './anchor-place.ts'
import { type ChainStanding, chainStanding, staleAfterMs } from './chain-state.ts'
import type { Anchor, AuditedWork, AuditScheduler } from './ports.ts'
import { type AuditCheckpoint, type AuditStream, auditStreams } from './types.ts'

/** Makes checkpoints and brings them to every anchor. */
export interface Checkpoints {
  /** Compares the log with its anchors, then begins. Resolves after the comparison; an anchor that is away is not waited for. */
  start(): Promise<void>
  /** Makes and brings a last checkpoint, within a few seconds. */
  stop(): Promise<void>
  /** Makes a checkpoint when one is due and brings what an anchor lacks. `isLast` makes one of whatever is new. */
  round(isLast?: boolean): Promise<void>
  standing(): readonly AnchorStanding[]
  /** How a log stands now. */
  chain(stream: AuditStream): Promise<ChainStanding>
  /** Logs of which something has waited too long for an anchor, as of the last round. */
  stale(): readonly AuditStream[]
}

/** What checkpoints need. */
export interface CheckpointParts extends PlaceParts {
  readonly work: Pick<AuditedWork, 'checkpoint' | 'record'>
  readonly anchors: readonly Anchor[]
  readonly clock: Clock
  readonly scheduler: AuditScheduler
  readonly settings: CheckpointSettings
  /** Told every few seconds. */
  readonly onRound?: () => void
  /** Told when a log begins to wait too long for an anchor, and when it does no longer. */
  readonly onStale?: (stream: AuditStream, isStale: boolean) => void
}

/** When a checkpoint is due: after so long, or so many entries. */
export interface CheckpointSettings {
  readonly everyMs: number
  readonly everyEvents: number
}

const lookMs = 5_000
/** A start and a stop wait this long for anchors at the most. */
const patienceMs = 5_000

/** Makes the checkpoints of one process; several that share a store and anchors do each other no harm. */
export function createCheckpoints(parts: CheckpointParts): Checkpoints {
  const { clock, scheduler, log, settings } = parts
  const places: readonly AnchorPlace[] = parts.anchors.map(newPlace)
  const beganAt = clock.now()
  const stale = new Set<AuditStream>()
  let cancelNext: (() => void) | undefined
  let running: Promise<void> = Promise.resolve()
  let isStopping = false

  const made = maker(parts, beganAt)
  const chain = (stream: AuditStream) =>
    chainStanding(parts.store, {
      stream,
      isBroken: parts.guard.tripped() !== null,
      anchoredTo: places.length === 0 ? null : Math.max(...places.map(({ keptTo }) => keptTo[stream])),
      now: clock.now(),
      since: Math.min(beganAt, clock.now()),
      staleMs: staleAfterMs(settings.everyMs),
    })
  const look = async () => {
    for (const stream of auditStreams) {
      try {
        await alarm(parts, stale, { stream, standing: await chain(stream) })
      } catch (err) {
        log.error({ err, stream }, 'nobody could tell how the audit trail stands with its anchors')
      }
    }
  }
  const round = async (isLast = false) => {
    const checkpoints = await made(isLast)
    await within(scheduler, Promise.all(places.map((place) => serveAnchor(parts, place, checkpoints))))
    await look()
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
    chain,
    stale: () => [...stale],
    async start() {
      await within(scheduler, Promise.all(places.map((place) => serveAnchor(parts, place, []))))
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

/** Makes the checkpoints that are due, and answers the last one of each log. */
function maker(parts: CheckpointParts, beganAt: number): (isLast: boolean) => Promise<readonly AuditCheckpoint[]> {
  const { clock, log, settings } = parts
  const lastMadeAt = new Map<AuditStream, number>()
  const make = async (stream: AuditStream, isLast: boolean): Promise<AuditCheckpoint | undefined> => {
    const { size } = await parts.store.head(stream)
    const last = await parts.store.lastCheckpoint(stream)
    const fresh = size - (last?.size ?? 0)
    const elapsed = clock.now() - (lastMadeAt.get(stream) ?? beganAt)
    // A clock that was set back would put off the next one until it has caught up.
    const isDue = elapsed >= settings.everyMs || elapsed < 0
    if (fresh === 0 || !(isLast || isDue || fresh >= settings.everyEvents)) return last ?? undefined
    lastMadeAt.set(stream, clock.now())
    return (await parts.work.checkpoint(stream)) ?? last ?? undefined
  }
  return async (isLast) => {
    const checkpoints: AuditCheckpoint[] = []
    for (const stream of auditStreams) {
      try {
        const checkpoint = await make(stream, isLast)
        if (checkpoint !== undefined) checkpoints.push(checkpoint)
      } catch (err) {
        log.error({ err, stream }, 'no checkpoint of the audit trail could be made')
      }
    }
    return checkpoints
  }
}

async function within(scheduler: AuditScheduler, work: Promise<unknown>): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>()
  const cancel = scheduler.after(patienceMs, resolve)
  await Promise.race([work, late])
  cancel()
}

/** Raises the alarm once, and takes it back once. Both are events, so that whoever reads the log later learns of them. */
async function alarm(
  { work, log, onStale }: CheckpointParts,
  stale: Set<AuditStream>,
  { stream, standing }: { readonly stream: AuditStream; readonly standing: ChainStanding },
): Promise<void> {
  const { state, anchoredTo, unanchoredSince } = standing
  const isStale = state === 'CHAIN_STALE'
  if (isStale === stale.has(stream) || state === 'BROKEN') return
  if (isStale) stale.add(stream)
  else stale.delete(stream)
  onStale?.(stream, isStale)
  const since = unanchoredSince === null ? null : new Date(unanchoredSince).toISOString()
  const facts = { stream, anchoredTo, since }
  if (isStale)
    log.error(
      facts,
      'CHAIN_STALE: no anchor has taken what was recorded since; whoever holds the store could remove it',
    )
  else log.warn(facts, 'an anchor takes the audit trail again')
  const type = isStale ? 'gov.audit-chain.stale.v1' : 'gov.audit-chain.anchored.v1'
  const resource = { type: 'AuditLog', id: stream }
  const draft = { type, actor: systemActor, action: 'audit-chain:watch', resource, decision: 'ALLOW' } as const
  await work.record([{ ...draft, severity: isStale ? 'ERROR' : 'INFO', details: { anchoredTo, since } }])
}
