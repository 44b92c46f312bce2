import { joinGates } from './select-policies.ts'
import type { ApprovalRequest, GateRule, Requirements } from './types.ts'

/** The gate that no policy, no broken glass and no exception gets around: bytes are those that are spoken of. */
export const integrityGate = 'artifact-integrity'

/** Whether a request rests on broken glass rather than on reviews. */
export function isEmergency({ breakGlass }: Pick<ApprovalRequest, 'breakGlass'>): boolean {
  return breakGlass !== undefined && breakGlass.outcome !== 'REVERSED'
}

/** What is asked of a change for which glass is broken: nobody's yes, and the gates only that are never skipped. */
export function inEmergency(requirements: Requirements): Requirements {
  const { gates, breakGlass } = requirements
  const kept = gates.filter(({ gate }) => gate === integrityGate || breakGlass?.gates.includes(gate))
  const integrity: GateRule = { gate: integrityGate, required: true, params: {} }
  const asked = joinGates([integrity, ...kept.map((rule) => ({ ...rule, required: true }))])
  return { ...requirements, gates: asked, reviewers: [], minWaitMs: 0, unknownAuthor: 'ALLOW' }
}

/** What is asked of a request as it stands. */
export function askedOf(request: Pick<ApprovalRequest, 'requirements' | 'breakGlass'>): Requirements {
  return isEmergency(request) ? inEmergency(request.requirements) : request.requirements
}
