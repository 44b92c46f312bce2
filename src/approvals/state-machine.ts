import { invariant } from '../kernel/invariant.ts'
import type { ApprovalRequest, Blocker, RequestState } from './types.ts'

/** What guards look at, all of one moment. */
export interface GuardFacts {
  /** Time of the database. */
  readonly now: number
  readonly expiresAt: number
  /** How many people say no who may. */
  readonly rejects: number
  readonly rejectQuorum: number
  /** Everything that keeps the request from being approved or carried out. */
  readonly blockers: readonly Blocker[]
}

/** A way from one state to another. The numbers are those that DOMAIN and docs/approvals.md give. */
interface Transition {
  readonly number: string
  readonly from: readonly RequestState[]
  readonly to: RequestState
  /** Type of the event that records it. */
  readonly type: `gov.approval.${string}.v1`
  readonly guard: (facts: GuardFacts) => boolean
}

const event = (name: string) => `gov.approval.${name}.v1` as const
const always = () => true
const isOver = ({ now, expiresAt }: GuardFacts) => now >= expiresAt
const isLive = (facts: GuardFacts) => !isOver(facts)

/** Blockers that an approved request waits for; they keep none from being approved. */
const waitedFor: ReadonlySet<Blocker['code']> = new Set(['MIN_WAIT', 'NOT_BEFORE', 'NOT_NOW', 'TARGET_FROZEN'])

/** Whether nothing keeps a request from being approved. */
export function isApprovable(blockers: readonly Blocker[]): boolean {
  return blockers.every(({ code }) => waitedFor.has(code))
}

/** Every way there is; nothing else changes a state. A request begins as a DRAFT, which it may leave in the same transaction. */
export const transitions = {
  submit: {
    number: 'T2',
    from: ['DRAFT', 'CHANGES_REQUESTED'],
    to: 'PENDING',
    type: event('submitted'),
    guard: always,
  },
  askChanges: {
    number: 'T5',
    from: ['PENDING'],
    to: 'CHANGES_REQUESTED',
    type: event('changes_requested'),
    guard: isLive,
  },
  reject: {
    number: 'T6',
    from: ['PENDING'],
    to: 'REJECTED',
    type: event('rejected'),
    guard: (facts) => isLive(facts) && facts.rejects >= facts.rejectQuorum,
  },
  approve: {
    number: 'T7',
    from: ['PENDING'],
    to: 'APPROVED',
    type: event('approved'),
    guard: (facts) => isLive(facts) && facts.rejects < facts.rejectQuorum && isApprovable(facts.blockers),
  },
  /** A version that was approved for this target before, and whose approval still holds. */
  restore: { number: 'T7', from: ['DRAFT'], to: 'APPROVED', type: event('restored'), guard: always },
  /** One person alone, for an incident; the gates that are never skipped pass. */
  breakGlass: {
    number: 'T17',
    from: ['DRAFT'],
    to: 'APPROVED',
    type: event('glass_broken'),
    guard: (facts) => isApprovable(facts.blockers),
  },
  invalidate: { number: 'T8', from: ['PENDING', 'APPROVED'], to: 'PENDING', type: event('invalidated'), guard: always },
  giveWay: { number: 'T8b', from: ['EXECUTING'], to: 'PENDING', type: event('invalidated'), guard: always },
  expire: { number: 'T9', from: ['PENDING'], to: 'EXPIRED', type: event('expired'), guard: isOver },
  lapse: { number: 'T10', from: ['APPROVED'], to: 'EXPIRED', type: event('lapsed'), guard: isOver },
  /** Of one that is stuck every effect has ended already; that is for whoever may revoke. */
  cancel: {
    number: 'T11',
    from: ['DRAFT', 'PENDING', 'CHANGES_REQUESTED', 'APPROVED', 'STUCK'],
    to: 'CANCELLED',
    type: event('cancelled'),
    guard: always,
  },
  begin: {
    number: 'T12',
    from: ['APPROVED'],
    to: 'EXECUTING',
    type: event('executing'),
    guard: (facts) => isLive(facts) && facts.rejects < facts.rejectQuorum && facts.blockers.length === 0,
  },
  complete: { number: 'T13', from: ['EXECUTING'], to: 'COMPLETED', type: event('completed'), guard: always },
  compensate: { number: 'T14', from: ['EXECUTING'], to: 'COMPENSATING', type: event('compensating'), guard: always },
  undo: { number: 'T14', from: ['COMPENSATING'], to: 'ROLLED_BACK', type: event('rolled_back'), guard: always },
  stick: { number: 'T14', from: ['EXECUTING', 'COMPENSATING'], to: 'STUCK', type: event('stuck'), guard: always },
  /** Of what stands no more it only says that it must not come back by this approval. */
  revoke: {
    number: 'T15',
    from: ['APPROVED', 'EXECUTING', 'COMPLETED', 'SUPERSEDED'],
    to: 'REVOKED',
    type: event('revoked'),
    guard: always,
  },
  supersede: { number: 'T16', from: ['COMPLETED'], to: 'SUPERSEDED', type: event('superseded'), guard: always },
} as const satisfies Readonly<Record<string, Transition>>

/** Name of one of {@link transitions}. */
export type TransitionName = keyof typeof transitions

/** States in which a request may still lead to a change of its target. */
export const activeStates = [
  'DRAFT',
  'PENDING',
  'CHANGES_REQUESTED',
  'APPROVED',
  'EXECUTING',
  'COMPENSATING',
  'STUCK',
] as const satisfies readonly RequestState[]

/** States of which a target has one at most. */
export const busyStates = ['EXECUTING', 'COMPENSATING', 'STUCK'] as const satisfies readonly RequestState[]

/** Whether a request in this state may go this way, as far as its state goes. */
export function canGo(name: TransitionName, from: RequestState): boolean {
  const way: Transition = transitions[name]
  return way.from.includes(from)
}

/** Whether a request may go this way now. */
export function mayGo(name: TransitionName, from: RequestState, facts: GuardFacts): boolean {
  return canGo(name, from) && transitions[name].guard(facts)
}

/** What changes with a state besides it. */
export type Changes = Partial<Omit<ApprovalRequest, 'uid' | 'state' | 'revision'>>

/** The request in its next state, one revision on. Throws where there is no such way, or its guard is not met. */
export function go(
  name: TransitionName,
  request: ApprovalRequest,
  { facts, changes = {} }: { readonly facts: GuardFacts; readonly changes?: Changes },
): ApprovalRequest {
  invariant(mayGo(name, request.state, facts), `a request that is ${request.state} may not ${name}`)
  const { to } = transitions[name]
  const isEnd = !activeStates.some((state) => state === to)
  const endedAt = isEnd ? facts.now : null
  const moved = { ...request, cause: null, endedAt, ...changes, state: to, revision: request.revision + 1 }
  return reversing.has(to) ? reversed(moved) : moved
}

/** States in which nothing rests on broken glass any more. What was carried out is still to be ratified when it stands no longer. */
const reversing: ReadonlySet<RequestState> = new Set(['PENDING', 'CANCELLED', 'EXPIRED', 'REVOKED', 'ROLLED_BACK'])

/** What was ratified stays so at its end; what waits for reviews rests on nothing else from then on. */
function reversed(request: ApprovalRequest): ApprovalRequest {
  const { breakGlass, state } = request
  if (breakGlass === undefined || (breakGlass.outcome === 'RATIFIED' && state !== 'PENDING')) return request
  return { ...request, breakGlass: { ...breakGlass, outcome: 'REVERSED' } }
}
