import type { MirroredObject, ObjectQuery } from '../../catalog/types.ts'
import { joinNativeId, splitNativeId } from '../../kernel/native-id.ts'
import type { GraphContext } from '../context.ts'
import type { ModelResolvers, ModelVersionResolvers, Resolvers } from '../generated/types.ts'
import { given } from '../given.ts'
import { immediate } from '../immediate.ts'
import { childrenOf, listOf } from '../list.ts'
import { liveFields, mirrored, parent, related, tagList } from '../live-field.ts'
import { refuseMaskedFilter } from '../masked-filter.ts'
import { noteMissing } from '../missing.ts'
import { shownAddress } from '../shown-address.ts'
import { unwrap } from '../unwrap.ts'
import { filesOf } from './artifacts.ts'

const ofModel = liveFields((loaders) => loaders.models)
const ofVersion = liveFields((loaders) => loaders.versions)

const Model: ModelResolvers = {
  ...mirrored,
  description: ofModel.pick((model) => model.description),
  tags: ofModel.pick((model) => tagList(model.tags)),
  aliases: async (object, _args, context) => {
    const live = await context.loaders.models.load(object)
    const aliases = live?.record.aliases.map(({ alias, version }) => ({ model: object, alias, version })) ?? null
    if (aliases === null) return null
    const versions = await Promise.all(aliases.map((alias) => versionOf(context, alias)))
    return aliases.filter((_alias, index) => versions[index] !== null)
  },
  createdAt: ofModel.pick((model) => model.createdAt),
  updatedAt: ofModel.pick((model) => model.updatedAt),
  freshness: ofModel.freshness,
  versions: (object, args, context) => childrenOf(context, { parent: object, kind: 'ModelVersion', args }),
  latestVersion: async (object, _args, { loaders }) => {
    const list = await loaders.children('ModelVersion', { first: 1, after: null }).load(object)
    return list?.page.items[0]?.item ?? null
  },
}

const ModelVersion: ModelVersionResolvers = {
  id: mirrored.id,
  ref: mirrored.ref,
  source: mirrored.source,
  name: immediate((object) => splitNativeId(object.nativeId)[0]),
  version: immediate((object) => splitNativeId(object.nativeId)[1]),
  model: (object, _args, context) => parent(context, object),
  status: ofVersion.pick((version) => version.status),
  stage: ofVersion.pick((version) => version.stage),
  description: ofVersion.pick((version) => version.description),
  tags: ofVersion.pick((version) => tagList(version.tags)),
  aliases: async (object, _args, context) => {
    const model = await parent(context, object)
    const live = model === null ? null : await context.loaders.models.load(model)
    return (
      live?.record.aliases
        .filter(({ version }) => version === splitNativeId(object.nativeId)[1])
        .map(({ alias }) => alias) ?? null
    )
  },
  author: ofVersion.pick((version) => version.author),
  createdAt: ofVersion.pick((version) => version.createdAt),
  updatedAt: ofVersion.pick((version) => version.updatedAt),
  trainedAt: async (object, _args, context) => {
    const run = await related(context, object, { kind: 'Run', nativeId: object.facts.runId })
    return run === null ? null : ((await context.loaders.runs.load(run))?.record.endedAt ?? null)
  },
  freshness: ofVersion.freshness,
  run: (object, _args, context) => related(context, object, { kind: 'Run', nativeId: object.facts.runId }),
  loggedModel: (object, _args, context) =>
    related(context, object, { kind: 'LoggedModel', nativeId: object.facts.loggedModelId }),
  copiedFrom: (object, _args, context) =>
    related(context, object, { kind: 'ModelVersion', nativeId: object.facts.copiedFrom }),
  signature: async (object, _args, { loaders }) => loaders.descriptions.load(object),
  flavors: async (object, _args, { loaders }) => (await loaders.descriptions.load(object))?.flavors ?? null,
  artifactUri: async (object, _args, { loaders, services, call }) => {
    const live = await loaders.versions.load(object)
    return live === null ? null : shownAddress(await services.catalog.live.locate(live, call))
  },
  artifactDigest: (object, _args, { services, call }) => services.artifacts.digest(object, call),
  artifacts: (object, args, context) => filesOf(context, object, args),
  servedBy: async (object, _args, context, info) => {
    const now = await context.loaders.servedBy.load(object)
    if (now !== null) noteMissing(context, info, now.faults)
    return now?.served ?? null
  },
}

/** Registered models and their versions. */
export const modelResolvers: Resolvers = {
  Query: {
    models: async (_root, args, context) => {
      await refuseMaskedFilter(context, 'Model', args.filter ?? {})
      const query: ObjectQuery = { kind: 'Model', order: 'NAME', ...given(args.filter ?? {}) }
      return listOf(context, { scope: 'models', args }, (page) =>
        context.services.catalog.list(query, page, context.call),
      )
    },
    model: async (_root, { ref, source }, { services, call }) =>
      unwrap(await services.catalog.resolve(ref, { source: source ?? null, kinds: ['Model'] }, call)),
    modelVersion: async (_root, { ref, source }, { services, call }) =>
      unwrap(await services.catalog.resolve(ref, { source: source ?? null, kinds: ['ModelVersion'] }, call)),
    compareVersions: async (_root, { refs, source, onlyDiffering }, { services, call }) =>
      unwrap(
        await services.catalog.compareVersions(
          refs,
          { source: source ?? null, onlyDiffering: onlyDiffering ?? false },
          call,
        ),
      ),
  },
  Model,
  ModelVersion,
  VersionComparison: { environment: (comparison) => comparison.environment() },
  ModelAlias: {
    modelVersion: (alias, _args, context) => versionOf(context, alias),
  },
}

function versionOf(
  context: GraphContext,
  { model, version }: { readonly model: MirroredObject; readonly version: string },
): Promise<MirroredObject | null> {
  return related(context, model, { kind: 'ModelVersion', nativeId: joinNativeId(model.nativeId, version) })
}
