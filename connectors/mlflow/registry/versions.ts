import {
  type CallContext,
  inParallel,
  type ModelVersionRecord,
  type NativeKey,
  versionNativeId,
} from '../../../src/connector/index.ts'
import { byWorkspace, chunksByLength, chunksOf, inOrder } from '../answers.ts'
import type { MlflowClient } from '../client.ts'
import { isId, isOneOf, isSayable, isVersionNumber, matches } from '../filter.ts'
import { optional } from '../reply.ts'
import { toVersion, versionReply } from '../wire/version.ts'
import { fewMax, filterLengthMax, readWidth } from './models.ts'
import { type FoundVersions, searchVersions } from './search-versions.ts'

// One request line: 100 ids of 32 characters, with quotes and commas, are 3,700 bytes of gunicorn's 4,094.
const runIdsMax = 100

/** One version asked for. */
interface Wanted {
  readonly modelName: string
  readonly version: string
}

interface Scope {
  readonly client: MlflowClient
  readonly workspace: string
}

/** Reads versions by name and number. */
export async function readVersions(
  client: MlflowClient,
  keys: readonly NativeKey[],
  call: CallContext,
): Promise<readonly (ModelVersionRecord | null)[]> {
  const found: ModelVersionRecord[] = []
  for (const [workspace, group] of byWorkspace(keys, client.workspaces)) {
    const ids = new Set(group.map((key) => key.nativeId))
    const wanted = [...ids].map(toWanted).filter((item) => item !== null)
    found.push(...(await readWanted({ client, workspace }, wanted, call)))
  }
  return inOrder(keys, found)
}

/** Every version of one model, newest first. */
export async function readVersionsOf(
  client: MlflowClient,
  model: NativeKey,
  call: CallContext,
): Promise<readonly ModelVersionRecord[]> {
  const { workspace, nativeId: name } = model
  if (!client.workspaces.includes(workspace) || !isSayable(name)) return []
  const request = { workspace, filter: matches('name', name), orderBy: 'version_number DESC' }
  const found = await searchVersions(client, request, call)
  const own = (found?.versions ?? []).filter((record) => record.modelName === name)
  return own.toSorted((a, b) => Number(b.version) - Number(a.version))
}

/** Every version that one of these runs made. */
export async function readVersionsOfRuns(
  client: MlflowClient,
  runs: readonly NativeKey[],
  call: CallContext,
): Promise<readonly ModelVersionRecord[]> {
  const found: ModelVersionRecord[] = []
  for (const [workspace, group] of byWorkspace(runs, client.workspaces)) {
    const ids = [...new Set(group.map((run) => run.nativeId))].filter(isId)
    for (const chunk of chunksOf(ids, runIdsMax)) {
      const answer = await searchVersions(client, { workspace, filter: isOneOf('run_id', chunk) }, call)
      found.push(...(answer?.versions ?? []))
    }
  }
  return found
}

/** One version by number; null when there is none. */
export async function readVersion(
  { client, workspace }: Scope,
  { modelName, version }: Wanted,
  call: CallContext,
): Promise<ModelVersionRecord | null> {
  const query = { name: modelName, version }
  const reply = optional(versionReply, await client.read({ workspace, path: '/model-versions/get', query }, call))
  return reply === null ? null : toVersion(reply.model_version, workspace)
}

function toWanted(nativeId: string): Wanted | null {
  const at = nativeId.lastIndexOf('\n')
  const [modelName, version] = [nativeId.slice(0, Math.max(at, 0)), nativeId.slice(at + 1)]
  return isSayable(modelName) && isVersionNumber(version) ? { modelName, version } : null
}

async function readWanted(
  scope: Scope,
  wanted: readonly Wanted[],
  call: CallContext,
): Promise<readonly ModelVersionRecord[]> {
  if (wanted.length <= fewMax) return getEach(scope, wanted, call)
  const names = [...new Set(wanted.map((item) => item.modelName))]
  const found: ModelVersionRecord[] = []
  for (const chunk of chunksByLength(names, filterLengthMax)) {
    const asked = wanted.filter((item) => chunk.includes(item.modelName))
    const answer = await searchVersions(
      scope.client,
      { workspace: scope.workspace, filter: filterFor(chunk, asked), pagesMax: 2 },
      call,
    )
    if (answer === null) return readWithoutList(scope, wanted, call)
    found.push(...(await complete({ ...scope, answer }, asked, call)))
  }
  return found
}

/** The range of numbers keeps a model with very many versions from being read whole for a few of them. */
function filterFor(names: readonly string[], asked: readonly Wanted[]): string {
  const numbers = asked.map((item) => Number(item.version))
  const range = `version_number >= ${numbers.reduce((a, b) => Math.min(a, b))} AND version_number <= ${numbers.reduce((a, b) => Math.max(a, b))}`
  return `${isOneOf('name', names)} AND ${range}`
}

/** Servers that cannot filter by a list of names are searched whole within bounds, or model by model when those are few. */
async function readWithoutList(
  scope: Scope,
  wanted: readonly Wanted[],
  call: CallContext,
): Promise<readonly ModelVersionRecord[]> {
  const names = [...new Set(wanted.map((item) => item.modelName))]
  const { client, workspace } = scope
  if (names.length <= 10) {
    const lists = await inParallel(names, readWidth, (name) =>
      readVersionsOf(client, { workspace, nativeId: name }, call),
    )
    return lists.flat()
  }
  const answer = await searchVersions(client, { workspace, orderBy: 'name ASC', pagesMax: 2 }, call)
  return answer === null ? getEach(scope, wanted, call) : complete({ ...scope, answer }, wanted, call)
}

/** Asks one by one for what a search that was cut short may have left out. */
async function complete(
  { answer, ...scope }: Scope & { readonly answer: FoundVersions },
  wanted: readonly Wanted[],
  call: CallContext,
): Promise<readonly ModelVersionRecord[]> {
  if (answer.isComplete) return answer.versions
  const seen = new Set(answer.versions.map((record) => record.nativeId))
  const missing = wanted.filter((item) => !seen.has(versionNativeId(item.modelName, item.version)))
  return [...answer.versions, ...(await getEach(scope, missing, call))]
}

async function getEach(
  scope: Scope,
  wanted: readonly Wanted[],
  call: CallContext,
): Promise<readonly ModelVersionRecord[]> {
  const records = await inParallel(wanted, readWidth, (item) => readVersion(scope, item, call))
  return records.filter((record) => record !== null)
}
