import type { AliasTarget, ApprovalRequest, Check, Review } from '../../src/approvals/index.ts'
import { defaultApprovalPolicies } from '../../src/approvals/index.ts'
import type { Delegation, GateException, Incident } from '../../src/approvals/people-types.ts'
import { mintUid, type Uid } from '../../src/kernel/ids.ts'
import { createApprovalChanges, createApprovalWork } from '../../src/persistence/approval-changes.ts'
import { createApprovalPolicyChanges } from '../../src/persistence/approval-policy-changes.ts'
import { createApprovalReads } from '../../src/persistence/approval-reads.ts'
import { createClearingChanges } from '../../src/persistence/clearing-store.ts'
import type { Database } from '../../src/persistence/database.ts'
import { createDriftChanges, createDriftReads } from '../../src/persistence/violation-store.ts'
import { auditOn } from '../audit/log.ts'

/** Approvals in the store of a test, with an audit trail that is real. */
export function approvalsOn(database: Database) {
  const { audited, store: log, verify } = auditOn(database)
  const work = createApprovalWork(database, defaultApprovalPolicies)
  return {
    changes: createApprovalChanges(audited, work),
    clearing: createClearingChanges(audited, work),
    drift: { changes: createDriftChanges(database, audited, work), reads: createDriftReads(database) },
    policyChanges: createApprovalPolicyChanges(database, audited, defaultApprovalPolicies),
    reads: createApprovalReads(database, defaultApprovalPolicies),
    verify,
    /** Types of what was recorded, the oldest first. */
    async recorded(): Promise<readonly string[]> {
      const { entries } = await log.list({ stream: 'decisions' }, { first: 100, before: null })
      return entries.toReversed().map(({ columns }) => columns.type)
    },
  }
}

/** A target of a test. */
export const aTarget: AliasTarget = {
  kind: 'ALIAS',
  uid: mintUid(1_000),
  environment: 'production',
  isProtected: true,
  rank: 2,
  source: 'tracking',
  workspace: '',
  model: 'fraud',
  alias: 'champion',
  nativeRef: 'models:/fraud@champion',
}

const digest = 'a'.repeat(64)

/** A pending request on {@link aTarget} to stand for version 2. */
export function aRequest(more: Partial<ApprovalRequest> = {}): ApprovalRequest {
  const uid = more.uid ?? mintUid(Date.now())
  const place = { kind: 'ALIAS', workspace: '', model: 'fraud', alias: 'champion' } as const
  return {
    uid,
    action: 'PROMOTE',
    state: 'PENDING',
    revision: 1,
    target: aTarget,
    subject: {
      uid: 'version-2' as Uid,
      modelUid: 'model' as Uid,
      ref: 'models:/fraud/2',
      version: '2',
      artifactDigest: digest,
      subjectDigest: digest,
    },
    plan: {
      rows: [{ label: 'version', before: '1', after: '2', verdict: null }],
      base: { uid: 'version-1' as Uid, version: '1' },
      steps: [{ source: 'tracking', place, desired: '2', expects: '1' }],
      digest,
    },
    policyVersion: 0,
    requirements: {
      policies: ['protected'],
      gates: [],
      reviewers: [],
      rejectQuorum: 1,
      minWaitMs: 0,
      pendingTtlMs: 1_000,
      approvalTtlMs: 1_000,
      unknownAuthor: 'BLOCK',
    },
    requester: 'ada',
    excluded: ['ada'],
    unknownAuthors: [],
    riskTier: 0,
    reason: 'better \u0000 and \ud800',
    ticket: null,
    createdAt: 1,
    submittedAt: 1,
    decidedAt: null,
    notBefore: null,
    expiresAt: 5_000,
    endedAt: null,
    cause: null,
    restores: null,
    filled: null,
    ...more,
  }
}

/** A yes of somebody. */
export function aReview(request: Uid, reviewer: string, more: Partial<Review> = {}): Review {
  const said = { decision: 'APPROVE', comment: null, subjectDigest: digest, planDigest: digest } as const
  return { uid: mintUid(Date.now()), request, reviewer, ...said, createdAt: 10, dismissal: null, ...more }
}

/** What a gate found. */
export function aCheck(request: Uid, gate: string, more: Partial<Check> = {}): Check {
  return {
    uid: mintUid(Date.now()),
    request,
    gate,
    required: true,
    subjectDigest: digest,
    planDigest: digest,
    configurationDigest: digest,
    computedAt: 10,
    verdict: 'PASS',
    value: 0.5,
    threshold: null,
    unit: null,
    observed: [],
    reasons: [],
    explanation: 'fine',
    evidence: [],
    inputsDigest: digest,
    expiresAt: null,
    ...more,
  }
}

/** An incident that is open. */
export function anIncident(): Incident {
  const opened = { openedBy: 'ivy', openedAt: 5, closing: null } as const
  return { uid: mintUid(5), revision: 1, title: 'down\0', severity: 'HIGH', reason: 'down', ticket: null, ...opened }
}

/** A delegation from cy to vic that has not been ended. */
export function aDelegation(): Delegation {
  const time = { startsAt: 1, until: Date.now() + 60_000, createdAt: 1, ending: null }
  return { uid: mintUid(6), from: 'cy', to: 'vic', environments: ['production'], models: null, reason: 'away', ...time }
}

/** An exception to a gate for version 2 on {@link aTarget}. */
export function anException(): GateException {
  const { subject, target } = aRequest()
  return {
    uid: mintUid(7),
    request: mintUid(8),
    gate: 'ownership',
    configurations: [digest],
    versionUid: subject.uid,
    versionRef: subject.ref,
    subjectDigest: subject.subjectDigest,
    target: target.uid,
    targetRef: target.nativeRef,
    environment: target.environment,
    reason: 'because',
    compensatingControl: null,
    grantedBy: 'rob',
    createdAt: 1,
    until: Date.now() + 60_000,
    ending: null,
  }
}
