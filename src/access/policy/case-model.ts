import { z } from 'zod'
import { actions, roles, scopeTypes } from '../types.ts'
import { organization } from './entity-key.ts'

const id = z.string().min(1)
const level = z.int().min(0).max(4)

const labels = {
  team: id.optional(),
  sensitivity: level.optional(),
  riskTier: level.optional(),
  regions: z.array(id).optional(),
  containsPii: z.boolean().optional(),
  tags: z.record(z.string(), z.string()).default({}),
  /** The tool has not been read for it yet. */
  unknown: z.boolean().default(false),
}

const environment = z.strictObject({ name: id, rank: z.int().default(1), protected: z.boolean().default(false) })

const catalogResource = z.strictObject({
  type: z.enum([
    'Model',
    'ModelVersion',
    'Experiment',
    'Run',
    'LoggedModel',
    'Dataset',
    'DataVersion',
    'Deployment',
    'Job',
  ]),
  id: id.default('it'),
  source: id.default('tracking'),
  ...labels,
  parent: z.strictObject({ id: id.default('parent'), ...labels }).optional(),
  environment: environment.optional(),
})

const approvalResource = z.strictObject({
  type: z.literal('ApprovalRequest'),
  id: id.default('it'),
  requester: id,
  excluded: z.array(id).default([]),
  riskTier: level.default(0),
  state: z.string().default('PENDING'),
  digestMatches: z.boolean().default(true),
  gatesPassed: z.boolean().default(true),
})

const resource = z.discriminatedUnion('type', [
  catalogResource,
  approvalResource,
  z.strictObject({ type: z.enum(['Organization', 'AuditLog', 'PolicySet']) }),
  z.strictObject({ type: z.enum(['Source', 'Team', 'Namespace']), id }),
  z.strictObject({ type: z.literal('Environment'), ...environment.shape }),
])

const principal = z.strictObject({
  id: id.default('somebody'),
  kind: z.enum(['USER', 'SERVICE_ACCOUNT']).default('USER'),
  roles: z.array(z.enum(roles)).default([]),
  teams: z.array(id).default([]),
  clearance: level.default(1),
  regions: z.array(id).default([]),
  mfa: z.boolean().default(false),
  /** Absent for a token of the gateway. */
  authenticatedSecondsAgo: z.int().min(0).optional(),
  scopes: z.array(z.enum(actions)).optional(),
  tokenHasEnded: z.boolean().default(false),
})

const grant = z.strictObject({
  holder: z.strictObject({ type: z.enum(['USER', 'SERVICE_ACCOUNT', 'TEAM']), id }),
  role: z.enum(roles),
  scope: z.strictObject({ type: z.enum(scopeTypes), id: id.default(organization.id) }),
  hasEnded: z.boolean().default(false),
})

/** One decision and what it should be. */
const policyCase = z.strictObject({
  name: z.string().min(1),
  principal: principal.prefault({}),
  grants: z.array(grant).default([]),
  action: z.enum(actions),
  resource,
  context: z
    .strictObject({
      purpose: z.string(),
      alias: z.string(),
      environment: z.string(),
      protected: z.boolean(),
      gate: z.string(),
    })
    .partial()
    .default({}),
  expect: z.enum(['allow', 'deny']),
  /** Exactly the rules that decide: `@id`s, `role:ROLE`, or `grant:N` for the Nth grant of the case, counted from 1. */
  by: z.array(z.string()).optional(),
})

/** A file of cases. `policies` are files beside the `cases` folder; all of them when left out. Unknown keys are refused. */
export const caseFileModel = z.strictObject({
  policies: z.array(z.string().min(1)).optional(),
  cases: z.array(policyCase).min(1),
})

/** One of the cases of a file. */
export type PolicyCase = z.infer<typeof policyCase>

/** What a case decides about. */
export type CaseResource = PolicyCase['resource']
