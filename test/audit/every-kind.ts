import type { AuditDraft } from '../../src/audit/index.ts'
import { commandLineActor, nobody, systemActor } from '../../src/kernel/actor.ts'
import { ada } from './log.ts'

const bob = { ...ada, id: 'bob', name: 'bob', method: 'SESSION' } as const
const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
const network = nobody({ address: '2001:db8::1', requestId: 'r', traceparent })

function event(
  type: AuditDraft['type'],
  action: string,
  more: Partial<AuditDraft> & { readonly of?: string } = {},
): AuditDraft {
  const { of = 'Grant', ...facts } = more
  return { type, action, actor: ada, resource: { type: of, id: `${of}-1` }, decision: 'ALLOW', ...facts }
}

const denied = { decision: 'DENY', stream: 'access' } as const
const grant = { role: 'viewer', scopeType: 'Organization', scopeId: 'main', expiresAt: null }

/** An event of every type that anything records, with whatever such an event can have. A test compares it with the sources. */
export const everyKind: readonly AuditDraft[] = [
  event('gov.gateway.started.v1', 'gateway:start', {
    actor: systemActor,
    of: 'Gateway',
    details: { anchors: ['file:0'] },
  }),
  event('gov.gateway.stopped.v1', 'gateway:stop', { actor: systemActor, of: 'Gateway' }),
  event('gov.environment.seeded.v1', 'configuration:seed', { actor: systemActor, of: 'Environment', after: ['a'] }),
  event('gov.target.seeded.v1', 'configuration:seed', { actor: systemActor, of: 'Target', after: ['b'] }),
  event('gov.token.created.v1', 'token:create', { of: 'Token', after: { roles: ['viewer'] }, reason: 'because' }),
  event('gov.token.revoked.v1', 'token:revoke', { of: 'Token', actor: { ...ada, traceparent, requestId: 'r' } }),
  event('gov.token.create-denied.v1', 'token:create', { of: 'Token', decision: 'DENY' }),
  event('gov.token.revoke-denied.v1', 'token:revoke', { of: 'Token', decision: 'DENY' }),
  event('gov.session.opened.v1', 'session:open', { of: 'Principal', actor: bob }),
  event('gov.session.closed.v1', 'session:close', { of: 'Principal', actor: bob }),
  event('gov.grant.created.v1', 'grant:create', {
    after: grant,
    details: grant,
    policySetDigest: 'd',
    reason: 'joins',
  }),
  event('gov.grant.requested.v1', 'grant:create', { after: grant, details: grant }),
  event('gov.grant.confirmed.v1', 'grant:create', { actor: bob, after: grant, details: grant, reason: 'seen' }),
  event('gov.grant.withdrawn.v1', 'grant:revoke', { before: grant, details: grant }),
  event('gov.grant.revoked.v1', 'grant:revoke', { before: grant, details: grant, policyIds: ['a', 'b'] }),
  event('gov.grant.denied.v1', 'grant:create', { decision: 'DENY', details: { code: 'FORBIDDEN' } }),
  event('gov.policy.seeded.v1', 'configuration:seed', { of: 'PolicySet', actor: systemActor }),
  event('gov.policy.proposed.v1', 'policy:publish', { of: 'PolicyProposal', details: { files: 2 } }),
  event('gov.policy.published.v1', 'policy:publish', { of: 'PolicyProposal', details: { number: 1 } }),
  event('gov.policy.denied.v1', 'policy:publish', { of: 'PolicySet', decision: 'DENY' }),
  event('gov.source.sync-requested.v1', 'source:sync', { of: 'Source', details: { full: true } }),
  event('gov.source.sync-denied.v1', 'source:sync', { of: 'Source', decision: 'DENY' }),
  event('gov.consumer.registered.v1', 'consumer:register', { of: 'Consumer', details: { kind: 'REPORT' } }),
  event('gov.consumer.changed.v1', 'consumer:register', { of: 'Consumer', details: { kind: 'TEAM' } }),
  event('gov.consumer.ended.v1', 'consumer:register', { of: 'Consumer' }),
  event('gov.consumer.denied.v1', 'consumer:register', { of: 'Deployment', decision: 'DENY' }),
  event('gov.approval-policy.seeded.v1', 'configuration:seed', { of: 'ApprovalPolicies', actor: systemActor }),
  event('gov.approval-policy.denied.v1', 'policy:publish', { of: 'ApprovalPolicies', decision: 'DENY' }),
  event('gov.approval.drafted.v1', 'approval:request', { of: 'ApprovalRequest', details: { revision: 1 } }),
  event('gov.approval.submitted.v1', 'approval:request', { of: 'ApprovalRequest', reason: 'better' }),
  event('gov.approval.reviewed.v1', 'approval:review', {
    of: 'ApprovalRequest',
    actor: bob,
    details: { decision: 'APPROVE' },
  }),
  event('gov.approval.approved.v1', 'approval:review', { of: 'ApprovalRequest', policySetDigest: 'd' }),
  event('gov.approval.executing.v1', 'effect:execute', { of: 'ApprovalRequest', actor: systemActor }),
  event('gov.approval.completed.v1', 'effect:execute', { of: 'ApprovalRequest', actor: systemActor }),
  event('gov.approval.cancelled.v1', 'approval:cancel', { of: 'ApprovalRequest', reason: 'no more' }),
  event('gov.target.baselined.v1', 'drift:observe', { of: 'Target', actor: systemActor }),
  event('gov.copies.removing.v1', 'copies:clear', {
    of: 'Target',
    actor: systemActor,
    details: { source: 'serving', deployment: 'fraud', copies: [{ version: '1', digest: 'd' }], leftovers: [] },
  }),
  event('gov.copies.removed.v1', 'copies:clear', {
    of: 'Target',
    actor: systemActor,
    details: { copies: [], leftovers: ['2.incoming-1'], keptVersions: 3 },
  }),
  event('gov.endpoints.baselined.v1', 'drift:observe', {
    of: 'Source',
    actor: systemActor,
    details: { environment: 'production', endpoints: ['fraud'] },
  }),
  event('gov.violation.opened.v1', 'drift:observe', {
    of: 'Violation',
    actor: systemActor,
    severity: 'WARN',
    details: { kind: 'ALIAS_MOVED', actor: 'unattributed' },
  }),
  event('gov.violation.reverting.v1', 'drift:revert', { of: 'Violation', reason: 'back' }),
  event('gov.violation.contested.v1', 'drift:revert', { of: 'Violation', actor: systemActor, severity: 'ERROR' }),
  event('gov.violation.resolved.v1', 'violation:resolve', { of: 'Violation', reason: 'agreed' }),
  event('gov.approval.denied.v1', 'approval:review', { of: 'ApprovalRequest', decision: 'DENY' }),
  event('gov.evidence.attested.v1', 'evidence:attest', { of: 'Evidence', details: { gate: 'data-quality' } }),
  event('gov.evidence.denied.v1', 'evidence:attest', { of: 'ModelVersion', decision: 'DENY' }),
  event('gov.ci.reported.v1', 'ci:report', { of: 'Commit', details: { producer: 'ci', checks: 2 } }),
  event('gov.ci.denied.v1', 'ci:report', { of: 'Commit', decision: 'DENY' }),
  event('gov.approval.glass_broken.v1', 'approval:break-glass', {
    of: 'ApprovalRequest',
    severity: 'ERROR',
    reason: 'it could not wait',
  }),
  event('gov.approval.ratified.v1', 'approval:review', { of: 'ApprovalRequest', actor: bob }),
  event('gov.delegation.granted.v1', 'approval:delegate', { of: 'ReviewDelegation', details: { from: 'a', to: 'b' } }),
  event('gov.delegation.ended.v1', 'approval:delegate', { of: 'ReviewDelegation', actor: bob, reason: 'back' }),
  event('gov.exception.granted.v1', 'exception:grant', { of: 'GateException', severity: 'WARN', reason: 'measured' }),
  event('gov.exception.ended.v1', 'exception:grant', { of: 'GateException', actor: bob, reason: 'no more' }),
  event('gov.incident.opened.v1', 'incident:open', { of: 'Incident', severity: 'WARN', reason: 'down' }),
  event('gov.incident.closed.v1', 'incident:close', { of: 'Incident', reason: 'up again' }),
  event('gov.webhook.registered.v1', 'webhook:change', {
    of: 'Source',
    actor: systemActor,
    details: { workspace: '' },
  }),
  event('gov.webhook.removed.v1', 'webhook:change', { of: 'Source', actor: commandLineActor }),
  event('gov.audit.exported.v1', 'audit:export', { of: 'AuditLog', actor: commandLineActor }),
  event('gov.principal.forgotten.v1', 'principal:forget', { of: 'Principal', actor: commandLineActor }),
  event('gov.audit-anchors.changed.v1', 'audit-anchors:change', { of: 'AuditLog', severity: 'WARN' }),
  event('gov.audit-chain.stale.v1', 'audit-chain:watch', { of: 'AuditLog', severity: 'ERROR' }),
  event('gov.audit-chain.anchored.v1', 'audit-chain:watch', { of: 'AuditLog' }),
  event('gov.access.denied.v1', 'model:read', { ...denied, of: 'Model', details: { count: 3, resources: ['a', 'b'] } }),
  event('gov.access.purpose.v1', 'sensitive:read', {
    stream: 'access',
    of: 'DataVersion',
    details: { purpose: 'dpia' },
  }),
  event('gov.lineage.received.v1', 'lineage:send', { stream: 'access', of: 'Namespace', details: { count: 2 } }),
  event('gov.authentication.failed.v1', 'gateway:authenticate', { ...denied, of: 'Network', actor: network }),
]
