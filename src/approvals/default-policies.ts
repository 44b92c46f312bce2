import { digestOfPolicies } from './digests.ts'
import type { ApprovalPolicy, ApprovalPolicyVersion } from './types.ts'

const dayMs = 24 * 60 * 60 * 1000

const base = {
  rejectQuorum: 1,
  minWaitMs: 0,
  pendingTtlMs: 14 * dayMs,
  approvalTtlMs: 7 * dayMs,
} as const

const inIncident = { roles: ['incident-commander'], gates: [], ratifyMs: dayMs } as const

const anything = { environments: null, riskTierMin: 0, actions: null, tags: [] } as const

const staging: ApprovalPolicy = {
  ...base,
  name: 'staging',
  selector: { ...anything, isProtected: false },
  gates: [{ gate: 'artifact-integrity', required: true, params: {} }],
  reviewers: [{ name: 'a reviewer', role: null, team: null, count: 1 }],
  unknownAuthor: 'ALLOW',
  breakGlass: { ...inIncident, ratifiers: 1 },
}

const guarded: ApprovalPolicy = {
  ...base,
  name: 'protected',
  selector: { ...anything, isProtected: true },
  gates: [
    { gate: 'artifact-integrity', required: true, params: {} },
    { gate: 'ownership', required: true, params: {} },
    { gate: 'signature-compatibility', required: true, params: {} },
  ],
  reviewers: [
    { name: 'model risk', role: 'model-risk-reviewer', team: null, count: 1 },
    { name: 'business owner', role: 'business-owner', team: null, count: 1 },
  ],
  unknownAuthor: 'BLOCK',
  breakGlass: { ...inIncident, ratifiers: 2 },
}

const policies = [staging, guarded]

/** The approval policies that come with the package, in force until others are published. */
export const defaultApprovalPolicies: ApprovalPolicyVersion = {
  number: 0,
  policies,
  digest: digestOfPolicies(policies),
  author: null,
  confirmedBy: null,
  publishedAt: null,
  reason: null,
}
