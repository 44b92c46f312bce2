import type { ObjectQuery } from '../../catalog/types.ts'
import { splitNativeId } from '../../kernel/native-id.ts'
import type { DatasetResolvers, DataVersionResolvers, Resolvers } from '../generated/types.ts'
import { given } from '../given.ts'
import { immediate } from '../immediate.ts'
import { childrenOf, listOf, listWithin } from '../list.ts'
import { mirrored, parent } from '../live-field.ts'
import { finite } from '../number-text.ts'
import { shownAddress } from '../shown-address.ts'
import { unwrap } from '../unwrap.ts'
import { versionsMeasured } from './run-versions.ts'

const Dataset: DatasetResolvers = {
  ...mirrored,
  versions: (object, args, context) => childrenOf(context, { parent: object, kind: 'DataVersion', args }),
}

const DataVersion: DataVersionResolvers = {
  id: mirrored.id,
  ref: mirrored.ref,
  source: mirrored.source,
  dataset: (object, _args, context) => parent(context, object),
  name: immediate((object) => splitNativeId(object.nativeId)[0]),
  digest: immediate((object) => splitNativeId(object.nativeId)[1]),
  originType: immediate((object) => object.facts.originType ?? null),
  originUri: immediate((object) => shownAddress(object.facts.originUri)),
  columns: immediate((object) => object.facts.columns ?? null),
  rowCount: immediate((object) => object.facts.rowCount ?? null),
  runs: (object, args, context) =>
    listWithin(context, { parent: object, kind: 'Run', scope: 'readBy', args }, (page) =>
      context.services.catalog.runsOfDataVersion(object, page),
    ),
}

/** Datasets, their versions, and what was measured on them. */
export const datasetResolvers: Resolvers = {
  Query: {
    datasets: (_root, args, context) => {
      const query: ObjectQuery = { kind: 'Dataset', order: 'NAME', ...given(args.filter ?? {}) }
      return listOf(context, { scope: 'datasets', args }, (page) =>
        context.services.catalog.list(query, page, context.call),
      )
    },
    dataset: async (_root, { ref, source }, context) => {
      const kinds = ['Dataset', 'DataVersion'] as const
      const found = unwrap(await context.services.catalog.resolve(ref, { source: source ?? null, kinds }, context.call))
      return found.kind === 'DataVersion' ? parent(context, found) : found
    },
    validationCatalog: (_root, args, context) =>
      listOf(context, { scope: 'validationCatalog', args, firstDefault: 20 }, (page) =>
        context.services.catalog.validationCatalog(given(args.filter ?? {}), page),
      ),
  },
  Dataset,
  DataVersion,
  Measurement: {
    value: ({ value }) => finite(value),
    measuredAt: ({ recordedAt }) => recordedAt,
    run: ({ runUid }, _args, { loaders }) => (runUid === null ? null : loaders.byUid.load(runUid)),
    modelVersions: async ({ runUid, loggedModelId }, _args, context) => {
      const run = runUid === null ? null : await context.loaders.byUid.load(runUid)
      return run === null ? null : versionsMeasured(context, run, loggedModelId)
    },
  },
}
