import { cpSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { manifest as filesystem } from '../../connectors/filesystem/manifest.ts'
import { manifest as mlflow } from '../../connectors/mlflow/manifest.ts'
import { manifest as openInference } from '../../connectors/open-inference/manifest.ts'
import type { MirroredObject } from '../../src/catalog/index.ts'
import { type LiveEntry, queryMatchLimits } from '../../src/deployments/index.ts'
import { startMlflow } from '../../tools/launch/mlflow.ts'
import { type RunningMlserver, startMlserver } from '../../tools/launch/mlserver.ts'
import { runPython } from '../../tools/launch/python.ts'
import { ownTool, sharedTools, temporaryFolder, uniqueName } from '../support/tools.ts'
import { modelRepository, type RepositoryModel } from './model-repository.ts'
import { world } from './world.ts'

const prefix = uniqueName('match')
const disk = temporaryFolder('disk')
const repository = modelRepository(join(disk, 'repository'))
const roots = { tracking: join(disk, 'from-tracking'), archive: join(disk, 'from-archive') }
const archiveStore = join(disk, 'archive-artifacts')
const fraud = `${prefix}-fraud`
let server: RunningMlserver
let sources: ReturnType<typeof world>
let tracked: readonly MirroredObject[] = []
let copied: readonly MirroredObject[] = []
let archived: readonly MirroredObject[] = []

async function register(uri: string, out: string, strengths: readonly string[]): Promise<void> {
  await runPython('mlflow', join(import.meta.dirname, 'register.py'), [uri, prefix, out, ...strengths])
}

beforeAll(async () => {
  const archive = await ownTool(
    startMlflow({ dataDir: join(disk, 'archive'), release: 'newest', defaultArtifactRoot: `file://${archiveStore}` }),
  )
  // The second registry's first version is trained like the first registry's second: its model file has the same bytes.
  await register(sharedTools().mlflowUrl, roots.tracking, ['1.0', '0.1'])
  await register(archive.url, roots.archive, ['0.1'])
  server = await ownTool(startMlserver({ repositoryDir: repository.folder }))
  sources = world([
    { id: 'tracking', manifest: mlflow, config: { url: sharedTools().mlflowUrl } },
    { id: 'archive', manifest: mlflow, config: { url: archive.url } },
    { id: 'disk', manifest: filesystem, config: { root: disk } },
    { id: 'serving', manifest: openInference, config: { url: server.url, repository: repository.folder } },
  ])
  afterAll(() => sources.close())
  tracked = await sources.register('tracking', fraud)
  copied = await sources.register('tracking', `${fraud}-live`)
  archived = [...(await sources.register('archive', fraud)), ...(await sources.register('archive', `${fraud}-live`))]
})

async function serve(model: Omit<RepositoryModel, 'name'>, name = uniqueName('served')): Promise<string> {
  repository.write(name, { name, ...model })
  expect(await repository.load(server.url, name)).toBe(200)
  return name
}

async function entryOf(name: string, limits = queryMatchLimits): Promise<LiveEntry> {
  const entries = await sources.live('serving', limits)
  const [entry, ...others] = entries.filter(({ deployment }) => deployment.name === name)
  expect(others).toEqual([])
  if (entry === undefined) throw new Error(`${name} is not live`)
  return entry
}

const matchOf = async (name: string, limits = queryMatchLimits) => (await entryOf(name, limits)).match
const namesOf = (versions: readonly MirroredObject[]) =>
  versions.map(({ source, nativeId }) => `${source} ${nativeId}`).toSorted()
const fileOf = (version: string) => join(roots.tracking, version, 'model.pkl')

/** A copy of one file under another path, with bytes that were never looked at. */
function copyOf(file: string): string {
  const folder = join(disk, uniqueName('copies'))
  mkdirSync(folder)
  cpSync(file, join(folder, 'model.pkl'))
  return join(folder, 'model.pkl')
}

describe('before the versions have been looked at', () => {
  test('a match by bytes is unknown and says that the versions are not indexed yet', async () => {
    const name = await serve({ uri: copyOf(fileOf('1')) })
    expect(await matchOf(name)).toMatchObject({
      match: 'UNKNOWN',
      modelVersion: null,
      reason: 'VERSIONS_NOT_INDEXED_YET',
    })
  })

  test('indexing looks at every version once', async () => {
    expect(await sources.index()).toEqual({ indexed: 5, postponed: 0 })
    expect(await sources.index()).toEqual({ indexed: 0, postponed: 0 })
  })
})

describe('an explicit marker', () => {
  test('names the version, and the copies that share its bytes are candidates', async () => {
    const name = await serve({ uri: fileOf('1'), marker: { ref: `models:/${fraud}/1`, source: 'tracking' } })
    const match = await matchOf(name)
    expect(match).toMatchObject({ match: 'DECLARED', reason: null })
    expect(match.modelVersion?.uid).toBe(tracked[1]?.uid)
    expect(namesOf(match.candidates)).toEqual(namesOf([...copied, ...tracked.slice(1)]))
  })

  test('without a source means the registry whose bytes are served', async () => {
    const name = await serve({ uri: fileOf('1'), marker: { ref: `models:/${fraud}/1` } })
    expect((await matchOf(name)).modelVersion?.uid).toBe(tracked[1]?.uid)
  })

  test('that names no version is passed over', async () => {
    const name = await serve({ uri: fileOf('1'), marker: { ref: `models:/${fraud}/77`, source: 'tracking' } })
    expect(await matchOf(name)).toMatchObject({ match: 'DIGEST', reason: 'MARKER_NAMES_NO_VERSION' })
  })

  test('that names a version with other bytes is passed over', async () => {
    const name = await serve({ uri: fileOf('1'), marker: { ref: `models:/${fraud}/2`, source: 'tracking' } })
    const match = await matchOf(name)
    expect(match).toMatchObject({ match: 'DIGEST', reason: 'MARKER_BYTES_DIFFER' })
    expect(match.modelVersion?.uid).toBe(tracked[1]?.uid)
  })
})

describe('an address', () => {
  test('in the folder of a version names it, although another registry holds the same name', async () => {
    const [model] = readdirSync(archiveStore, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('model.pkl'),
    )
    const match = await matchOf(await serve({ uri: join(archiveStore, model ?? '') }, fraud))
    expect(match.match).toBe('URI')
    expect(namesOf(match.candidates)).toEqual(namesOf(archived))
    expect(match.modelVersion?.uid).toBe(archived[0]?.uid)
  })
})

describe('bytes', () => {
  test('of a whole copied folder match, with the settings of the server beside them', async () => {
    const name = uniqueName('folder')
    cpSync(join(roots.tracking, '1'), join(repository.folder, name), { recursive: true })
    await serve({}, name)
    const match = await matchOf(name)
    expect(match).toMatchObject({ match: 'DIGEST', reason: null })
    expect(match.modelVersion?.uid).toBe(tracked[1]?.uid)
  })

  test('of a copied version mean the copy that is named like the deployment', async () => {
    const match = await matchOf(await serve({ uri: copyOf(fileOf('1')) }, `${fraud}-live`))
    expect(match.match).toBe('DIGEST')
    expect(match.modelVersion?.uid).toBe(copied[0]?.uid)
    expect(match.candidates).toHaveLength(2)
  })

  test('that two registries hold mean neither', async () => {
    const match = await matchOf(await serve({ uri: copyOf(fileOf('2')) }))
    expect(match).toMatchObject({ match: 'DIGEST', modelVersion: null, reason: 'SEVERAL_VERSIONS' })
    expect(namesOf(match.candidates)).toEqual(namesOf([...archived, ...tracked.slice(0, 1)]))
  })

  test('that nobody registered match nothing', async () => {
    const out = join(disk, 'unregistered')
    await runPython('mlflow', join(import.meta.dirname, 'train.py'), [out])
    const name = await serve({ uri: join(out, 'churn-1', 'model.pkl') }, `${fraud}-unregistered`)
    expect(await matchOf(name)).toEqual({ match: 'UNKNOWN', modelVersion: null, candidates: [], reason: null })
  })

  test('are not read beyond the limit of a query, and are known once a task without it has compared them', async () => {
    const name = await serve({ uri: copyOf(fileOf('1')) })
    const nothing = { ...queryMatchLimits, bytesMax: 0 }
    expect(await matchOf(name, nothing)).toMatchObject({ match: 'UNKNOWN', reason: 'BYTES_NOT_COMPARED_YET' })
    await sources.live('serving', { ...queryMatchLimits, bytesMax: Number.POSITIVE_INFINITY })
    expect((await matchOf(name, nothing)).modelVersion?.uid).toBe(tracked[1]?.uid)
  })
})

describe('what is live', () => {
  test('follows the version that serves after a failed load, and ends with an unload', async () => {
    const name = await serve({
      version: 'v1',
      uri: fileOf('1'),
      marker: { ref: `models:/${fraud}/1`, source: 'tracking' },
    })
    await entryOf(name)
    repository.write(name, {
      name,
      version: 'v2',
      uri: './missing',
      marker: { ref: `models:/${fraud}/2`, source: 'tracking' },
    })
    expect(await repository.load(server.url, name)).toBe(422)
    const { served, match } = await entryOf(name)
    expect([served.version, match.modelVersion?.uid]).toEqual(['v1', tracked[1]?.uid])
    await repository.unload(server.url, name)
    await expect(entryOf(name)).rejects.toThrow('not live')
  })

  test('of one version is every deployment that serves it, and none that serves another', async () => {
    const name = await serve({ uri: fileOf('1'), marker: { ref: `models:/${fraud}/1`, source: 'tracking' } })
    const [second, first] = tracked
    const [ofFirst, ofSecond] = await Promise.all(
      [first, second].map((subject) => sources.live('serving', queryMatchLimits, subject ?? null)),
    )
    expect(ofFirst?.map(({ deployment }) => deployment.name)).toContain(name)
    expect(ofSecond?.map(({ deployment }) => deployment.name)).not.toContain(name)
  })
})
