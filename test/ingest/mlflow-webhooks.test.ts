import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { type RunningMlflow, startMlflow } from '../../tools/launch/mlflow.ts'
import { pollUntil } from '../../tools/launch/ready.ts'
import { runCommand } from '../cli/child.ts'
import { folderWith } from '../cli/files.ts'
import { startGateway, type TestGateway } from '../support/gateway.ts'
import {
  createRun,
  createVersion,
  type MlflowWriter,
  mlflowWriter,
  type SeededMlflow,
  seedMlflow,
} from '../support/seed-mlflow.ts'
import { ownTool, temporaryFolder, uniqueName } from '../support/tools.ts'

let mlflow: RunningMlflow
let writer: MlflowWriter
let seeded: SeededMlflow

// A server of its own: the shared one would send events of every other test. It looks up webhooks anew at once.
beforeAll(async () => {
  const env = { MLFLOW_WEBHOOK_CACHE_TTL: '1' }
  mlflow = await ownTool(startMlflow({ dataDir: temporaryFolder('mlflow'), release: 'newest', env }))
  writer = mlflowWriter(mlflow)
  seeded = await seedMlflow(mlflow)
})

const source = (webhooks: Readonly<Record<string, unknown>>, url = mlflow.url) => ({
  id: 'tracking',
  kind: 'mlflow',
  url,
  webhooks,
})

interface Hook {
  readonly webhook_id: string
  readonly url: string
  readonly name: string
}

async function hooksOf(at: MlflowWriter): Promise<readonly Hook[]> {
  const { webhooks = [] } = (await at.get('/webhooks')) as { readonly webhooks?: readonly Hook[] }
  return webhooks
}

async function metric(gateway: TestGateway, line: string): Promise<boolean> {
  return (await gateway.get('/metrics')).bytes.toString('utf8').includes(`${line}\n`)
}

async function mirrorKnows(gateway: TestGateway, name: string): Promise<boolean> {
  interface Found {
    readonly search: { readonly nodes: readonly unknown[] }
  }
  const query =
    'query ($text: String!) { search(text: $text, kinds: [MODEL_VERSION, MODEL]) { nodes { node { __typename } } } }'
  return (await gateway.read<Found>(query, { text: name })).search.nodes.length > 0
}

const eventually = (isSo: () => Promise<boolean>, ms = 20_000) => pollUntil(isSo, ms, () => false)

