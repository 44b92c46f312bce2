import { z } from 'zod'
import { type ModelVersionRecord, versionNativeId } from '../../../src/connector/index.ts'
import { parseIndirection } from '../uri.ts'
import { isPrompt } from './prompt.ts'
import { id, listOf, pageToken, pairs, textOrNull, timeOrNull } from './scalars.ts'

const wireVersion = z.object({
  name: z.string().min(1),
  version: id.pipe(z.string().regex(/^\d+$/)),
  creation_timestamp: timeOrNull,
  last_updated_timestamp: timeOrNull,
  description: textOrNull,
  tags: pairs,
  status: z.string().nullish(),
  current_stage: textOrNull,
  user_id: textOrNull,
  run_id: textOrNull,
  source: textOrNull,
})

/** A version as MLflow sends it, checked. */
export type WireVersion = z.output<typeof wireVersion>

/** Reply of `model-versions/get` and `registered-models/alias`. */
export const versionReply = z.object({ model_version: wireVersion })

/** Reply of `model-versions/search`. */
export const versionsReply = z.object({ model_versions: listOf(wireVersion), next_page_token: pageToken })

/** Reply of `model-versions/get-download-uri`. */
export const downloadUriReply = z.object({ artifact_uri: textOrNull, timeOrNull })

/** The record of a version; null for a prompt's and for a deleted one, whose row MLflow keeps with its facts redacted. */
export function toVersion(wire: WireVersion, workspace: string): ModelVersionRecord | null {
  if (isPrompt(wire.tags) || wire.current_stage === 'Deleted_Internal' || wire.source === 'REDACTED-SOURCE-PATH')
    return null
  const origin = wire.source === null ? null : parseIndirection(wire.source)
  return {
    kind: 'ModelVersion',
    workspace,
    nativeId: versionNativeId(wire.name, wire.version),
    modelName: wire.name,
    version: wire.version,
    createdAt: wire.creation_timestamp,
    updatedAt: wire.last_updated_timestamp,
    description: wire.description,
    tags: wire.tags,
    status: statusOf(wire.status),
    stage: wire.current_stage === 'None' ? null : wire.current_stage,
    author: wire.user_id,
    runId: wire.run_id,
    loggedModelId: origin?.kind === 'LOGGED_MODEL' ? origin.modelId : null,
    sourceUri: wire.source,
    copiedFrom: origin?.kind === 'VERSION' ? { modelName: origin.modelName, version: origin.version } : null,
  }
}

function statusOf(status: string | null | undefined): ModelVersionRecord['status'] {
  // Protobuf may leave out the first value of an enumeration, which is PENDING_REGISTRATION.
  if (status === 'READY') return 'READY'
  if (status?.startsWith('FAILED')) return 'FAILED'
  return status?.startsWith('DELET') ? 'DELETING' : 'PENDING'
}
