import { toGlobalId } from '../../kernel/ids.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import type { Problem } from '../../kernel/problem.ts'
import { approvalPolicyWish } from '../approval-input.ts'
import type { ApprovalPublishView } from '../approval-service.ts'
import type { GraphContext } from '../context.ts'
import type {
  ApprovalPolicyProposalResolvers,
  ApprovalPolicyResolvers,
  ApprovalPolicyVersionResolvers,
  PublishApprovalPolicyInput,
  Resolvers,
} from '../generated/types.ts'
import { roleName } from '../grant-input.ts'
import { publishCodeOf } from '../publish-codes.ts'
import { listVersions } from '../version-list.ts'
import { named } from './approvals.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

const ApprovalPolicyVersion: ApprovalPolicyVersionResolvers = {
  id: ({ approvalPolicies: version }) => toGlobalId('ApprovalPolicyVersion', String(version.number)),
  number: ({ approvalPolicies: version }) => version.number,
  digest: ({ approvalPolicies: version }) => version.digest,
  author: ({ approvalPolicies: version }, _args, context) =>
    version.author === null ? null : named(context, version.author),
  confirmedBy: ({ approvalPolicies: version }, _args, context) =>
    version.confirmedBy === null ? null : named(context, version.confirmedBy),
  publishedAt: ({ approvalPolicies: version }) => version.publishedAt,
  reason: ({ approvalPolicies: version }) => version.reason,
  policies: ({ approvalPolicies: version }) => version.policies,
}

const ApprovalPolicyProposal: ApprovalPolicyProposalResolvers = {
  id: ({ approvalProposal: proposal }) => toGlobalId('ApprovalPolicyProposal', proposal.id),
  basedOn: ({ approvalProposal: proposal }) => proposal.basedOn,
  author: ({ approvalProposal: proposal }, _args, context) => named(context, proposal.requester.id),
  reason: ({ approvalProposal: proposal }) => proposal.reason,
  lapsesAt: ({ approvalProposal: proposal }) => proposal.lapsesAt,
  policies: ({ approvalProposal: proposal }) => proposal.policies,
}

const ApprovalPolicy: ApprovalPolicyResolvers = {
  environments: ({ selector }) => selector.environments,
  protected: ({ selector }) => selector.isProtected,
  riskTierMin: ({ selector }) => selector.riskTierMin,
  actions: ({ selector }) => selector.actions,
  tags: ({ selector }) => selector.tags,
  minWaitMinutes: ({ minWaitMs }) => minWaitMs / minuteMs,
  pendingHours: ({ pendingTtlMs }) => pendingTtlMs / hourMs,
  approvalHours: ({ approvalTtlMs }) => approvalTtlMs / hourMs,
}

/** What is asked of changes: every version of it, and the way to a new one. */
export const approvalPolicyResolvers: Resolvers = {
  Query: {
    approvalPolicies: async (_root, args, context) => {
      const list = { cursors: context.cursors, scope: 'approvalPolicies', firstDefault: 10 }
      const { approvals } = context.services
      return listVersions(args, list, {
        read: (page) => approvals.policies(page),
        viewOf: (version) => ({ approvalPolicies: version }),
      })
    },
  },
  Mutation: {
    publishApprovalPolicy: async (_root, { input }, context) => shown(await published(context, input)),
  },
  ApprovalPolicyVersion,
  ApprovalPolicyProposal,
  ApprovalPolicy,
  ApprovalReviewerRule: {
    role: ({ role }) => (role === null ? null : roleName(role)),
    escalation: ({ escalation }) => escalation ?? null,
  },
  ApprovalEscalation: {
    afterHours: ({ afterMs }) => afterMs / hourMs,
    role: ({ role }) => (role === null ? null : roleName(role)),
  },
}

async function published(
  { services: { approvals } }: GraphContext,
  input: PublishApprovalPolicyInput,
): Promise<Outcome<ApprovalPublishView>> {
  const wish = approvalPolicyWish(input)
  if (!wish.ok) return wish
  return wish.value.kind === 'CONFIRM' ? approvals.confirm(wish.value.id) : approvals.publish(wish.value.command)
}

function shown(outcome: Outcome<ApprovalPublishView>) {
  if (!outcome.ok) return { userErrors: errorsOf(outcome.problem) }
  const { version, proposal, problem } = outcome.value
  return {
    version: version === null ? null : { approvalPolicies: version },
    proposal: proposal === null ? null : { approvalProposal: proposal },
    userErrors: problem === null ? [] : errorsOf(problem),
  }
}

/** One entry for each fault of the policies; one for any other refusal. */
function errorsOf(refusal: Problem) {
  const code = publishCodeOf(refusal)
  const { message, field = null } = refusal
  const found = refusal.details?.['problems']
  if (!Array.isArray(found)) return [{ code, message, field }]
  // Only INVALID_POLICY carries problems, and they are these.
  const faults = found as readonly { readonly path: readonly (string | number)[]; readonly message: string }[]
  return faults.map((fault) => ({ code, message: fault.message, field: ['policies', ...fault.path.map(String)] }))
}