describe('a gateway that registers its webhook itself', () => {
  let gateway: TestGateway

  beforeAll(async () => {
    const sync = { intervalMs: 600_000 }
    gateway = await startGateway({ sources: [source({ register: true })], config: { sync } })
    await gateway.caughtUp('tracking')
    await eventually(() => metric(gateway, 'modelwarden_hook_up{source="tracking"} 1'))
  })

  test('has exactly one, under its own address', async () => {
    const own = (await hooksOf(writer)).filter(({ url }) => url === `${gateway.url}/hooks/mlflow/tracking`)
    expect(own).toMatchObject([{ name: 'modelwarden-tracking' }])
  })

  test('follows what a plain client makes, tags and moves, without waiting for the crawl', async () => {
    const name = uniqueName('followed')
    await writer.post('/registered-models/create', { name })
    expect(await eventually(() => mirrorKnows(gateway, name))).toBe(true)
    const tagged = uniqueName('flavour')
    const [version] = seeded.model.versions
    await writer.post('/model-versions/set-tag', {
      name: version?.name,
      version: version?.version,
      key: 'flavour',
      value: tagged,
    })
    expect(await eventually(() => mirrorKnows(gateway, tagged))).toBe(true)
  })

  test('answers lineage of an alias from the index, and follows it when a plain client moves it', async () => {
    interface Walked {
      readonly lineage: { readonly root: { readonly ref: string }; readonly cache: { readonly state: string } }
    }
    const { name } = seeded.model
    const query =
      'query ($ref: String!, $at: DateTime) { lineage(ref: $ref, at: $at) { root { ref } cache { state } } }'
    const champion = async (at: string | null = null) =>
      (await gateway.read<Walked>(query, { ref: `models:/${name}@champion`, at })).lineage
    const before = await champion()
    expect(before.root.ref).toBe(`models:/${name}/1`)
    expect(before.cache.state).not.toBe('BYPASS')
    const then = new Date().toISOString()
    await writer.post('/registered-models/alias', { name, alias: 'champion', version: '2' })
    expect(await eventually(async () => (await champion()).root.ref === `models:/${name}/2`)).toBe(true)
    expect((await champion(then)).root.ref).toBe(`models:/${name}/1`)
    await writer.send('DELETE', '/registered-models/alias', { name, alias: 'champion' })
    const isGone = async () => {
      const answer = await gateway.ask<Walked>(query, { ref: `models:/${name}@champion`, at: null })
      return answer.errors?.[0]?.extensions.code === 'NOT_FOUND'
    }
    expect(await eventually(isGone)).toBe(true)
  })

  test('takes in the run of a version with it, of which no tool tells', async () => {
    const { name } = seeded.model
    const [experimentId = ''] = seeded.experimentIds
    const run = await createRun(writer, { experimentId, name: 'late', startTime: Date.now() })
    const { version } = await createVersion(writer, { name, source: `s3://nowhere/${run.runId}`, runId: run.runId })
    interface Walked {
      readonly lineage: { readonly nodes: readonly { readonly ref: string | null }[] } | null
    }
    const query = 'query ($ref: String!) { lineage(ref: $ref, direction: DOWN) { nodes { ref } } }'
    const isTied = async () => {
      const { data } = await gateway.ask<Walked>(query, { ref: `runs:/${run.runId}` })
      return data?.lineage?.nodes.some(({ ref }) => ref === `models:/${name}/${version}`) === true
    }
    expect(await eventually(isTied)).toBe(true)
  })

  test('tells when the last event came', async () => {
    const cwd = gateway.directory
    const { stdout } = await runCommand(['doctor', '--config', configOf(cwd, gateway)], { cwd })
    expect(stdout).toMatch(/ok +webhook tracking +registered for \S+, last event \d{4}-/)
  })
})

/** A file that says what the running gateway was started with. */
function configOf(cwd: string, gateway: TestGateway): string {
  return join(
    folderWith({
      server: { publicUrl: gateway.url },
      store: { url: `sqlite:${join(cwd, 'data', 'modelwarden.db')}` },
      sources: [source({ register: true })],
    }),
    'modelwarden.yaml',
  )
}

interface Report {
  readonly source: string
  readonly state: string
  readonly refusal: string | null
  readonly remedy: string | null
  readonly changed: boolean
  readonly lastEventAt: string | null
}

