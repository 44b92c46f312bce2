import type { Catalog, MirroredKind, MirroredObject } from '../catalog/index.ts'
import type { CallContext } from '../connector/contract.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Clock } from '../kernel/clock.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { Fault, problem } from '../kernel/problem.ts'
import { endpointFacts } from '../kernel/virtual-nodes.ts'
import { consumerStatement } from './consumer-statement.ts'
import type { ConsumerStore } from './ports.ts'
import { readWish } from './read-wish.ts'
import { type ConsumedObject, type Consumer, type ConsumerFacts, consumedKinds } from './types.ts'

/** What somebody asks for. */
export interface ConsumerCommand extends ConsumerFacts {
  /** Ref of what is used, and the source that it is looked up in; null for anywhere. */
  readonly uses: string
  readonly source: string | null
  /** False ends it. */
  readonly active: boolean
}

/** A consumer with what it uses. */
export interface RegisteredConsumer {
  readonly consumer: Consumer
  readonly object: ConsumedObject
}

/** What registering needs, as one caller may use it. */
export interface ConsumerPorts {
  readonly store: Pick<ConsumerStore, 'register' | 'end'>
  readonly catalog: Pick<Catalog, 'resolve' | 'live'>
  readonly clock: Clock
  /** Whether the caller may tell who uses an object that it sees. A refusal is recorded. */
  mayRegister(object: ConsumedObject): Promise<boolean>
}

const kinds: readonly MirroredKind[] = consumedKinds

/** The most consumers of one object: lists are read whole. */
const consumersMax = 1_000

/**
 * Notes who uses an object that the caller sees, or uses it no more: by its name, so that doing it again changes nothing.
 * Refuses with BAD_USER_INPUT, NOT_FOUND, AMBIGUOUS_REF, FORBIDDEN or CONFLICT. A tool that fails to tell its endpoints is
 * a thrown `Fault`.
 */
export async function registerConsumer(
  ports: ConsumerPorts,
  by: Actor,
  command: ConsumerCommand,
  call: CallContext,
): Promise<Outcome<RegisteredConsumer>> {
  const read = readWish(command)
  if (!read.ok) return read
  const found = await ports.catalog.resolve(command.uses, { source: command.source, kinds }, call)
  if (!found.ok) return refuse({ ...found.problem, field: ['input', 'uses'] })
  const object = found.value
  if (!isConsumed(object)) return refuse(notConsumed)
  if (!(await ports.mayRegister(object))) return refuse(forbidden)
  const endpoints = await endpointsOf(ports, { object, protocol: command.active ? read.value.endpoint : null }, call)
  if (!endpoints.ok) return endpoints
  const place = { object, endpointIds: endpoints.value }
  const statementOf = (consumer: Consumer) => consumerStatement(place, by, consumer)
  const draft = { facts: factsOf(read.value), object, by, now: ports.clock.now(), activeMax: consumersMax, statementOf }
  const consumer = await (command.active ? ports.store.register(draft) : ports.store.end(draft))
  if (consumer !== null) return succeed({ consumer, object })
  return refuse(command.active ? tooMany : unknown)
}

function isConsumed(object: MirroredObject): object is ConsumedObject {
  return kinds.includes(object.kind)
}

function factsOf({ name, kind, criticality, ownerTeam, contact, endpoint }: ConsumerFacts): ConsumerFacts {
  return { name, kind, criticality, ownerTeam, contact, endpoint }
}

/** Nodes of a deployment's endpoints that speak a protocol; none where no protocol was named. */
async function endpointsOf(
  { catalog }: ConsumerPorts,
  { object, protocol }: { readonly object: ConsumedObject; readonly protocol: string | null },
  call: CallContext,
): Promise<Outcome<readonly string[]>> {
  if (protocol === null) return succeed([])
  const [loaded] = object.kind === 'Deployment' ? await catalog.live.deployments([object], call) : []
  if (loaded instanceof Fault) throw loaded
  const spoken = (loaded?.record.endpoints ?? []).filter((endpoint) => endpoint.protocol === protocol)
  if (spoken.length === 0) return refuse(noEndpoint)
  return succeed(spoken.map((endpoint) => endpointFacts({ ...endpoint, source: object.source, isLive: true }).id))
}

const field = (name: string) => ({ field: ['input', name] })
const notConsumed = problem('BAD_USER_INPUT', 'Consumers use a deployment or a version of a model.', field('uses'))
const forbidden = problem('FORBIDDEN', 'Telling who uses this needs the action consumer:register on it.', field('uses'))
const noEndpoint = problem(
  'BAD_USER_INPUT',
  'What is used has no endpoint of this protocol; `Deployment.endpoints` tells which there are.',
  field('endpoint'),
)
const unknown = problem('NOT_FOUND', 'No consumer of this name is registered for it.', field('name'))
const tooMany = problem(
  'CONFLICT',
  `It has ${consumersMax} consumers already; end those that do not use it any more.`,
  field('uses'),
)
