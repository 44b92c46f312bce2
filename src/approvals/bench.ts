import { approvalResource, rolesOn } from '../access/index.ts'
import type { Decision, PolicySnapshot, Resource } from '../access/policy/types.ts'
import type { KnownPeople } from '../access/ports.ts'
import type { Action, Principal } from '../access/types.ts'
import type { Delegation } from './people-types.ts'
import { type Persons, personsOf } from './persons.ts'
import type { ApprovalPorts, ApprovalTransaction, Governed } from './ports.ts'
import type { Candidate } from './quorum.ts'
import type { ApprovalRequest } from './types.ts'

/** Rights and people, all of one moment. */
export interface Bench {
  readonly now: number
  readonly snapshot: PolicySnapshot
  readonly people: KnownPeople
  readonly persons: Persons
  /** By which somebody may judge in somebody else's place, or could when they did. */
  readonly delegations: readonly Delegation[]
  decide(principal: Principal, action: Action, resource: Resource): Decision
}

type BenchPorts = Pick<ApprovalPorts, 'engine' | 'inForce' | 'people' | 'stores' | 'clock'> & {
  readonly reads: Pick<ApprovalPorts['reads'], 'delegations'>
}

/** Rights and people as they are within a transaction. */
export async function benchIn(
  ports: Pick<BenchPorts, 'engine' | 'inForce' | 'people'>,
  transaction: Pick<ApprovalTransaction, 'now' | 'access' | 'people' | 'delegations'>,
): Promise<Bench> {
  const { now } = transaction
  const snapshot = await ports.inForce.of(await transaction.access())
  const people = await ports.people(transaction.people, now)
  return createBench(ports, { now, snapshot, people, delegations: await transaction.delegations() })
}

/** Rights and people as they are now, outside of a transaction: for what is shown, not for what is decided. */
export async function benchNow(ports: BenchPorts): Promise<Bench> {
  const now = ports.clock.now()
  const snapshot = await ports.inForce.current()
  const people = await ports.people(ports.stores, now)
  return createBench(ports, { now, snapshot, people, delegations: await ports.reads.delegations() })
}

function createBench(
  { engine }: Pick<BenchPorts, 'engine'>,
  { now, snapshot, people, delegations }: Pick<Bench, 'now' | 'snapshot' | 'people' | 'delegations'>,
): Bench {
  const decide: Bench['decide'] = (principal, action, resource) =>
    engine.decide(snapshot, { principal, action, resource })
  return { now, snapshot, people, persons: personsOf(people), delegations, decide }
}

/** What of a request decisions look at. */
export type JudgedRequest = Pick<ApprovalRequest, 'uid' | 'requester' | 'excluded' | 'riskTier' | 'state' | 'target'>

/** A request as policy looks at it. */
export function requestResource(
  request: JudgedRequest,
  { model }: Pick<Governed, 'model'>,
  proof: { readonly digestMatches: boolean; readonly gatesPassed: boolean } = {
    digestMatches: true,
    gatesPassed: true,
  },
): Resource {
  const { uid, requester, excluded, riskTier, state, target } = request
  const environment = { name: target.environment, rank: target.rank, isProtected: target.isProtected }
  return approvalResource({ id: uid, requester, excluded, riskTier, state, ...proof }, { model, environment })
}

/** A request as its reviewers are judged by: whether they may review, were it waiting for reviews. */
export function reviewResource(request: JudgedRequest, governed: Pick<Governed, 'model'>): Resource {
  return requestResource({ ...request, state: 'PENDING' }, governed)
}

/**
 * What a principal brings to the places of a request, once for each way in that may review it; nothing where none may. How
 * freshly somebody proves who they are is looked at when they speak, not here.
 */
export function candidatesOf(bench: Bench, id: string, resource: Resource): readonly Candidate[] {
  return provenIn(bench, id).flatMap((principal) => candidateOf(bench, principal, resource))
}

/** Everybody who may review, one entry a person, with what each of their ways in brings. */
export function electorateOf(
  bench: Bench,
  resource: Resource,
  persons: Pick<Persons, 'of'>,
): ReadonlyMap<string, readonly Candidate[]> {
  const people = new Map<string, readonly Candidate[]>()
  for (const id of new Set(bench.people.principals.map((principal) => principal.id))) {
    const candidates = candidatesOf(bench, id, resource)
    if (candidates.length === 0) continue
    const person = persons.of(id)
    people.set(person, [...(people.get(person) ?? []), ...candidates])
  }
  return people
}

/** Every way in of a person's account, as if they had just proved who they are. */
export function provenIn(bench: Pick<Bench, 'people' | 'now'>, id: string): readonly Principal[] {
  return bench.people.principals
    .filter((principal) => principal.id === id && principal.kind === 'USER')
    .map((principal) => ({ ...principal, mfa: true, authenticatedAt: bench.now }))
}

function candidateOf(bench: Bench, principal: Principal, resource: Resource): readonly Candidate[] {
  if (!bench.decide(principal, 'approval:review', resource).allowed) return []
  return [{ roles: rolesOn(bench.snapshot, principal, { resource, now: bench.now }), teams: principal.teams }]
}
