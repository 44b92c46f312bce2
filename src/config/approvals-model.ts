import { z } from 'zod'
import { roles } from '../kernel/roles.ts'
import { member } from './member.ts'

const gate = z.strictObject({
  gate: z.string().min(1).describe('Name of a gate, such as `artifact-integrity`'),
  required: z.boolean().default(true).describe('Whether a request is held up until it passes'),
  params: z.record(z.string(), z.json()).default({}).describe('What the gate is run with; see docs/approvals.md'),
})

const reviewers = z.strictObject({
  name: z.string().min(1).max(64).describe('What the rule is called in answers'),
  role: z.enum(roles).optional().describe('Role that they must hold; any that may review when left out'),
  team: z.string().min(1).optional().describe('Team that they must be in'),
  count: z.int().min(1).max(10).default(1).describe('How many different people must say yes'),
  escalation: z
    .strictObject({
      afterHours: z.int().min(1).max(8_760).describe('Hours that a request has waited'),
      role: z.enum(roles).optional().describe('Role that they must hold'),
      team: z.string().min(1).optional().describe('Team that they must be in'),
    })
    .optional()
    .describe('Who may say yes besides once a request has waited for long; nobody when left out'),
})

const breakGlass = z.strictObject({
  roles: z
    .array(z.enum(roles))
    .min(1)
    .default(['incident-commander'])
    .describe('Roles, any of which whoever breaks glass must hold'),
  gates: z
    .array(z.string().min(1))
    .default([])
    .describe('Gates of the policies that must pass all the same; `artifact-integrity` always must'),
  ratifyHours: z.int().min(1).max(720).default(24).describe('Hours that others have to ratify it'),
  ratifiers: z.int().min(1).max(10).default(2).describe('How many others must ratify it'),
})

const policy = z.strictObject({
  name: z.string().min(1).max(64).describe('What the policy is called in answers; unique'),
  environments: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('Environments that it is about; all when left out'),
  protected: z
    .boolean()
    .optional()
    .describe('Whether it is about protected environments only, or about the others only'),
  riskTierMin: z.int().min(0).max(4).default(0).describe('Lowest risk tier of models that it is about'),
  actions: z
    .array(z.enum(['PROMOTE', 'ROLLBACK', 'ADOPT', 'RETIRE']))
    .min(1)
    .optional()
    .describe('What is asked for; everything when left out'),
  tags: z
    .array(z.string().regex(/^[^=]+=/, 'must be `KEY=VALUE`, such as "domain=credit"'))
    .default([])
    .describe('`KEY=VALUE` tags that the model must have'),
  gates: z.array(gate).default([]).describe('Gates that look at evidence'),
  reviewers: z.array(reviewers).default([]).describe('Who must say yes'),
  rejectQuorum: z.int().min(1).max(10).default(1).describe('How many who say no end a request'),
  minWaitMinutes: z.int().min(0).max(43_200).default(0).describe('Shortest time from asking to carrying out'),
  pendingHours: z.int().min(1).max(8_760).default(336).describe('Hours after which an undecided request lapses'),
  approvalHours: z.int().min(1).max(8_760).default(168).describe('Hours after which an approval lapses'),
  unknownAuthor: z
    .enum(['BLOCK', 'ALLOW'])
    .default('BLOCK')
    .describe('What becomes of a request when somebody made the version who cannot be tied to a known person'),
  breakGlass: breakGlass.optional().describe('How glass may be broken for an incident; not at all when left out'),
})

const producer = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be 1 to 64 of a-z, 0-9 and -, beginning with a letter or digit')
    .describe('What gates and answers call the producer; unique'),
  principal: member.describe('Who sends it: a name, `{ serviceAccount: NAME }`, or `{ issuer, subject }`'),
  gates: z
    .array(z.string().min(1))
    .min(1)
    .describe('Gates that it has evidence for, such as `data-quality` or `ci-status`'),
  ownWork: z.boolean().default(false).describe('Whether it may attest for versions that it made itself'),
})

const retention = z.strictObject({
  riskTierMin: z.int().min(0).max(4).default(0).describe('Lowest risk tier of versions that it is about'),
  days: z.int().min(0).max(36_500).describe('Days that a version is kept from when it is retired; the most that fits'),
})

/** Ten years for what may be a high-risk system: Regulation (EU) 2024/1689, Article 18. */
const retentionDefault = [
  { riskTierMin: 0, days: 365 },
  { riskTierMin: 3, days: 3_650 },
]

/** `approvals:` - what a store begins with that holds no approval policies yet. */
export const approvals = z.strictObject({
  producers: z
    .array(producer)
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'has two producers of one name')
    .default([])
    .describe('Whose evidence counts that is computed elsewhere; in force from each start on'),
  gates: z
    .array(z.string().min(1))
    .default([])
    .describe(
      'Modules that bring gates of your own: a package, or a path relative to this file; see docs/writing-a-gate.md',
    ),
  retention: z
    .array(retention)
    .default(retentionDefault)
    .describe('How long versions are kept that are retired, by risk tier; in force from each start on'),
  policies: z
    .array(policy)
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'has two policies of one name')
    .default([])
    .describe("Approval policies that a store begins with instead of the package's"),
})
