import type { Actor } from '../kernel/actor.ts'
import type { Clock } from '../kernel/clock.ts'
import { isOnePerson } from './is-one-person.ts'
import type { PolicyEngine } from './policy/engine.ts'
import type { PolicyInForce } from './policy/in-force.ts'
import { singletonResource } from './policy/resource.ts'
import type { Decision, PolicySnapshot, Resource } from './policy/types.ts'
import { widens } from './policy/widens.ts'
import type { KnownPeople, KnownPrincipals, PeopleStores, RightsTransaction } from './ports.ts'
import type { Action, Grant, Principal, StewardRequest } from './types.ts'

/** Who changes rights, and how that is recorded. */
export interface RightsCaller {
  readonly principal: Principal
  readonly actor: Actor
}

/** Rights as they are within one transaction. Every answer is of the same moment. */
export interface Judge {
  readonly now: number
  readonly snapshot: PolicySnapshot
  readonly people: KnownPeople
  decide(principal: Principal, action: Action, resource: Resource): Decision
  /** Whether somebody may read grants and policies of others. */
  readsPolicy(principal: Principal): boolean
  /**
   * Ids of the rules by which a principal would be given more than it has, itself or as a service account that one of
   * them answers for; empty when it would not.
   */
  widenedBy(principal: Principal, after: PolicySnapshot): readonly string[]
  /** Whether who asked for something may ask for it still, and would still not be given more by it. */
  stillMay(request: StewardRequest, asked: StillAsked): boolean
  /** A sentence that says who else could; names nobody to a caller who may not know. */
  othersWho(caller: Principal, action: Action, resource: Resource): string
}

/** What is asked of {@link Judge.stillMay}. */
export interface StillAsked {
  readonly action: Action
  readonly resource: Resource
  readonly after: PolicySnapshot
  /** A first steward may have asked for more than it has itself, where that takes two. */
  readonly mayWiden: boolean
}

/** Names that a sentence gives at most. */
const namesMax = 5

/** What a judge needs beside the transaction. */
export interface JudgePorts {
  readonly engine: PolicyEngine
  readonly inForce: Pick<PolicyInForce, 'current' | 'of'>
  readonly clock: Clock
  readonly people: KnownPrincipals
}

/** Loads what rights are decided by. */
export async function judgeOf(
  ports: JudgePorts,
  rights: Pick<RightsTransaction, 'load'> & PeopleStores,
): Promise<Judge> {
  const now = ports.clock.now()
  const snapshot = await ports.inForce.of(await rights.load())
  return createJudge(ports, { snapshot, known: await ports.people(rights, now), now })
}

/** Builds a judge on what was loaded. */
export function createJudge(
  { engine }: Pick<JudgePorts, 'engine'>,
  { snapshot, known, now }: { readonly snapshot: PolicySnapshot; readonly known: KnownPeople; readonly now: number },
): Judge {
  const { principals } = known
  const decide: Judge['decide'] = (principal, action, resource) =>
    engine.decide(snapshot, { principal, action, resource })
  const widenedBy: Judge['widenedBy'] = (principal, after) => {
    const all = [principal, ...known.alikeOf(principal.id)]
    return [...new Set(all.flatMap((each) => widens(each, { before: snapshot, after }, now).because))]
  }
  return {
    now,
    snapshot,
    people: known,
    decide,
    readsPolicy: (principal) => decide(principal, 'policy:read', singletonResource('PolicySet')).allowed,
    widenedBy,
    stillMay: (request, { action, resource, after, mayWiden }) =>
      waysIn(request, principals, now).some(
        (principal) =>
          decide(principal, action, resource).allowed && (mayWiden || widenedBy(principal, after).length === 0),
      ),
    othersWho(caller, action, resource) {
      const others = principals.filter(
        (each) => !isOnePerson(known, each.id, caller) && decide(each, action, resource).allowed,
      )
      if (!decide(caller, 'access:explain', singletonResource('Organization')).allowed) return 'Ask a policy steward.'
      return sentence([...new Set(others.map(({ name }) => name))])
    },
  }
}

/** Policies and grants as they would be with one more grant. */
export function withGrant(snapshot: PolicySnapshot, grant: Grant): PolicySnapshot {
  return { ...snapshot, epoch: null, grants: [...snapshot.grants, grant] }
}

/** Policies and grants as they would be without a grant. */
export function withoutGrant(snapshot: PolicySnapshot, id: string): PolicySnapshot {
  return { ...snapshot, epoch: null, grants: snapshot.grants.filter((grant) => grant.id !== id) }
}

/** The ways in that whoever asked has now. How freshly they proved who they are is judged as of the request. */
function waysIn(
  { requester, requestedAt }: StewardRequest,
  principals: readonly Principal[],
  now: number,
): readonly Principal[] {
  const age = requester.authenticatedAt === null ? null : requestedAt - requester.authenticatedAt
  const { mfa, scopes, purpose } = requester
  const said = purpose === undefined ? {} : { purpose }
  const proof = { mfa, authenticatedAt: age === null ? null : now - age, scopes, ...said }
  return principals.flatMap((principal) => (principal.id === requester.id ? [{ ...principal, ...proof }] : []))
}

function sentence(names: readonly string[]): string {
  if (names.length === 0) return 'Nobody else who is known could.'
  const shown = names.slice(0, namesMax).join(', ')
  return `These could: ${shown}${names.length > namesMax ? `, and ${names.length - namesMax} more` : ''}.`
}
