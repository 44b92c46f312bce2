import type { Resolvers, RetireModelVersionErrorCode } from '../generated/types.ts'
import { payload, whenRead } from '../payload.ts'
import { retireCommand } from '../retirement-input.ts'
import { requestOf } from './approvals.ts'

const codes: readonly RetireModelVersionErrorCode[] = [
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'AMBIGUOUS_REF',
  'FORBIDDEN',
  'UNSUPPORTED',
  'VERSION_IN_USE',
  'NO_POLICY',
  'NOTHING_TO_DO',
  'DUPLICATE_REQUEST',
  'IDEMPOTENCY_CONFLICT',
  'CONFLICT',
]

/** Versions that are not to be used any more. */
export const retirementResolvers: Resolvers = {
  Mutation: {
    retireModelVersion: async (_root, { input }, { services: { approvals }, call }) => {
      if (input.dryRun) {
        const outcome = await whenRead(retireCommand(input), (command) => approvals.previewRetirement(command, call))
        return payload(outcome, { codes, show: (preview) => ({ preview }) })
      }
      const outcome = await whenRead(retireCommand(input), (command) => approvals.retire(command, call))
      return payload(outcome, { codes, show: (request) => ({ request }) })
    },
  },
  ModelVersion: {
    retired: ({ uid }, _args, { loaders }) => loaders.retirements.load(uid),
  },
  VersionRetirement: {
    request: ({ request }, _args, context) => requestOf(context, request),
  },
}
