import type { CallContext } from '../connector/contract.ts'
import { systemActor } from '../kernel/actor.ts'
import { Fault } from '../kernel/problem.ts'
import { endpointsBaselined } from './events.ts'
import { isSame } from './judge.ts'
import { close, openNew } from './open-close.ts'
import type { DriftPorts, DriftTransaction, Endpoint, WatchedTarget } from './ports.ts'
import { type EndpointWatch, openStates, type Violation } from './types.ts'

type EndpointPorts = Pick<DriftPorts, 'changes' | 'reads'> & { readonly tools: Pick<DriftPorts['tools'], 'endpoints'> }

/** Key of the violation of an endpoint. */
function endpointKey(source: string, name: string): string {
  return `${source} endpoint ${name}`
}

/** A server in a protected environment. */
export interface WatchedServer {
  readonly source: string
  readonly environment: string
}

/**
 * Looks at what a server serves that no target names, and opens a violation for each endpoint that was not there when the
 * server was first looked at; those are taken as they are. A violation ends when its endpoint is gone or a target names it. A
 * server that does not answer in full changes nothing. Answers what was opened. Safe on several gateways at once.
 */
export async function settleEndpoints(
  ports: EndpointPorts,
  { server, targets }: { readonly server: WatchedServer; readonly targets: readonly WatchedTarget[] },
  call: CallContext,
): Promise<readonly Violation[]> {
  const { source } = server
  const named = new Set(
    targets.filter((each) => each.source === source && each.kind === 'DEPLOYMENT').map(({ nativeRef }) => nativeRef),
  )
  const seen = await endpointsOf(ports, source, call)
  if (seen === null) return []
  const filter = { environment: server.environment, kinds: ['UNAPPROVED_ENDPOINT'], states: openStates } as const
  const { items } = await ports.reads.list(filter, { first: 1_000, after: null })
  const open = items.filter((violation) => violation.source === source)
  const watch = await ports.reads.endpointWatch(source)
  const unknown = seen.filter(({ subject }) => !named.has(subject.name) && watch?.known.includes(subject.name) !== true)
  if (watch !== null && open.length === 0 && unknown.length === 0) return []
  return ports.changes.change(systemActor, (transaction) => settle(transaction, server, { seen, unknown, open, named }))
}

async function endpointsOf(
  { tools }: EndpointPorts,
  source: string,
  call: CallContext,
): Promise<readonly Endpoint[] | null> {
  try {
    return await tools.endpoints(source, call)
  } catch (error) {
    if (error instanceof Fault) return null
    throw error
  }
}

interface Seen {
  readonly seen: readonly Endpoint[]
  /** Those that no target names and that were not there at first. */
  readonly unknown: readonly Endpoint[]
  readonly open: readonly Violation[]
  readonly named: ReadonlySet<string>
}

async function settle(
  transaction: DriftTransaction,
  server: WatchedServer,
  { seen, unknown, open, named }: Seen,
): Promise<readonly Violation[]> {
  const { drift, approvals } = transaction
  const { source } = server
  const watch = await drift.endpointWatch(source)
  if (watch === null) {
    const first: EndpointWatch = { source, known: seen.map(({ subject }) => subject.name), at: approvals.now }
    await drift.saveEndpointWatch(first)
    approvals.record(endpointsBaselined(server, first))
    return []
  }
  const keys = new Set(unknown.map(({ subject }) => endpointKey(source, subject.name)))
  for (const { uid, key, subject } of open.filter((each) => !keys.has(each.key))) {
    const current = await drift.open(key)
    const cause = named.has(subject.name) ? 'NAMED_BY_TARGET' : 'BACK_IN_ORDER'
    if (current?.uid === uid) await close(transaction, current, 'RESOLVED', cause)
  }
  const opened: Violation[] = []
  for (const endpoint of unknown.filter(({ subject }) => !watch.known.includes(subject.name))) {
    const found = await settleOne(transaction, server, endpoint)
    if (found !== null) opened.push(found)
  }
  return opened
}

async function settleOne(
  transaction: DriftTransaction,
  { source, environment }: WatchedServer,
  { subject, held }: Endpoint,
): Promise<Violation | null> {
  const { drift, approvals } = transaction
  const key = endpointKey(source, subject.name)
  const open = await drift.open(key)
  if (open !== null && isSame(open.observed, held)) {
    await drift.save({ ...open, lastSeenAt: approvals.now })
    return null
  }
  if (open !== null) await close(transaction, open, 'RESOLVED', 'MOVED_ON')
  const ended = open === null ? await drift.lastEnded(key) : null
  // Somebody said that it may stay as it is, and it runs what it ran then.
  if (ended !== null && ended.endedBy !== null && isSame(ended.observed, held)) return null
  const place = { uid: null, source, environment, nativeRef: subject.name, onDrift: 'ALERT' } as const
  const found = { kind: 'UNAPPROVED_ENDPOINT', key, observed: held, digest: null, lastGoodAt: null, subject } as const
  return openNew(transaction, { target: place, expected: null }, found)
}
