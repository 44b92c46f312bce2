import { expect, test } from 'vitest'
import { ask, dataOf } from '../support/graphql.ts'
import { sharedTools, temporaryFolder } from '../support/tools.ts'
import { printedToken, runCommand, startServe } from './child.ts'
import { folderWith } from './files.ts'

test('MLFLOW_TRACKING_URI alone serves that MLflow; the first start prints a token once, the second prints none', async () => {
  const surroundings = { cwd: temporaryFolder('cli'), env: { MLFLOW_TRACKING_URI: sharedTools().mlflowUrl } }
  const first = await startServe(surroundings)
  const token = printedToken(first) ?? null
  expect(token).not.toBeNull()
  expect(first.output().stderr).toContain(`${first.url}/graphql`)
  const query = '{ sources { name kind url } models(first: 1) { sourceStatus { source } } }'
  const answer = {
    sources: [{ name: 'mlflow', kind: 'mlflow', url: sharedTools().mlflowUrl }],
    models: { sourceStatus: [{ source: 'mlflow' }] },
  }
  expect(dataOf(await ask(first.url, { query, token }))).toEqual(answer)
  first.signal('SIGTERM')
  const { code, stdout } = await first.ended
  expect(code).toBe(0)
  for (const line of stdout.trimEnd().split('\n'))
    expect(JSON.parse(line)).toMatchObject({ service: 'modelwarden', msg: expect.any(String) })
  expect(stdout).toMatch(/"requestId":"[^"]+"/)
  expect(stdout).not.toContain(token)

  const second = await startServe(surroundings)
  expect(printedToken(second)).toBeUndefined()
  expect(dataOf(await ask(second.url, { query, token }))).toEqual(answer)
})

test('a wrong configuration is told and ends with 1 before anything is opened', async () => {
  const cwd = folderWith({ sources: [{ id: 'tracking', kind: 'mlflow' }], cache: { url: 'memcached://x' } })
  const { code, stdout, stderr } = await runCommand(['serve'], { cwd })
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toContain('cache.url:')
})

test('PostgreSQL without a secret is refused: replicas would not agree on one', async () => {
  const cwd = folderWith({ store: { url: sharedTools().postgresUrl }, sources: [] })
  const { code, stderr } = await runCommand(['serve'], { cwd })
  expect(code).toBe(1)
  expect(stderr).toContain('server.secret')
})

test('a port that is taken is told and ends with 1', async () => {
  const cwd = folderWith({ sources: [] })
  const first = await startServe({ cwd })
  const { code, stderr } = await runCommand(['serve', '--port', new URL(first.url).port], { cwd })
  expect(code).toBe(1)
  expect(stderr).toMatch(/EADDRINUSE|in use/)
})
