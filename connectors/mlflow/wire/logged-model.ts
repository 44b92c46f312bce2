import { z } from 'zod'
import type { LoggedModelRecord } from '../../../src/connector/index.ts'
import { metrics } from './metric.ts'
import { id, listOf, pageToken, pairs, textOrNull, timeOrNull } from './scalars.ts'

const wireLoggedModel = z.object({
  info: z.object({
    model_id: z.string().min(1),
    experiment_id: id,
    name: textOrNull,
    status: z.union([z.string(), z.number().transform(String)]).nullish(),
    creation_timestamp_ms: timeOrNull,
    last_updated_timestamp_ms: timeOrNull,
    artifact_uri: textOrNull,
    source_run_id: textOrNull,
    tags: pairs,
  }),
  data: z.object({ params: pairs, metrics }).prefault({}),
})

/** Reply of `logged-models/<id>`. */
export const loggedModelReply = z.object({ model: wireLoggedModel })

/** Reply of `logged-models/search`. */
export const loggedModelsReply = z.object({ models: listOf(wireLoggedModel), next_page_token: pageToken })

/** The record of a logged model. */
export function toLoggedModel({ info, data }: z.output<typeof wireLoggedModel>, workspace: string): LoggedModelRecord {
  return {
    kind: 'LoggedModel',
    workspace,
    nativeId: info.model_id,
    experimentId: info.experiment_id,
    name: info.name,
    status: info.status?.replace(/^LOGGED_MODEL_/, '') ?? null,
    createdAt: info.creation_timestamp_ms,
    updatedAt: info.last_updated_timestamp_ms,
    sourceRunId: info.source_run_id,
    artifactUri: info.artifact_uri,
    params: data.params,
    metrics: data.metrics,
    tags: info.tags,
  }
}