describe('the command line', () => {
  const publicUrl = 'http://127.0.0.1:9'
  const run = async (cwd: string, ...args: readonly string[]) => {
    const { code, stdout, stderr } = await runCommand(['hooks', ...args, '--json'], { cwd })
    const reports: readonly Report[] = stdout === '' ? [] : JSON.parse(stdout)
    return { code, reports, stderr }
  }
  const named = async (name: RegExp) =>
    (await hooksOf(writer)).filter((hook) => name.test(hook.name) && hook.url.startsWith(publicUrl))
  const ours = () => named(/^modelwarden-/)

  test('registers once, mends what changed, and takes away nothing but its own', async () => {
    const cwd = folderWith({ server: { publicUrl }, sources: [source({})] })
    await writer.post('/webhooks', {
      name: 'of-others',
      url: 'http://127.0.0.1:9/other',
      events: [{ entity: 'MODEL_VERSION', action: 'CREATED' }],
    })
    expect(await run(cwd, 'list')).toMatchObject({ code: 1, reports: [{ state: 'MISSING', changed: false }] })
    expect(await run(cwd, 'register')).toMatchObject({ code: 0, reports: [{ state: 'REGISTERED', changed: true }] })
    expect(await run(cwd, 'register')).toMatchObject({ code: 0, reports: [{ state: 'REGISTERED', changed: false }] })
    const [made] = await ours()
    await writer.send('PATCH', `/webhooks/${made?.webhook_id}`, {
      events: [{ entity: 'MODEL_VERSION', action: 'CREATED' }],
    })
    expect(await run(cwd, 'list')).toMatchObject({ code: 1, reports: [{ state: 'STALE' }] })
    expect(await run(cwd, 'register', 'tracking')).toMatchObject({ code: 0, reports: [{ changed: true }] })
    expect((await ours()).map(({ webhook_id }) => webhook_id)).toEqual([made?.webhook_id])
    expect(await run(cwd, 'remove')).toMatchObject({ code: 0, reports: [{ state: 'MISSING', changed: true }] })
    expect((await named(/./)).map(({ name }) => name)).toEqual(['of-others'])
  })

  test('tells MLflow another secret when there is one, and never shows it', async () => {
    const folder = folderWith({ server: { publicUrl }, sources: [source({ secret: 'the first secret of this' })] })
    await run(folder, 'register')
    const file = join(folder, 'modelwarden.yaml')
    const other = folderWith({
      server: { publicUrl },
      store: { url: `sqlite:${join(folder, '.modelwarden', 'modelwarden.db')}` },
      sources: [source({ secret: 'the second secret of this' })],
    })
    expect(readFileSync(file, 'utf8')).toContain('first')
    expect(await run(other, 'list')).toMatchObject({ code: 1, reports: [{ state: 'STALE' }] })
    const told = await runCommand(['hooks', 'register'], { cwd: other })
    expect(told).toMatchObject({ code: 0 })
    expect(told.stdout + told.stderr).not.toContain('secret of this')
    expect(await run(other, 'list')).toMatchObject({ code: 0, reports: [{ state: 'REGISTERED' }] })
    await run(other, 'remove')
  })

  test('names a source that is none', async () => {
    const cwd = folderWith({ server: { publicUrl }, sources: [source({})] })
    const { code, stderr } = await run(cwd, 'list', 'nowhere')
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('those are tracking') })
  })
})

test('an MLflow that refuses is told of with what to set', async () => {
  const dataDir = temporaryFolder('mlflow')
  const strict = {
    MLFLOW_WEBHOOK_ALLOWED_SCHEMES: 'https',
    MLFLOW_WEBHOOK_ALLOW_PRIVATE_IPS: 'false',
    MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY: '',
  }
  const server = await ownTool(startMlflow({ dataDir, release: 'newest', env: strict }))
  const refusalAt = async (url: string) => {
    const cwd = folderWith({ sources: [source({ url }, server.url)] })
    const { code, stdout } = await runCommand(['hooks', 'register', '--json'], { cwd })
    const [report]: readonly Report[] = JSON.parse(stdout)
    return { code, refusal: report?.refusal, remedy: report?.remedy }
  }
  const refused = (refusal: string, remedy: string) => ({ code: 1, refusal, remedy: expect.stringContaining(remedy) })
  expect(await refusalAt('http://127.0.0.1:4000')).toEqual(refused('SCHEME_REFUSED', 'MLFLOW_WEBHOOK_ALLOWED_SCHEMES'))
  expect(await refusalAt('https://127.0.0.1')).toEqual(refused('PRIVATE_ADDRESS', 'MLFLOW_WEBHOOK_ALLOW_PRIVATE_IPS'))
  expect(await refusalAt('https://no-such-host.invalid')).toEqual(refused('UNKNOWN_HOST', 'server.publicUrl'))
  // Made with a key that nobody kept; after a restart the server cannot read it any more.
  const events = [{ entity: 'MODEL_VERSION', action: 'CREATED' }]
  const public_ = { name: 'lost', url: 'https://93.184.216.34/x', secret: 'x', events }
  await mlflowWriter(server).post('/webhooks', public_)
  await server.stop()
  await ownTool(startMlflow({ dataDir, release: 'newest', env: strict, port: server.port }))
  expect(await refusalAt('https://127.0.0.1')).toEqual(
    refused('SECRETS_UNREADABLE', 'MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY'),
  )
})
