import type { ObjectQuery } from '../../catalog/types.ts'
import type { JobResolvers, JobRunResolvers, Resolvers } from '../generated/types.ts'
import { given } from '../given.ts'
import { immediate } from '../immediate.ts'
import { listOf } from '../list.ts'
import { mirrored } from '../live-field.ts'

const Job: JobResolvers = {
  id: mirrored.id,
  source: mirrored.source,
  namespace: immediate((object) => object.workspace),
  processing: immediate((object) => object.facts.jobType ?? null),
  codeUrl: immediate((object) => object.facts.codeUrl ?? null),
  owners: immediate((object) => object.facts.owners ?? []),
  lastRun: immediate((object) => object.facts.lastRun ?? null),
  lastError: immediate((object) => object.facts.lastRun?.error ?? null),
}

const JobRun: JobRunResolvers = { runId: immediate((run) => run.id) }

/** Jobs of pipelines. */
export const jobResolvers: Resolvers = {
  Query: {
    jobs: (_root, args, context) => {
      const { namespace, ...filter } = given(args.filter ?? {})
      const query: ObjectQuery = { kind: 'Job', order: 'NAME', ...filter, ...given({ workspace: namespace }) }
      return listOf(context, { scope: 'jobs', args }, (page) =>
        context.services.catalog.list(query, page, context.call),
      )
    },
  },
  Job,
  JobRun,
}
