import { randomBytes } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { manifest } from '../../connectors/mlflow/manifest.ts'
import { conformanceChecks, conformanceHost } from '../../src/connector/conformance.ts'
import { freePort } from '../../tools/launch/free-port.ts'
import { type MlflowOptions, type RunningMlflow, startMlflow } from '../../tools/launch/mlflow.ts'
import { createWorkspace, seedMlflow } from '../support/seed-mlflow.ts'
import { temporaryFolder } from '../support/tools.ts'
import { mlflowSubject, type SeededWorkspace } from './mlflow/subject.ts'

/** A server that can be stopped and started again where it was. */
async function restartable(options: Omit<MlflowOptions, 'port'>) {
  const fixed = { ...options, port: await freePort() }
  let server: RunningMlflow = await startMlflow(fixed)
  afterAll(() => server.stop())
  return {
    url: server.url,
    faults: {
      stop: () => server.stop(),
      async start() {
        server = await startMlflow(fixed)
      },
    },
  }
}

const admin = { username: 'warden', password: randomBytes(12).toString('hex') }
const headers = { authorization: `Basic ${Buffer.from(`${admin.username}:${admin.password}`).toString('base64')}` }

async function seedWorkspace(url: string, workspace: string): Promise<SeededWorkspace> {
  const seeded = await seedMlflow({ url, headers: { ...headers, 'x-mlflow-workspace': workspace } })
  return { workspace, seeded, ownExperimentIds: workspace === 'default' ? ['0'] : [] }
}

const newest = await restartable({
  dataDir: temporaryFolder('mlflow'),
  release: 'newest',
  basicAuth: admin,
  workspaces: true,
})
await createWorkspace({ url: newest.url, headers }, 'risk-team')
const newestSubject = mlflowSubject({
  ...newest,
  config: { ...admin, workspaces: ['default', 'risk-team'] },
  secrets: [admin.password],
  accounts: [admin.username],
  workspaces: [await seedWorkspace(newest.url, 'risk-team'), await seedWorkspace(newest.url, 'default')],
})

const floor = await restartable({ dataDir: temporaryFolder('mlflow-floor'), release: 'floor' })
const floorSubject = mlflowSubject({
  ...floor,
  config: { token: 'a-token-for-the-proxy' },
  secrets: ['a-token-for-the-proxy'],
  workspaces: [{ workspace: '', seeded: await seedMlflow(floor), ownExperimentIds: ['0'] }],
})

describe('the mlflow connector on the newest MLflow, with users and workspaces', () => {
  test.each(conformanceChecks(newestSubject))('$name', (check) => expect(check.run()).resolves.toBeUndefined())
})

describe('the mlflow connector on the oldest supported MLflow', () => {
  test.each(conformanceChecks(floorSubject))('$name', (check) => expect(check.run()).resolves.toBeUndefined())

  test('a server without logged models has an empty stream of them', async () => {
    const host = conformanceHost('floor')
    const connector = manifest.connect(manifest.config.parse({ url: floor.url }), host)
    const call = { signal: AbortSignal.timeout(30_000), requestId: 'test' }
    const batches = []
    const request = { stream: 'loggedModels', mode: 'FULL', cursor: null } as const
    for await (const batch of connector.crawl?.(request, call) ?? []) batches.push(batch)
    expect(batches.flatMap((batch) => batch.records)).toEqual([])
    expect(batches.at(-1)?.nextCursor).toBeTypeOf('string')
    await host.close()
  })
})
