import { type Actor, nobody, type RequestOrigin } from '../kernel/actor.ts'
import type { Clock } from '../kernel/clock.ts'
import { addressPrefix } from './address-prefix.ts'
import type { AuditedWork, AuditLogger, AuditScheduler } from './ports.ts'
import type { AuditDraft, AuditResource } from './types.ts'

/**
 * Refused reads, failed authentications, reads of personal data for a stated purpose, and what was sent in. The first of a kind is recorded by itself, those like it that follow within a
 * minute as one entry with their number, so that nobody can flood the log. Written off the path of requests.
 */
export interface AccessLog {
  /** Notes a refused read; returns at once. */
  denied(actor: Actor, action: string, resource: AuditResource): void
  /** Notes that sensitive fields of personal data were read for a purpose; returns at once. Of one object, by its id. */
  readFor(actor: Actor, purpose: string, resource: AuditResource): void
  /** Notes that something was sent in and taken; returns at once. */
  received(actor: Actor, action: string, resource: AuditResource): void
  /** Notes a request without a valid token; returns at once. */
  unauthenticated(origin: RequestOrigin): void
  /** Writes what is noted, and what has been counted so far. */
  stop(): Promise<void>
}

/** What the log needs. */
export interface AccessLogParts {
  readonly work: Pick<AuditedWork, 'record'>
  readonly clock: Clock
  readonly scheduler: AuditScheduler
  readonly log: AuditLogger
}

const batchMs = 1_000
const windowMs = 60_000
/** Beyond this many kinds within a minute, the rest is counted together: whoever invents names cannot fill the memory. */
const windowsMax = 10_000
/** Networks cost nothing to whoever has an IPv6 prefix, and each would get an entry of its own. */
const networksMax = 200
/** Enough to see what somebody was after; whoever tries everything gives no longer list. */
const resourcesMax = 20
/** What could not be written waits up to this many entries; more would only hide how long the store has been away. */
const waitingMax = 10_000

interface Kind {
  readonly key: string
  readonly draft: AuditDraft
}

interface Window {
  readonly kind: Kind
  readonly since: number
  /** Beside the first, which has an entry of its own. */
  count: number
  /** Ids of what those were about. */
  readonly resources: Set<string>
}

/** Makes the access log of one process. */
export function createAccessLog({ work, clock, scheduler, log }: AccessLogParts): AccessLog {
  const windows = new Map<string, Window>()
  let networks = 0
  let waiting: AuditDraft[] = []
  let writing: Promise<void> = Promise.resolve()
  let isTicking = false

  const note = (wanted: Kind) => {
    const isRoom = windows.size < windowsMax && (!isNetwork(wanted) || networks < networksMax)
    const kind = windows.has(wanted.key) || isRoom ? wanted : overflow(wanted)
    const now = clock.now()
    const open = windows.get(kind.key)
    if (open === undefined) {
      windows.set(kind.key, { kind, since: now, count: 0, resources: new Set() })
      if (isNetwork(kind)) networks += 1
      waiting.push(counted(kind.draft, { count: 1, from: now, to: now }))
    } else {
      open.count += 1
      if (open.resources.size <= resourcesMax) open.resources.add(kind.draft.resource.id)
    }
    tick()
  }
  const closeWindows = (isDue: (window: Window) => boolean) => {
    for (const [key, window] of windows) {
      if (!isDue(window)) continue
      windows.delete(key)
      if (isNetwork(window.kind)) networks -= 1
      if (window.count > 0) waiting.push(rolledUp(window, clock.now()))
    }
  }
  const write = async () => {
    const batch = waiting
    waiting = []
    try {
      await work.record(batch)
    } catch (err) {
      const kept = batch.slice(0, waitingMax)
      log.error({ err, waiting: kept.length, lost: batch.length - kept.length }, 'the access log could not be written')
      waiting = [...kept, ...waiting]
    }
  }
  const flush = () => {
    writing = writing.then(write)
    return writing
  }
  const tick = () => {
    if (isTicking) return
    isTicking = true
    scheduler.after(batchMs, () => {
      // A clock that was set back ends a window too: it would stay open until the clock has caught up.
      closeWindows(({ since }) => Math.abs(clock.now() - since) >= windowMs)
      void flush().finally(() => {
        isTicking = false
        if (windows.size > 0 || waiting.length > 0) tick()
      })
    })
  }
  return {
    denied: (actor, action, resource) => note(denial(actor, action, resource)),
    readFor: (actor, purpose, resource) => note(purposeful(actor, purpose, resource)),
    received: (actor, action, resource) => note(receipt(actor, action, resource)),
    unauthenticated: (origin) => note(failure(origin)),
    async stop() {
      closeWindows(() => true)
      await flush()
    },
  }
}

function denial(actor: Actor, action: string, resource: AuditResource): Kind {
  return {
    key: JSON.stringify([actor.id, action, resource.type]),
    draft: { stream: 'access', type: 'gov.access.denied.v1', actor, action, resource, decision: 'DENY' },
  }
}

/** By object: for what was read it counts which it was. */
function purposeful(actor: Actor, purpose: string, resource: AuditResource): Kind {
  const facts = { stream: 'access', action: 'sensitive:read', decision: 'ALLOW', details: { purpose } } as const
  return {
    key: JSON.stringify([actor.id, purpose, resource.type, resource.id]),
    draft: { ...facts, type: 'gov.access.purpose.v1', actor, resource },
  }
}

/** What was sent is kept with its sender, so that the log only tells that, and of which places. */
function receipt(actor: Actor, action: string, resource: AuditResource): Kind {
  return {
    key: JSON.stringify(['received', actor.id, action, resource.type]),
    draft: { stream: 'access', type: 'gov.lineage.received.v1', actor, action, resource, decision: 'ALLOW' },
  }
}

function failure(origin: RequestOrigin): Kind {
  const network = addressPrefix(origin.address) ?? 'unknown'
  return {
    key: JSON.stringify([network]),
    draft: {
      stream: 'access',
      type: 'gov.authentication.failed.v1',
      actor: nobody(origin),
      action: 'gateway:authenticate',
      resource: { type: 'Network', id: network },
      decision: 'DENY',
    },
  }
}

function overflow({ draft }: Kind): Kind {
  const resource = { type: 'Any', id: '*' }
  const actor = nobody({ address: null, requestId: '', traceparent: null })
  const anybody = { actor: { ...actor, requestId: null }, action: 'any', resource, details: {} }
  return { key: draft.type, draft: { ...draft, ...anybody } }
}

function isNetwork({ draft }: Kind): boolean {
  return draft.resource.type === 'Network'
}

/** Those that followed the first. They came with requests of their own, of which the entry names none. */
function rolledUp({ kind: { draft }, since, count, resources }: Window, now: number): AuditDraft {
  const ids = [...resources]
  const [only] = ids
  const resource =
    ids.length === 1 && only !== undefined ? { ...draft.resource, id: only } : { ...draft.resource, id: '*' }
  const actor = { ...draft.actor, requestId: null, traceparent: null }
  const entry = counted({ ...draft, resource, actor }, { count, from: since, to: now })
  if (ids.length < 2) return entry
  const shown = { resources: ids.slice(0, resourcesMax), isEveryResource: ids.length <= resourcesMax }
  return { ...entry, details: { ...entry.details, ...shown } }
}

function counted(
  draft: AuditDraft,
  window: { readonly count: number; readonly from: number; readonly to: number },
): AuditDraft {
  const { count, from, to } = window
  const details = { ...draft.details, count, from: new Date(from).toISOString(), to: new Date(to).toISOString() }
  return { ...draft, time: from, details }
}
