import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { firstToken, startServe, tokensIn } from '../cli/child.ts'
import { mlflowSource, startGateway } from '../support/gateway.ts'
import { ask, dataOf } from '../support/graphql.ts'
import { seedMlflow } from '../support/seed-mlflow.ts'
import { freshPostgresUrl, sharedTools, temporaryFolder } from '../support/tools.ts'
import { startToolProxy } from './tool-proxy.ts'

const viewer = '{ viewer { name roles } }'
const administrator = { viewer: { name: 'admin', roles: ['administrator', 'viewer'] } }

function folderWith(config: object): string {
  const cwd = temporaryFolder('serve')
  writeFileSync(join(cwd, 'modelwarden.yaml'), JSON.stringify(config))
  return cwd
}

test.each(['sqlite', 'postgres'] as const)(
  'the first query after the first start does not wait for the mirror, on %s',
  async (engine) => {
    const seeded = await seedMlflow({ url: sharedTools().mlflowUrl })
    const [run] = seeded.children
    const proxy = await startToolProxy(sharedTools().mlflowUrl)
    const held = proxy.hold(/\/runs\/search$/)
    const gateway = await startGateway({ engine, sources: [{ ...mlflowSource(), url: proxy.url }] })
    const question = () =>
      gateway.read<{ runs: { nodes: { runId: string }[]; sourceStatus: unknown } }>(
        `query ($name: String!, $model: String!) {
        runs(filter: { datasetName: $name }) { nodes { runId } sourceStatus { source complete asOf } }
        model(ref: $model) { name aliases { alias } }
        sources { name sync { stream completeAsOf } }
      }`,
        { name: seeded.dataset.name, model: `models:/${seeded.model.name}` },
      )
    const first = await question()
    expect(first).toMatchObject({
      runs: { nodes: [], sourceStatus: [{ source: 'tracking', complete: false, asOf: null }] },
      model: { name: seeded.model.name, aliases: [{ alias: 'champion' }] },
    })
    await held.first
    held.release()
    await gateway.caughtUp('tracking')
    const later = await question()
    expect(later.runs.sourceStatus).toMatchObject([{ source: 'tracking', complete: true }])
    expect(later.runs.nodes.map(({ runId }) => runId)).toContain(run.runId)
  },
)

test('two first starts at once on one embedded store print one token, which both take', async () => {
  const cwd = folderWith({ sources: [] })
  const starts = await Promise.all([startServe({ cwd }), startServe({ cwd })])
  const token = await Promise.any(starts.map(firstToken))
  for (const { url } of starts) {
    expect(dataOf(await ask(url, { query: viewer, token }))).toEqual(administrator)
  }
  for (const start of starts) start.signal('SIGTERM')
  const ends = await Promise.all(starts.map(({ ended }) => ended))
  expect(ends.map(({ code }) => code)).toEqual([0, 0])
  expect(ends.flatMap(tokensIn)).toEqual([token])
})

test('a first start on PostgreSQL prints a token, and a second start takes it and prints none', async () => {
  const secret = 'only-for-tests-only-for-tests-only-for-tests'
  const cwd = folderWith({ server: { secret }, store: { url: await freshPostgresUrl() }, sources: [] })
  const first = await startServe({ cwd })
  const token = await firstToken(first)
  first.signal('SIGINT')
  expect((await first.ended).code).toBe(0)
  const second = await startServe({ cwd })
  expect(dataOf(await ask(second.url, { query: viewer, token }))).toEqual(administrator)
  second.signal('SIGTERM')
  expect(tokensIn(await second.ended)).toEqual([])
})

test('a stop lets a request in flight finish, takes no new one and exits with 0', async () => {
  const seeded = await seedMlflow({ url: sharedTools().mlflowUrl })
  const proxy = await startToolProxy(sharedTools().mlflowUrl)
  const cwd = folderWith({ sources: [{ ...mlflowSource(), url: proxy.url }] })
  const serve = await startServe({ cwd })
  const token = await firstToken(serve)
  const held = proxy.hold(/\/runs\/get$/)
  const query = 'query ($run: String!) { run(ref: $run) { runId status } }'
  const [run] = seeded.children
  const inFlight = ask(serve.url, { query, variables: { run: `runs:/${run.runId}` }, token, timeoutMs: 30_000 })
  await held.first
  serve.signal('SIGTERM')
  await serve.written(/"msg":"stopping/)
  held.release()
  expect(dataOf(await inFlight)).toEqual({ run: { runId: run.runId, status: 'FINISHED' } })
  expect((await serve.ended).code).toBe(0)
  await expect(ask(serve.url, { query: viewer, token })).rejects.toThrow(/ECONNREFUSED/)
})
