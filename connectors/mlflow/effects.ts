import { type CallContext, type ConnectorEffects, type EffectPlace, Fault } from '../../src/connector/index.ts'
import type { MlflowClient, WriteRequest } from './client.ts'
import { isSayable, isVersionNumber } from './filter.ts'
import { type Reply, required, unauthorised } from './reply.ts'
import { modelReply, toModel } from './wire/model.ts'
import { toVersion, versionReply } from './wire/version.ts'

/**
 * Aliases of registered models, and tags of their versions. MLflow takes the last word on both without a condition and
 * tells nobody what was there before, so whoever puts looks first. Prompts are no models, and deleted versions none.
 */
export function createEffects(client: MlflowClient): ConnectorEffects {
  return {
    async observe(place, call) {
      if (place.kind === 'ALIAS') return readAlias(client, place, call)
      if (place.kind === 'VERSION_TAG') return readTag(client, place, call)
      throw noSuchPlace(client.source)
    },
    async put(place, value, call) {
      if (place.kind !== 'ALIAS' && place.kind !== 'VERSION_TAG') throw noSuchPlace(client.source)
      demandSayable(client, place.workspace, place.model)
      demandTaken(await client.write(requestOf(place, value), call))
    },
  }
}

function noSuchPlace(source: string): Fault {
  const publicMessage = `Source ${source} serves no models.`
  return new Fault({ code: 'UNSUPPORTED', publicMessage, internalMessage: publicMessage, retryable: false, source })
}

type AliasPlace = Extract<EffectPlace, { kind: 'ALIAS' }>
type TagPlace = Extract<EffectPlace, { kind: 'VERSION_TAG' }>

async function readAlias(client: MlflowClient, place: AliasPlace, call: CallContext): Promise<string | null> {
  // Not by the route for one alias: it finds a missing alias as wrong as a missing model, and releases differ in the words.
  const { aliases } = await readModel(client, place, call)
  return aliases.find(({ alias }) => alias === place.alias)?.version ?? null
}

async function readModel(client: MlflowClient, { workspace, model }: AliasPlace, call: CallContext) {
  demandSayable(client, workspace, model)
  const query = { name: model }
  const reply = await client.read({ workspace, path: '/registered-models/get', query }, call)
  const found = isNone(reply) ? null : toModel(required(modelReply, reply).registered_model, workspace)
  if (found === null) throw notThere(client.source)
  return found
}

async function readTag(client: MlflowClient, place: TagPlace, call: CallContext): Promise<string | null> {
  const { tags } = await readVersion(client, place, call)
  return Object.hasOwn(tags, place.key) ? (tags[place.key] ?? null) : null
}

async function readVersion(
  client: MlflowClient,
  { workspace, model, version }: Pick<TagPlace, 'workspace' | 'model' | 'version'>,
  call: CallContext,
) {
  demandSayable(client, workspace, model)
  if (!isVersionNumber(version)) throw notThere(client.source)
  const query = { name: model, version }
  const reply = await client.read({ workspace, path: '/model-versions/get', query }, call)
  const found = isNone(reply) ? null : toVersion(required(versionReply, reply).model_version, workspace)
  if (found === null) throw notThere(client.source)
  return found
}

/** MLflow 3 refuses names that it lets nobody give; they name nothing. */
function isNone({ kind }: Reply): boolean {
  return kind === 'ABSENT' || kind === 'REFUSED'
}

function requestOf(place: AliasPlace | TagPlace, value: string | null): WriteRequest {
  const { workspace, model: name } = place
  if (place.kind === 'ALIAS') {
    const path = '/registered-models/alias'
    const alias = { name, alias: place.alias }
    if (value === null) return { workspace, method: 'DELETE', path, route: path, json: alias }
    return { workspace, method: 'POST', path, route: path, json: { ...alias, version: value } }
  }
  const tag = { name, version: place.version, key: place.key }
  const path = value === null ? '/model-versions/delete-tag' : '/model-versions/set-tag'
  if (value === null) return { workspace, method: 'DELETE', path, route: path, json: tag }
  return { workspace, method: 'POST', path, route: path, json: { ...tag, value } }
}

function demandSayable(client: MlflowClient, workspace: string, model: string): void {
  if (!client.workspaces.includes(workspace) || !isSayable(model)) throw notThere(client.source)
}

function demandTaken(reply: Reply): void {
  const { source } = reply.context
  if (reply.kind === 'FORBIDDEN') throw unauthorised(reply.context)
  if (reply.kind === 'ABSENT') throw notThere(source)
  if (reply.kind === 'OK') return
  throw new Fault({
    code: 'BAD_USER_INPUT',
    publicMessage: `Source ${source} does not take this change.`,
    internalMessage: `${reply.context.operation} on ${source} was refused: ${reply.message}`,
    retryable: false,
    source,
  })
}

function notThere(source: string): Fault {
  return new Fault({
    code: 'NOT_FOUND',
    publicMessage: `Source ${source} has no such model or version.`,
    internalMessage: `a model or version of an effect is not there on ${source}`,
    retryable: false,
    source,
  })
}
