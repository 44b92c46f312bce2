import type { Resolvers } from '../generated/types.ts'
import { requestOf } from './approvals.ts'

/** Copies of versions in release locations. */
export const releaseResolvers: Resolvers = {
  ModelVersion: {
    releases: async (version, _args, { services }) =>
      (await services.approvals.releases(version.uid)).map((release) => ({ ...release, releasedVersion: version })),
  },
  VersionRelease: {
    request: ({ request }, _args, context) => requestOf(context, request),
  },
}
