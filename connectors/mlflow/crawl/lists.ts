import type { CallContext } from '../../../src/connector/index.ts'
import type { MlflowClient } from '../client.ts'
import type { KnownExperiments } from '../known-experiments.ts'
import { required } from '../reply.ts'
import { experimentsReply, toExperiment } from '../wire/experiment.ts'
import { modelsReply, toModel } from '../wire/model.ts'
import { toVersion, versionsReply } from '../wire/version.ts'
import type { OffsetList } from './by-offset.ts'

type Request = Parameters<OffsetList['fetch']>[0]

type Place = { readonly path: string; readonly orderBy: readonly string[]; readonly viewType?: string }

function read(client: MlflowClient, { path, orderBy, viewType }: Place, { workspace, token, limit }: Request) {
  const query = { view_type: viewType, max_results: limit, order_by: orderBy, page_token: token ?? undefined }
  return (call: CallContext) => client.read({ workspace, path, query }, call)
}

/** Registered models by name, which never changes its place. */
export function modelList(client: MlflowClient): OffsetList {
  return {
    source: client.source,
    async fetch(request, call) {
      const orderBy = request.order === 'STABLE' ? ['name ASC'] : ['last_updated_timestamp DESC', 'name ASC']
      const reply = required(
        modelsReply,
        await read(client, { path: '/registered-models/search', orderBy }, request)(call),
      )
      const entries = reply.registered_models.map((wire) => {
        return { key: wire.name, updatedAt: wire.last_updated_timestamp, record: toModel(wire, request.workspace) }
      })
      return { entries, nextToken: reply.next_page_token }
    },
  }
}

/** Versions by name and number. */
export function versionList(client: MlflowClient): OffsetList {
  return {
    source: client.source,
    async fetch(request, call) {
      const byTime = ['last_updated_timestamp DESC', 'name ASC', 'version_number DESC']
      const orderBy = request.order === 'STABLE' ? ['name ASC', 'version_number ASC'] : byTime
      const reply = required(
        versionsReply,
        await read(client, { path: '/model-versions/search', orderBy }, request)(call),
      )
      const entries = reply.model_versions.map((wire) => {
        const key = `${wire.name}\n${wire.version}`
        return { key, updatedAt: wire.last_updated_timestamp, record: toVersion(wire, request.workspace) }
      })
      return { entries, nextToken: reply.next_page_token }
    },
  }
}

/** Active experiments by id. What is read here is remembered for the searches that need their ids. */
export function experimentList(client: MlflowClient, experiments: KnownExperiments): OffsetList {
  return {
    source: client.source,
    async fetch(request, call) {
      const orderBy =
        request.order === 'STABLE' ? ['experiment_id ASC'] : ['last_update_time DESC', 'experiment_id ASC']
      const place = { path: '/experiments/search', orderBy, viewType: 'ACTIVE_ONLY' }
      const reply = required(experimentsReply, await read(client, place, request)(call))
      const records = reply.experiments.map((wire) => toExperiment(wire, request.workspace))
      experiments.meet(records)
      const entries = records.map((record) => ({ key: record.nativeId, updatedAt: record.updatedAt, record }))
      return { entries, nextToken: reply.next_page_token }
    },
  }
}
