import { configurationDigestOf } from './digests.ts'
import { noLongerUsedGate } from './gates/no-longer-used.ts'
import type { BreakGlassTerms } from './people-types.ts'
import type { ApprovalAction, ApprovalPolicy, Escalation, GateRule, Requirements, ReviewerRule } from './types.ts'

/** What selectors of policies look at. */
export interface Situation {
  readonly environment: string
  readonly isProtected: boolean
  readonly riskTier: number
  readonly action: ApprovalAction
  /** `key=value` tags of the model. */
  readonly tags: readonly string[]
}

/** What the policies that match ask for together; null when none matches. */
export function requirementsOf(policies: readonly ApprovalPolicy[], situation: Situation): Requirements | null {
  const matching = policies.filter((policy) => matches(policy, situation))
  const [first, ...others] = (situation.action === 'RETIRE' ? matching.map(asRetirement) : matching).map(ofOne)
  return first === undefined ? null : others.reduce(joinRequirements, first)
}

/**
 * What a policy asks of retiring a version: its people, and that nothing needs the version any more. Its gates are about
 * versions that are to be used, and would keep the worst of them from being retired; they count where it names RETIRE.
 */
function asRetirement(policy: ApprovalPolicy): ApprovalPolicy {
  const own = policy.selector.actions?.includes('RETIRE') === true ? policy.gates : []
  return { ...policy, gates: [...own, { gate: noLongerUsedGate, required: true, params: {} }] }
}

/**
 * Everything that either asks for, so that more policies are never less strict. Asking for the same twice is asking once:
 * a gate with the same parameters runs once, and of reviewer rules for one role and team the higher count holds.
 */
export function joinRequirements(one: Requirements, other: Requirements): Requirements {
  return {
    policies: [...new Set([...one.policies, ...other.policies])],
    gates: joinGates([...one.gates, ...other.gates]),
    reviewers: joinReviewers([...one.reviewers, ...other.reviewers], Math.max),
    rejectQuorum: Math.min(one.rejectQuorum, other.rejectQuorum),
    minWaitMs: Math.max(one.minWaitMs, other.minWaitMs),
    pendingTtlMs: Math.min(one.pendingTtlMs, other.pendingTtlMs),
    approvalTtlMs: Math.min(one.approvalTtlMs, other.approvalTtlMs),
    unknownAuthor: one.unknownAuthor === 'BLOCK' ? 'BLOCK' : other.unknownAuthor,
    ...joinTerms(one.breakGlass, other.breakGlass),
  }
}

function matches({ selector }: ApprovalPolicy, situation: Situation): boolean {
  const { environments, isProtected, riskTierMin, actions, tags } = selector
  return (
    (environments === null || environments.includes(situation.environment)) &&
    (isProtected === null || isProtected === situation.isProtected) &&
    situation.riskTier >= riskTierMin &&
    (actions === null || actions.some((action) => isAbout(action, situation.action))) &&
    tags.every((tag) => situation.tags.includes(tag))
  )
}

/** Taking over what somebody did past the gateway is asked what doing it would have been asked. */
function isAbout(action: ApprovalAction, asked: ApprovalAction): boolean {
  return action === asked || (asked === 'ADOPT' && action === 'PROMOTE')
}

/** Within one policy two rules for one role ask for the people of both. */
function ofOne({ name, selector: _selector, gates, reviewers, ...rest }: ApprovalPolicy): Requirements {
  return {
    ...rest,
    policies: [name],
    gates: joinGates(gates),
    reviewers: joinReviewers(reviewers, (one, other) => one + other),
  }
}

/** Glass is broken only where every policy lets it, by whom every policy lets do it. */
function joinTerms(
  one: BreakGlassTerms | undefined,
  other: BreakGlassTerms | undefined,
): Pick<Requirements, 'breakGlass'> {
  if (one === undefined || other === undefined) return {}
  const roles = one.roles.filter((role) => other.roles.includes(role))
  if (roles.length === 0) return {}
  const gates = [...new Set([...one.gates, ...other.gates])]
  const ratifyMs = Math.min(one.ratifyMs, other.ratifyMs)
  return { breakGlass: { roles, gates, ratifyMs, ratifiers: Math.max(one.ratifiers, other.ratifiers) } }
}

/** Gates asked for together: one that any asks for with the same parameters runs once, and is required where any requires it. */
export function joinGates(gates: readonly GateRule[]): readonly GateRule[] {
  const joined = new Map<string, GateRule>()
  for (const rule of gates) {
    const key = configurationDigestOf(rule)
    const known = joined.get(key)
    joined.set(key, known === undefined ? rule : { ...known, required: known.required || rule.required })
  }
  return [...joined.values()]
}

function joinReviewers(
  rules: readonly ReviewerRule[],
  countOf: (one: number, other: number) => number,
): readonly ReviewerRule[] {
  const joined = new Map<string, ReviewerRule>()
  for (const rule of rules) {
    const key = JSON.stringify([rule.role, rule.team])
    const known = joined.get(key)
    joined.set(key, known === undefined ? rule : joinRules(known, rule, countOf))
  }
  return [...joined.values()]
}

function joinRules(
  { escalation: one, ...known }: ReviewerRule,
  { escalation: other, count }: ReviewerRule,
  countOf: (one: number, other: number) => number,
): ReviewerRule {
  return { ...known, count: countOf(known.count, count), ...joinEscalations(one, other) }
}

/** Places are open to others besides only where both rules open them to the same, and after the longer time. */
function joinEscalations(one: Escalation | undefined, other: Escalation | undefined): Pick<ReviewerRule, 'escalation'> {
  if (one === undefined || other === undefined || one.role !== other.role || one.team !== other.team) return {}
  return { escalation: { ...one, afterMs: Math.max(one.afterMs, other.afterMs) } }
}
