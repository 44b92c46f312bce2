import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startToolProxy } from '../e2e/tool-proxy.ts'
import { ask, dataOf } from '../support/graphql.ts'
import { sharedTools, temporaryFolder } from '../support/tools.ts'
import { firstToken, runCommand, startServe, tokensIn } from './child.ts'
import { folderWith } from './files.ts'

test('MLFLOW_TRACKING_URI alone serves that MLflow; the first start prints a token once, the second prints none', async () => {
  const surroundings = { cwd: temporaryFolder('cli'), env: { MLFLOW_TRACKING_URI: sharedTools().mlflowUrl } }
  const first = await startServe(surroundings)
  const token = await firstToken(first)
  await first.written(new RegExp(`answers at ${first.url}/graphql`))
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
  expect(dataOf(await ask(second.url, { query, token }))).toEqual(answer)
  await second.written(new RegExp(`answers at ${second.url}/graphql`))
  second.signal('SIGTERM')
  const ended = await second.ended
  expect(tokensIn(ended)).toEqual([])
  expect(ended.stderr).toMatch(/token create/)
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

test('a port that is taken is named before anything is made: exit 2 when it was an option, 1 when it is configured', async () => {
  const first = await startServe({ cwd: folderWith({ sources: [] }) })
  const { port } = new URL(first.url)
  const cwd = folderWith({ server: { port: Number(port) }, sources: [] })
  const configured = await runCommand(['serve'], { cwd })
  const given = await runCommand(['serve', '--port', port], { cwd })
  expect([configured.code, given.code]).toEqual([1, 2])
  for (const { stderr } of [configured, given]) expect(stderr).toMatch(new RegExp(`Port ${port} .* in use.* --port`))
  expect(existsSync(join(cwd, '.modelwarden'))).toBe(false)
})

test.each([
  ['serve', 'abc'],
  ['serve', '70000'],
  ['demo', '-1'],
  ['demo', '80.5'],
])('%s refuses --port %s as a usage that cannot be', async (command, port) => {
  const { code, stderr } = await runCommand([command, `--port=${port}`], { cwd: temporaryFolder('cli') })
  expect([code, stderr]).toEqual([2, expect.stringContaining('from 0 to 65535')])
})

test('a stop while a source is being read, and beside Redis, is no warning', async () => {
  const proxy = await startToolProxy(sharedTools().mlflowUrl)
  const held = proxy.hold(/search$/)
  const cwd = folderWith({
    cache: { url: sharedTools().redisUrl },
    sources: [{ id: 'tracking', kind: 'mlflow', url: proxy.url }],
  })
  const serve = await startServe({ cwd })
  await held.first
  serve.signal('SIGTERM')
  const { code, stdout } = await serve.ended
  expect(code).toBe(0)
  const levels = stdout
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line).level)
  // Pino's number of `info`; a warning has a higher one.
  expect(new Set(levels)).toEqual(new Set([30]))
})
