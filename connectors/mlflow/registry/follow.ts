import type { CallContext, ModelVersionRecord } from '../../../src/connector/index.ts'
import type { MlflowClient } from '../client.ts'
import { isSayable } from '../filter.ts'
import { optional } from '../reply.ts'
import { type Indirection, isIndirect, parseIndirection, under } from '../uri.ts'
import { loggedModelReply } from '../wire/logged-model.ts'
import { runReply } from '../wire/run.ts'
import { downloadUriReply, versionReply } from '../wire/version.ts'

/** Longer chains are nobody's intention, and two names that point at each other would never end. */
const hopsMax = 8

interface Scope {
  readonly client: MlflowClient
  readonly workspace: string
}

/**
 * Address under which MLflow itself keeps a version's files, with `models:/` and `runs:/` followed; null when it
 * cannot be found. It may still be an `mlflow-artifacts:/` address.
 */
export async function storageOf(
  client: MlflowClient,
  version: ModelVersionRecord,
  call: CallContext,
): Promise<string | null> {
  const scope = { client, workspace: version.workspace }
  // A plain source is what MLflow would answer too; for the others it remembers what they pointed at when registered.
  if (version.sourceUri !== null && !isIndirect(version.sourceUri)) return version.sourceUri
  return followAll(scope, await downloadUri(scope, version, call), call)
}

/** Follows any address that MLflow reports, in the first workspace that knows what it names. */
export async function storageBehind(client: MlflowClient, uri: string, call: CallContext): Promise<string | null> {
  for (const workspace of isIndirect(uri) ? client.workspaces : ['']) {
    const found = await followAll({ client, workspace }, uri, call)
    if (found !== null) return found
  }
  return null
}

async function followAll(scope: Scope, from: string | null, call: CallContext): Promise<string | null> {
  let uri = from
  for (let hop = 0; uri !== null && isIndirect(uri); hop += 1) {
    const next = hop < hopsMax ? parseIndirection(uri) : null
    uri = next === null ? null : await follow(scope, next, call)
  }
  return uri
}

function follow(scope: Scope, to: Indirection, call: CallContext): Promise<string | null> {
  if (to.kind === 'VERSION') return downloadUri(scope, to, call)
  if (to.kind === 'ALIAS') return aliasUri(scope, to, call)
  return to.kind === 'RUN' ? runUri(scope, to, call) : loggedModelUri(scope, to.modelId, call)
}

async function downloadUri(
  { client, workspace }: Scope,
  { modelName, version }: { readonly modelName: string; readonly version: string },
  call: CallContext,
): Promise<string | null> {
  if (!isSayable(modelName)) return null
  const query = { name: modelName, version }
  const reply = optional(
    downloadUriReply,
    await client.read({ workspace, path: '/model-versions/get-download-uri', query }, call),
  )
  return reply?.artifact_uri ?? null
}

async function aliasUri(
  scope: Scope,
  { modelName, alias }: { readonly modelName: string; readonly alias: string },
  call: CallContext,
): Promise<string | null> {
  if (!isSayable(modelName)) return null
  const query = { name: modelName, alias }
  const answer = await scope.client.read({ workspace: scope.workspace, path: '/registered-models/alias', query }, call)
  const reply = answer.kind === 'REFUSED' ? null : optional(versionReply, answer)
  return reply === null
    ? null
    : downloadUri(scope, { modelName: reply.model_version.name, version: reply.model_version.version }, call)
}

async function loggedModelUri(
  { client, workspace }: Scope,
  modelId: string,
  call: CallContext,
): Promise<string | null> {
  const path = `/logged-models/${encodeURIComponent(modelId)}`
  const reply = optional(loggedModelReply, await client.read({ workspace, path, route: '/logged-models/{id}' }, call))
  return reply?.model.info.artifact_uri ?? null
}

async function runUri(
  { client, workspace }: Scope,
  run: { readonly runId: string; readonly path: string },
  call: CallContext,
): Promise<string | null> {
  const reply = optional(
    runReply,
    await client.read({ workspace, path: '/runs/get', query: { run_id: run.runId } }, call),
  )
  const root = reply?.run.info.artifact_uri ?? null
  return root === null ? null : under(root, run.path)
}
