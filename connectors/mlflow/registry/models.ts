import { type CallContext, inParallel, type ModelRecord, type NativeKey } from '../../../src/connector/index.ts'
import { byWorkspace, chunksByLength, inOrder } from '../answers.ts'
import type { MlflowClient } from '../client.ts'
import { isOneOf, isSayable } from '../filter.ts'
import { readPages } from '../pages.ts'
import { optional, required } from '../reply.ts'
import { modelReply, modelsReply, toModel } from '../wire/model.ts'

/** Up to this many are read one by one, which is quicker than a search. */
export const fewMax = 3
/** MLflow serves calls one after another; more at once would only queue there. */
export const readWidth = 3
/** gunicorn, which serves MLflow 2, refuses request lines over 4,094 bytes; this leaves room for the rest. */
export const filterLengthMax = 3_400

const searchPageSize = 1_000

/** Reads models by name. Prompts are none. */
export async function readModels(
  client: MlflowClient,
  keys: readonly NativeKey[],
  call: CallContext,
): Promise<readonly (ModelRecord | null)[]> {
  const found: ModelRecord[] = []
  for (const [workspace, group] of byWorkspace(keys, client.workspaces)) {
    const names = [...new Set(group.map((key) => key.nativeId))].filter(isSayable)
    found.push(...(await readNames({ client, workspace }, names, call)))
  }
  return inOrder(keys, found)
}

interface Scope {
  readonly client: MlflowClient
  readonly workspace: string
}

async function readNames(scope: Scope, names: readonly string[], call: CallContext): Promise<readonly ModelRecord[]> {
  if (names.length <= fewMax) return getEach(scope, names, call)
  const found: ModelRecord[] = []
  for (const chunk of chunksByLength(names, filterLengthMax)) {
    const records = await searchNames(scope, chunk, call)
    if (records === null) return readWithoutList(scope, names, call)
    found.push(...records)
  }
  return found
}

async function getEach(
  { client, workspace }: Scope,
  names: readonly string[],
  call: CallContext,
): Promise<readonly ModelRecord[]> {
  const records = await inParallel(names, readWidth, async (name) => {
    const answer = await client.read({ workspace, path: '/registered-models/get', query: { name } }, call)
    // MLflow 3 refuses names that it lets nobody give, such as those with a slash; they name no model.
    const reply = answer.kind === 'REFUSED' ? null : optional(modelReply, answer)
    return reply === null ? null : toModel(reply.registered_model, workspace)
  })
  return records.filter((record) => record !== null)
}

/** One search for many names; null where the server cannot filter by a list of names. */
async function searchNames(
  { client, workspace }: Scope,
  names: readonly string[],
  call: CallContext,
): Promise<readonly ModelRecord[] | null> {
  const query = { filter: isOneOf('name', names), max_results: searchPageSize }
  const answer = await client.read({ workspace, path: '/registered-models/search', query }, call)
  if (answer.kind === 'REFUSED') return null
  const reply = required(modelsReply, answer)
  return reply.registered_models.map((wire) => toModel(wire, workspace)).filter((record) => record !== null)
}

/**
 * For servers that cannot filter by a list: pages of everything, as long as a page is cheaper than asking for what is
 * still missing one by one. So a registry of any size costs a bounded number of calls.
 */
async function readWithoutList(
  scope: Scope,
  names: readonly string[],
  call: CallContext,
): Promise<readonly ModelRecord[]> {
  const { client, workspace } = scope
  const missing = new Set(names)
  const found: ModelRecord[] = []
  const pages = readPages(Math.ceil(names.length / 50), async (token) => {
    const query = { max_results: searchPageSize, order_by: 'name ASC', page_token: token }
    return required(modelsReply, await client.read({ workspace, path: '/registered-models/search', query }, call))
  })
  for await (const page of pages) {
    for (const wire of page.registered_models) {
      const record = missing.delete(wire.name) ? toModel(wire, workspace) : null
      if (record !== null) found.push(record)
    }
    if (page.next_page_token === null || missing.size === 0) return found
  }
  return [...found, ...(await getEach(scope, [...missing], call))]
}
