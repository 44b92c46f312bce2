import { expect, test } from 'vitest'
import { ask, dataOf } from '../support/graphql.ts'
import { sharedTools, temporaryFolder } from '../support/tools.ts'
import { firstToken, runCommand, startServe } from './child.ts'
import { folderWith } from './files.ts'

const query = '{ viewer { name roles tokenExpiresAt } }'

test('beside a running server a token is made, listed without its text, and revoked at once', async () => {
  const cwd = folderWith({ sources: [] })
  const server = await startServe({ cwd })

  const made = await runCommand(['token', 'create', '--name', 'ci', '--days', '7', '--json'], { cwd })
  expect([made.code, made.stderr]).toEqual([0, ''])
  const { id, token, expiresAt }: { readonly id: string; readonly token: string; readonly expiresAt: string } =
    JSON.parse(made.stdout)
  expect(dataOf(await ask(server.url, { query, token }))).toEqual({
    viewer: { name: 'ci', roles: ['viewer'], tokenExpiresAt: expiresAt },
  })

  const listed = await runCommand(['token', 'list', '--json'], { cwd })
  expect(JSON.parse(listed.stdout)).toMatchObject([
    { name: 'admin', roles: ['administrator', 'data-scientist'] },
    { id, name: 'ci', revokedAt: null },
  ])
  const table = await runCommand(['token', 'list'], { cwd })
  for (const text of [listed.stdout, table.stdout]) {
    expect(text).not.toContain(token)
    expect(text).not.toContain(await firstToken(server))
  }

  expect((await runCommand(['token', 'revoke', id], { cwd })).code).toBe(0)
  expect((await ask(server.url, { query, token })).status).toBe(401)
  const again = await runCommand(['token', 'revoke', id], { cwd })
  expect([again.code, again.stderr]).toEqual([1, expect.stringContaining(id)])
})

test('a token without --json is printed alone, so that a script can take it', async () => {
  const cwd = folderWith({ sources: [] })
  const { stdout } = await runCommand(
    ['token', 'create', '--name', 'root', '--role', 'administrator', '--days', 'never'],
    { cwd },
  )
  expect(stdout).toMatch(/^mw_[\w-]{43}\n$/)
})

test('after a start with MLFLOW_TRACKING_URI alone, tokens are made without it; what reads sources says what to set', async () => {
  const cwd = temporaryFolder('cli')
  expect((await runCommand(['token', 'list'], { cwd })).code).toBe(1)
  const server = await startServe({ cwd, env: { MLFLOW_TRACKING_URI: sharedTools().mlflowUrl } })
  const made = await runCommand(['token', 'create', '--name', 'ci'], { cwd })
  expect([made.code, made.stderr]).toEqual([0, ''])
  expect(dataOf(await ask(server.url, { query: '{ viewer { name } }', token: made.stdout.trim() }))).toEqual({
    viewer: { name: 'ci' },
  })
  expect((await runCommand(['token', 'list'], { cwd })).code).toBe(0)
  for (const command of ['doctor', 'sync']) {
    const { code, stderr } = await runCommand([command], { cwd })
    expect([code, stderr]).toEqual([1, expect.stringContaining('export MLFLOW_TRACKING_URI=')])
  }
})

test.each([
  [['token', 'create']],
  [['token', 'create', '--name', 'x', '--role', 'emperor']],
  [['token', 'create', '--name', 'x', '--days', '-1']],
  [['token', 'revoke']],
])('a command line that cannot be used exits with 2: %j', async (args) => {
  expect((await runCommand(args, { cwd: folderWith({ sources: [] }) })).code).toBe(2)
})
