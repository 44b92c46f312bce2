import type { ApprovalEvent } from '../approvals/index.ts'
import type { EndpointWatch, NativeFinding, Reaction, Violation, ViolationState, WatchState } from './types.ts'
import { modelsOf } from './wider-right.ts'

/** What happens to a violation, as it is recorded. */
export type ViolationHappening =
  | 'opened'
  | 'reverting'
  | 'revert_refused'
  | 'contested'
  | 'adopting'
  | 'reopened'
  | 'resolved'
  | 'reverted'
  | 'adopted'

/** How each end is recorded. */
export const endings: Readonly<
  Record<Extract<ViolationState, 'RESOLVED' | 'REVERTED' | 'ADOPTED'>, ViolationHappening>
> = { RESOLVED: 'resolved', REVERTED: 'reverted', ADOPTED: 'adopted' }

/** Something that happened to a violation; `violation` is how it stands after. Who did it past the gateway is not known, and not guessed. */
export function violationEvent(
  happening: ViolationHappening,
  violation: Violation,
  more: Pick<ApprovalEvent, 'action'> &
    Partial<Pick<ApprovalEvent, 'reason' | 'severity'>> & { readonly onDrift?: Reaction },
): ApprovalEvent {
  const { onDrift, action, ...rest } = more
  const { uid, kind, severity, state, revision, target, environment, expected, observed, request, cause, attempts } =
    violation
  return {
    type: `gov.violation.${happening}.v1`,
    action,
    resource: { type: 'Violation', id: uid },
    decision: 'ALLOW',
    ...rest,
    details: {
      kind,
      violationSeverity: severity,
      state,
      revision,
      target,
      environment,
      expected: expected?.version ?? null,
      observed: observed?.version ?? null,
      expectedDigest: violation.expectedDigest,
      observedDigest: violation.observedDigest,
      actor: 'unattributed',
      request,
      attempts,
      cause,
      ...(violation.gate === undefined ? {} : { gate: violation.gate }),
      ...(violation.native === undefined ? {} : { source: violation.source, right: rightDetails(violation.native) }),
      ...(onDrift === undefined ? {} : { onDrift }),
    },
  }
}

/** Counts stand for what may be thousands; the violation has them all. */
function rightDetails(right: NativeFinding) {
  const actions = [...new Set(right.excess.flatMap((each) => each.actions))].toSorted()
  return { ...right.holder, accounts: right.accounts.length, models: modelsOf(right).length, actions }
}

/** A target that was looked at for the first time: what it holds is taken as it is. */
export function baselineEvent(
  target: { readonly uid: string; readonly environment: string },
  { state, version }: { readonly state: WatchState; readonly version: string | null },
): ApprovalEvent {
  return {
    type: 'gov.target.baselined.v1',
    action: 'drift:observe',
    resource: { type: 'Target', id: target.uid },
    decision: 'ALLOW',
    details: { state, version, environment: target.environment },
  }
}

/** A server that was looked at for the first time: what it serves is taken as it is. */
export function endpointsBaselined(
  { source, environment }: { readonly source: string; readonly environment: string },
  { known }: EndpointWatch,
): ApprovalEvent {
  return {
    type: 'gov.endpoints.baselined.v1',
    action: 'drift:observe',
    resource: { type: 'Source', id: source },
    decision: 'ALLOW',
    details: { environment, endpoints: known },
  }
}
