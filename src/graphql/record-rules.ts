import type { TypeRule } from './authorisation.ts'

const part: TypeRule = { by: 'PART' }

/** The rules of what is told and recorded: evidence, the gates that look at it, and the audit trail. */
export const recordRules: Readonly<Record<string, TypeRule>> = {
  ApprovalGateKind: { by: 'ACTION', action: 'policy:read' },
  AttestEvidenceError: part,
  AttestEvidencePayload: part,
  AuditActor: part,
  AuditAnchor: part,
  AuditAnchoring: part,
  AuditConsistency: part,
  AuditEvent: { by: 'ACTION', action: 'audit:read' },
  AuditEventConnection: part,
  AuditEventEdge: part,
  AuditProof: { by: 'ACTION', action: 'audit:read' },
  AuditResource: part,
  Evidence: { by: 'OBJECT' },
  EvidenceConnection: part,
  EvidenceEdge: part,
  EvidenceValue: part,
}
