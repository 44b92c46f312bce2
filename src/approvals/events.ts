import type { Decision } from '../access/policy/types.ts'
import type { JsonValue } from '../kernel/canonical-json.ts'
import type { Problem } from '../kernel/problem.ts'
import type { ApprovalEvent } from './ports.ts'
import { type TransitionName, transitions } from './state-machine.ts'
import type { ApprovalRequest } from './types.ts'

/** What happened to a request without changing its state. */
type Happening =
  | 'drafted'
  | 'reviewed'
  | 'review_dismissed'
  | 'revoke_asked'
  | 'rechecked'
  | 'reminded'
  | 'ratification'
  | 'ratified'
  | 'ratification_overdue'

/** What an event says besides the request. */
export interface EventFacts {
  /** `noun:verb`; of the right that it took, where it took one. */
  readonly action: string
  /** Free text of a person, which the trail keeps apart. */
  readonly reason?: string | null
  /** Further facts, none of them personal and none free text. */
  readonly details?: Readonly<Record<string, JsonValue>>
  /** Ids of principals, by what each of them is in it. */
  readonly people?: Readonly<Record<string, string>>
  /** The decision that allowed it, and by which policies. */
  readonly decision?: Decision
  readonly policySetDigest?: string
  readonly severity?: 'WARN' | 'ERROR'
}

/** A request that went from one state to another, as it is recorded; `request` is how it stands after. */
export function transitionEvent(name: TransitionName, request: ApprovalRequest, facts: EventFacts): ApprovalEvent {
  const { number, type } = transitions[name]
  return eventOf(type, request, { ...facts, details: { transition: number, ...facts.details } })
}

/** Something that happened to a request, as it is recorded. */
export function happeningEvent(name: Happening, request: ApprovalRequest, facts: EventFacts): ApprovalEvent {
  return eventOf(`gov.approval.${name}.v1`, request, facts)
}

/** Something that somebody may not do, as it is recorded. */
export function deniedEvent(
  { code }: Problem,
  { action, policySetDigest, decision }: Pick<EventFacts, 'action' | 'policySetDigest' | 'decision'>,
  resource: ApprovalEvent['resource'],
): ApprovalEvent {
  return {
    type: 'gov.approval.denied.v1',
    action,
    resource,
    decision: 'DENY',
    ...(policySetDigest === undefined ? {} : { policySetDigest }),
    ...(decision === undefined ? {} : { policyIds: decision.policyIds }),
    details: { code },
  }
}

/** What requests are in the audit trail. */
export function requestInTrail({ uid }: Pick<ApprovalRequest, 'uid'>): ApprovalEvent['resource'] {
  return { type: 'ApprovalRequest', id: uid }
}

function eventOf(type: ApprovalEvent['type'], request: ApprovalRequest, facts: EventFacts): ApprovalEvent {
  const { action, reason = null, details = {}, people, decision, policySetDigest, severity } = facts
  const { state, revision, subject, plan, policyVersion, target } = request
  return {
    type,
    action,
    resource: requestInTrail(request),
    decision: 'ALLOW',
    reason,
    ...(severity === undefined ? {} : { severity }),
    ...(policySetDigest === undefined ? {} : { policySetDigest }),
    ...(decision === undefined ? {} : { policyIds: decision.policyIds }),
    ...(people === undefined ? {} : { people }),
    details: {
      state,
      revision,
      subjectDigest: subject.subjectDigest,
      planDigest: plan.digest,
      policyVersion,
      version: subject.uid,
      target: target.uid,
      environment: target.environment,
      ...details,
    },
  }
}
