import { createHash } from 'node:crypto'
import {
  type AccessLog,
  type Anchor,
  type AuditDraft,
  type AuditEvent,
  type AuditStore,
  auditStreams,
  type Checkpoints,
  createAccessLog,
  createCheckpoints,
} from '../audit/index.ts'
import { systemScheduler } from '../catalog/index.ts'
import type { LoadedConfig } from '../config/index.ts'
import { systemActor } from '../kernel/actor.ts'
import type { JsonValue } from '../kernel/canonical-json.ts'
import { systemClock } from '../kernel/clock.ts'
import { packageVersion } from '../kernel/package-version.ts'
import type { Logger, Metrics } from '../telemetry/index.ts'
import type { OpenAudit } from './audit.ts'
import type { AuditHealth } from './health-check.ts'

/** What a running gateway does for its audit trail. */
export interface AuditTrail {
  readonly access: AccessLog
  readonly checkpoints: Checkpoints
  readonly health: AuditHealth
  /** Compares with the anchors, records the start, and begins to make checkpoints. */
  start(): Promise<void>
  /** Writes what is waiting, records the stop when a start was, and brings a last checkpoint to the anchors. */
  stop(): Promise<void>
}

/** What the trail is made of. */
export interface AuditTrailParts {
  readonly loaded: LoadedConfig
  readonly log: Logger
  readonly metrics: Metrics
  readonly audit: OpenAudit
  readonly anchors: readonly Anchor[]
}

/** Builds the trail of one gateway. Writes nothing yet. */
export function openAuditTrail({ loaded, log, metrics, audit, anchors }: AuditTrailParts): AuditTrail {
  const { audited: work, keys, guard, store } = audit
  const { checkpointSeconds, checkpointEvents } = loaded.config.audit
  const shared = { work, clock: systemClock, scheduler: systemScheduler, log }
  const access = createAccessLog(shared)
  // By kind and place: a label must not hold an address.
  const labels = loaded.config.audit.anchors.map(({ kind }, index) => `${kind}-${index + 1}`)
  const startedAt = systemClock.now()
  const checkpoints = createCheckpoints({
    ...shared,
    store,
    anchors,
    keys,
    guard,
    settings: { everyMs: checkpointSeconds * 1_000, everyEvents: checkpointEvents },
    onTry: (index, outcome) => metrics.auditAnchorings.inc({ anchor: labels[index] ?? '', outcome }),
    onStale: (log, isStale) => metrics.auditChainStale.set({ log }, isStale ? 1 : 0),
    onRound() {
      for (const [index, { lastKeptAt, state }] of checkpoints.standing().entries()) {
        const age = systemClock.now() - (lastKeptAt ?? startedAt)
        metrics.auditAnchorAgeSeconds.set({ anchor: labels[index] ?? '' }, age / 1_000)
        metrics.auditAnchorUp.set({ anchor: labels[index] ?? '' }, state === 'KEPT' || state === 'WAITING' ? 1 : 0)
      }
    },
  })
  const ownAnchors = anchorIds(anchors)
  let hasStarted = false
  return {
    access,
    checkpoints,
    health: { tripped: guard.tripped, standing: checkpoints.standing, stale: checkpoints.stale },
    async start() {
      if (anchors.length === 0) metrics.auditAnchorUp.set({ anchor: 'none' }, 0)
      await checkpoints.start()
      const problem = guard.tripped()
      // A gateway whose log was tampered with still answers reads, and tells so in its log, its health and every refusal.
      if (problem !== null) return
      for (const log of auditStreams) metrics.auditChainStale.set({ log }, 0)
      await work.record([lifeEvent('started', { anchors: ownAnchors }), ...(await changedAnchors(store, ownAnchors))])
      hasStarted = true
      if (anchors.length === 0)
        log.info('the audit trail has no anchor outside the store; see audit.anchors in docs/audit.md')
    },
    async stop() {
      try {
        await access.stop()
        if (hasStarted) await work.record([lifeEvent('stopped', {})])
        await checkpoints.stop()
      } catch (err) {
        log.error({ err }, 'the end of the audit trail could not be recorded')
      }
    },
  }
}

/** Kind and digest of each anchor: its address is nobody's business who may only read the log. */
function anchorIds(anchors: readonly Anchor[]): readonly string[] {
  return anchors
    .map(({ name }) => `${name.split(' ')[0]}:${createHash('sha256').update(name).digest('hex').slice(0, 16)}`)
    .toSorted()
}

/** Taking an anchor away is the one way to switch part of the trail off, and so it is an event. */
async function changedAnchors(store: AuditStore, now: readonly string[]): Promise<readonly AuditDraft[]> {
  const started = { stream: 'decisions', type: 'gov.gateway.started.v1' } as const
  const { entries } = await store.list(started, { first: 1, before: null })
  // Written by the gateway as an event.
  const last = entries.map(({ eventJson }) => (JSON.parse(eventJson) as AuditEvent).data.details['anchors'])[0]
  if (!Array.isArray(last) || last.join() === now.join()) return []
  const facts = { action: 'audit-anchors:change', resource: { type: 'AuditLog', id: '*' }, decision: 'ALLOW' } as const
  const details = { before: last, after: now }
  return [{ type: 'gov.audit-anchors.changed.v1', actor: systemActor, severity: 'WARN', ...facts, details }]
}

function lifeEvent(verb: 'started' | 'stopped', more: Readonly<Record<string, JsonValue>>) {
  const action = verb === 'started' ? 'gateway:start' : 'gateway:stop'
  const resource = { type: 'Gateway', id: 'gateway' }
  const details = { version: packageVersion(), ...more }
  return { type: `gov.gateway.${verb}.v1`, actor: systemActor, action, resource, decision: 'ALLOW', details } as const
}
