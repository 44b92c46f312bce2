import type { Principal } from '../types.ts'
import { principalEntity } from './cedar-entities.ts'
import { entityKey } from './entity-key.ts'
import { type Holdings, holdingsOf } from './live-links.ts'
import type { ActionFacts } from './policy-model.ts'
import { setKey } from './prepared-sets.ts'
import type { DecisionContext, Entity, ManyQuestion, PolicySnapshot, Resource } from './types.ts'

/** Everything of a question but the resource, made ready to ask it of many. */
export interface Asked extends Pick<ManyQuestion, 'action'> {
  readonly snapshot: PolicySnapshot
  /** What it was made of, with the moment. */
  readonly from: QuestionNow
  readonly facts: ActionFacts
  readonly isInScope: boolean
  readonly holdings: Holdings
  readonly principal: Entity
  readonly context: Readonly<Record<string, string | number | boolean>>
  /** Keys of entities that a rule or one of these grants names. */
  readonly isNamed: (key: string) => boolean
  /** Equal for questions that have the same answer about any one resource. */
  readonly key: string
}

/** A question at one moment, of some policies and grants. */
interface QuestionNow extends ManyQuestion {
  readonly snapshot: PolicySnapshot
  readonly now: number
}

const noContext: DecisionContext = {}

/** Whether a question is the one that was made ready, at the same moment, so that everything about it is the same. */
export function isSameQuestion({ from }: Asked, question: QuestionNow): boolean {
  const { snapshot, now, principal, action, context = noContext } = question
  if (from.snapshot !== snapshot || from.now !== now || from.principal !== principal || from.action !== action)
    return false
  const before = Object.entries(from.context ?? noContext)
  return (
    before.length === Object.keys(context).length &&
    before.every(([key, value]) => Object.hasOwn(context, key) && Reflect.get(context, key) === value)
  )
}

/** Looks up what the principal holds at `now` and what is known of the action. */
export function prepare(
  snapshot: PolicySnapshot,
  question: ManyQuestion,
  { facts, now }: { readonly facts: ActionFacts; readonly now: number },
): Asked {
  const { principal, action, context = {} } = question
  const holdings = holdingsOf(snapshot, principal, now)
  const entity = principalEntity(principal, holdings, now)
  const given = contextOf(principal, context, { facts, now })
  const scopes = new Set(holdings.links.map(({ resource }) => entityKey(resource)))
  return {
    snapshot,
    from: { principal, action, context: { ...context }, snapshot, now },
    action,
    facts,
    isInScope: principal.scopes === null || principal.scopes.includes(action),
    holdings,
    principal: entity,
    context: given,
    isNamed: (key) => snapshot.named.has(key) || scopes.has(key),
    key: JSON.stringify([snapshot.epoch, setKey(snapshot, holdings.links), entity, action, given]),
  }
}

/** The context of an action: what was given, and what is known of the request and of how the caller was recognised. */
function contextOf(
  { mfa, authenticatedAt, purpose }: Principal,
  given: DecisionContext,
  { facts, now }: { readonly facts: ActionFacts; readonly now: number },
): Asked['context'] {
  const age = authenticatedAt === null ? null : Math.max(0, Math.floor((now - authenticatedAt) / 1000))
  const isAgeAsked = age !== null && facts.context.has('authAgeSeconds')
  const said = purpose !== undefined && facts.context.has('purpose') ? { purpose } : {}
  const entries = Object.entries({ ...said, ...given, mfa, ...(isAgeAsked ? { authAgeSeconds: age } : {}) })
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** Whether the action can be asked by this kind of principal, of this type, and with the token in use. */
export function isAsked({ isInScope, facts, principal }: Asked, { entity }: Resource): boolean {
  return isInScope && facts.principals.has(principal.type) && facts.resources.has(entity.type)
}

/**
 * What tells one resource from another: its class, and the object itself only where a rule or a grant names it. Without
 * that last part a rule for one model would be taken for every model like it.
 */
export function resourceKey({ isNamed }: Asked, { classKey, individuals }: Resource): string {
  const named = individuals.filter(isNamed)
  return named.length === 0 ? classKey : classKey + JSON.stringify(named)
}
