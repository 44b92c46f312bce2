import { stateOfDeployment } from '../../deployments/index.ts'
import { toGlobalId } from '../../kernel/ids.ts'
import { connectionOf, pageOfWhole, pageRequest } from '../connection.ts'
import { environmentNamed, environmentOfSource } from '../environment.ts'
import type { DeploymentResolvers, Resolvers, ServedVersionResolvers } from '../generated/types.ts'
import { given } from '../given.ts'
import { listOf } from '../list.ts'
import { liveFields, mirrored } from '../live-field.ts'
import { noteMissing } from '../missing.ts'
import { liveModels } from '../serving.ts'
import { shownAddress } from '../shown-address.ts'
import { sourceRef } from '../views.ts'
import { requestOf } from './approvals.ts'

const ofDeployment = liveFields((loaders) => loaders.deployments)

const Deployment: DeploymentResolvers = {
  id: mirrored.id,
  ref: mirrored.ref,
  source: mirrored.source,
  environment: (object, _args, context) => environmentOfSource(context, object.source),
  state: ofDeployment.pick(stateOfDeployment),
  versions: async (object, _args, { loaders }) => loaders.servedVersions.load(object),
  endpoints: ofDeployment.pick(({ endpoints }, deployment) =>
    endpoints.map(({ protocol, url }) => ({ deployment, protocol, url: shownAddress(url) })),
  ),
  freshness: ofDeployment.freshness,
}

const ServedVersion: ServedVersionResolvers = {
  version: ({ served }) => served.version,
  state: ({ served }) => served.state,
  reason: ({ served }) => served.reason,
  platform: ({ served }) => served.platform,
  artifactUri: ({ served }) => shownAddress(served.artifactUri),
  modelVersion: ({ match }) => match.modelVersion,
  match: ({ match }) => match.match,
  matchReason: ({ match }) => match.reason,
  candidates: ({ match }) => match.candidates,
  inputs: ({ served }) => served.inputs,
  outputs: ({ served }) => served.outputs,
}

/** Environments, targets, and what is being served. */
export const deploymentResolvers: Resolvers = {
  Query: {
    environments: (_root, _args, { services }) => services.environments.environments(),
    targets: (_root, { environment }, { services }) => services.environments.targets(environment ?? null),
    deployments: (_root, args, context) =>
      listOf(context, { scope: 'deployments', args }, (page) =>
        context.services.deployments.list(given(args.filter ?? {}), page, context.call),
      ),
    liveAt: (_root, args, context, info) =>
      listOf(context, { scope: 'liveAt', args }, async (request) => {
        const { models, sourceStatus, faults } = await liveModels(context, args)
        noteMissing(context, info, faults)
        return { page: pageOfWhole(models, ({ place }) => place, request), sourceStatus }
      }),
  },
  Deployment,
  ServedVersion,
  LiveModel: {
    target: ({ standing }) => standing?.target ?? null,
    modelVersion: async ({ served, standing }, _args, { loaders }) =>
      standing === null ? (served?.match.modelVersion ?? null) : loaders.byUid.load(standing.version),
    request: ({ standing }, _args, context) => requestOf(context, standing?.request ?? null),
    since: ({ standing }) => standing?.since ?? null,
  },
  TargetDesire: {
    modelVersion: ({ version }, _args, { loaders }) => (version === null ? null : loaders.byUid.load(version)),
    request: ({ request }, _args, context) => requestOf(context, request),
  },
  TargetChange: {
    modelVersion: ({ version }, _args, { loaders }) => (version === null ? null : loaders.byUid.load(version)),
    request: ({ request }, _args, context) => requestOf(context, request),
  },
  Environment: {
    id: ({ uid }) => toGlobalId('Environment', uid),
    targets: ({ name }, _args, { services }) => services.environments.targets(name),
  },
  Target: {
    id: ({ uid }) => toGlobalId('Target', uid),
    environment: ({ environment }, _args, context) => environmentNamed(context, environment),
    source: ({ source }) => sourceRef(source),
    modelVersion: (target, _args, { services, call }) => services.environments.versionOf(target, call),
    desired: (target, _args, { services }) => services.approvals.desire(target),
    history: async (target, args, context) => {
      const list = { cursors: context.cursors, scope: `target:${target.uid}`, firstDefault: 20 }
      const request = pageRequest(args, list)
      const before = request.after === null ? null : Number(request.after.key)
      const { items, hasNextPage } = await context.services.approvals.changes(target, { first: request.first, before })
      const page = items.map((item) => ({ item, cursor: { key: item.generation, uid: item.request } }))
      return connectionOf({ items: page, hasNextPage }, { ...list, request })
    },
  },
}
