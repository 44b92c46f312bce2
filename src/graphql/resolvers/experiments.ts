import type { MirroredObject, ObjectQuery } from '../../catalog/types.ts'
import type {
  ExperimentResolvers,
  LoggedModelResolvers,
  Resolvers,
  RunFilter,
  RunResolvers,
} from '../generated/types.ts'
import { given } from '../given.ts'
import { immediate } from '../immediate.ts'
import { childrenOf, listOf, listWithin } from '../list.ts'
import { liveFields, mirrored, parent, related, tagList } from '../live-field.ts'
import { refuseMaskedFilter } from '../masked-filter.ts'
import { finite, numberText } from '../number-text.ts'
import { shownAddress } from '../shown-address.ts'
import { unwrap } from '../unwrap.ts'
import { filesOf } from './artifacts.ts'
import { pointsOf } from './metric-points.ts'
import { versionsMadeBy } from './run-versions.ts'

const ofExperiment = liveFields((loaders) => loaders.experiments)
const ofRun = liveFields((loaders) => loaders.runs)
const ofLoggedModel = liveFields((loaders) => loaders.loggedModels)

/** The mirror names what has no name of its own by its native id. */
const ownName = immediate(({ name, nativeId }: MirroredObject): string | null =>
  name === nativeId || name === '' ? null : name,
)

const Experiment: ExperimentResolvers = {
  id: mirrored.id,
  source: mirrored.source,
  workspace: mirrored.workspace,
  tags: ofExperiment.pick((experiment) => tagList(experiment.tags)),
  createdAt: ofExperiment.pick((experiment) => experiment.createdAt),
  updatedAt: ofExperiment.pick((experiment) => experiment.updatedAt),
  freshness: ofExperiment.freshness,
  runs: (object, args, context) => childrenOf(context, { parent: object, kind: 'Run', args }),
}

const Run: RunResolvers = {
  id: mirrored.id,
  ref: mirrored.ref,
  source: mirrored.source,
  runId: immediate((object) => object.nativeId),
  name: ownName,
  experiment: (object, _args, context) => parent(context, object),
  status: ofRun.pick((run) => run.status),
  user: ofRun.pick((run) => run.user),
  startedAt: ofRun.pick((run) => run.createdAt),
  endedAt: ofRun.pick((run) => run.endedAt),
  freshness: ofRun.freshness,
  params: ofRun.pick((run) => tagList(run.params)),
  metrics: ofRun.pick((run) => run.metrics),
  metricHistory: (object, args, context) => pointsOf(context, object, args),
  tags: ofRun.pick((run) => tagList(run.tags)),
  parentRun: async (object, _args, context) => {
    const live = await context.loaders.runs.load(object)
    return related(context, object, { kind: 'Run', nativeId: live?.record.parentRunId })
  },
  childRuns: (object, args, context) => {
    const query: ObjectQuery = { kind: 'Run', source: object.source, parentRunId: object.nativeId, order: 'NEWEST' }
    return listWithin(context, { parent: object, kind: 'Run', scope: 'childRuns', args }, async (page) => {
      const { page: found } = await context.services.catalog.list(query, page, context.call)
      return found
    })
  },
  inputs: async (object, _args, { loaders }) => loaders.inputs.load(object),
  loggedModels: async (object, _args, { loaders }) => {
    const ids = (await loaders.runs.load(object))?.record.outputModelIds ?? []
    const { source, workspace } = object
    const refs = ids.map((nativeId) => ({ source, workspace, kind: 'LoggedModel' as const, nativeId }))
    const found = await Promise.all(refs.map((ref) => loaders.byNative.load(ref)))
    return found.filter((model) => model !== null)
  },
  modelVersions: (object, args, context) => versionsMadeBy(context, object, args),
  codeCommit: ofRun.pick((run) => run.codeCommit),
  repository: ofRun.pick((run) => shownAddress(run.repository)),
  entrypoint: ofRun.pick((run) => shownAddress(run.entrypoint)),
  artifactUri: ofRun.pick((run) => shownAddress(run.artifactUri)),
  artifacts: (object, args, context) => filesOf(context, object, args),
}

const LoggedModel: LoggedModelResolvers = {
  id: mirrored.id,
  source: mirrored.source,
  modelId: immediate((object) => object.nativeId),
  name: ownName,
  status: ofLoggedModel.pick((model) => model.status),
  createdAt: ofLoggedModel.pick((model) => model.createdAt),
  run: (object, _args, context) => related(context, object, { kind: 'Run', nativeId: object.facts.sourceRunId }),
  params: ofLoggedModel.pick((model) => tagList(model.params)),
  metrics: ofLoggedModel.pick((model) => model.metrics),
  tags: ofLoggedModel.pick((model) => tagList(model.tags)),
}

function runQuery(filter: RunFilter): ObjectQuery {
  const { experiment, ...rest } = given(filter)
  return { kind: 'Run', order: 'NEWEST', ...rest, ...(experiment === undefined ? {} : { experimentName: experiment }) }
}

/** Experiments, runs, logged models, and what can be told from them. */
export const experimentResolvers: Resolvers = {
  Query: {
    runs: async (_root, args, context) => {
      await refuseMaskedFilter(context, 'Run', args.filter ?? {})
      return listOf(context, { scope: 'runs', args }, (page) =>
        context.services.catalog.list(runQuery(args.filter ?? {}), page, context.call),
      )
    },
    run: async (_root, { ref, source }, { services, call }) =>
      unwrap(await services.catalog.resolve(ref, { source: source ?? null, kinds: ['Run'] }, call)),
    experiments: (_root, args, context) => {
      const query: ObjectQuery = { kind: 'Experiment', order: 'NAME', ...given(args.filter ?? {}) }
      return listOf(context, { scope: 'experiments', args }, (page) =>
        context.services.catalog.list(query, page, context.call),
      )
    },
    compareRuns: async (_root, { refs, source, onlyDiffering }, { services, call }) =>
      unwrap(
        await services.catalog.compareRuns(
          refs,
          { source: source ?? null, onlyDiffering: onlyDiffering ?? false },
          call,
        ),
      ),
    reproduceRecipe: async (_root, { ref, source }, { services, call }) =>
      unwrap(await services.catalog.reproduceRecipe(ref, source ?? null, call)),
  },
  Experiment,
  Run,
  LoggedModel,
  RunComparison: { environment: (comparison) => comparison.environment() },
  Metric: { value: ({ value }) => finite(value), text: ({ value }) => numberText(value) },
  MetricPoint: { value: ({ value }) => finite(value), text: ({ value }) => numberText(value) },
  ReproduceRecipe: { complete: ({ missing }) => missing.length === 0 },
}
