import { toGlobalId } from '../../kernel/ids.ts'
import type { Resolvers, SourceResolvers } from '../generated/types.ts'
import { payload } from '../payload.ts'
import { isCapability, sourceFact } from '../source-fact.ts'
import { sourceRef } from '../views.ts'

const Source: SourceResolvers = {
  id: ({ sourceId }) => toGlobalId('Source', sourceId),
  name: ({ sourceId }) => sourceId,
  kind: sourceFact((source) => source.kind, 'unknown'),
  url: sourceFact((source) => source.url, null),
  environment: sourceFact((source) => source.environment, null),
  capabilities: sourceFact((source) => source.capabilities.filter(isCapability), []),
  state: sourceFact((source) => source.health.state, 'UNKNOWN'),
  version: sourceFact((source) => source.health.version, null),
  error: sourceFact((source) => source.health.error, null),
  lastReachedAt: sourceFact((source) => source.health.lastReachedAt, null),
  sync: sourceFact((source) => source.streams, []),
}

/** Connected tools, and the crawl of them. */
export const sourceResolvers: Resolvers = {
  Query: {
    sources: async (_root, _args, { loaders }) => [...(await loaders.sources()).keys()].map(sourceRef),
  },
  Mutation: {
    syncSource: async (_root, { input }, { services, principal, origin }) => {
      const command = { source: input.source, full: input.full ?? false }
      const outcome = await services.sync.request(principal, command, origin)
      return payload(outcome, {
        codes: ['NOT_FOUND', 'FORBIDDEN'],
        show: (source) => ({ source: sourceRef(source.id) }),
      })
    },
  },
  Source,
  StreamStatus: {
    lagSeconds: ({ completeAsOf }, _args, { now }) => lagSeconds(completeAsOf, now()),
  },
  SourceStatus: {
    state: ({ health }) => health.state,
    error: ({ health }) => health.error,
  },
}

function lagSeconds(since: number | null, now: number): number | null {
  return since === null ? null : Math.max(0, now - since) / 1000
}
