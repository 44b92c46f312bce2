import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ask } from '../support/graphql.ts'
import { runCommand, startServe } from './child.ts'
import { folderWith } from './files.ts'

const query = '{ viewer { name } }'

async function place(config: object = {}) {
  const cwd = folderWith({ sources: [], ...config })
  const run = (...args: string[]) => runCommand(args, { cwd })
  const tokenFor = async (...args: string[]) => (await run('token', 'create', ...args)).stdout.trim()
  const list = async () => JSON.parse((await run('principal', 'list', '--json')).stdout) as readonly Listed[]
  return { cwd, run, tokenFor, list }
}

interface Listed {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly ownerId: string | null
  readonly deactivatedAt: string | null
}

test('beside a running server somebody is stopped by name at once, with their service accounts, and let in again', async () => {
  const { cwd, run, tokenFor, list } = await place()
  const { url } = await startServe({ cwd })
  const tokens = [await tokenFor('--name', 'eve'), await tokenFor('--name', 'nightly', '--owner', 'eve')]
  const statuses = () => Promise.all(tokens.map(async (token) => (await ask(url, { query, token })).status))
  expect(await statuses()).toEqual([200, 200])

  const stopped = await run('principal', 'deactivate', 'eve', '--reason', 'has left')
  expect([stopped.code, stopped.stdout]).toEqual([0, ''])
  expect(stopped.stderr).toMatch(/^eve \(.+\) is deactivated\. .*nightly\.\n$/)
  expect(await statuses()).toEqual([401, 401])
  const known = await list()
  const eve = known.find(({ name }) => name === 'eve')
  expect(eve).toMatchObject({ kind: 'USER', ownerId: null, deactivatedAt: expect.any(String) })
  expect(known).toContainEqual(expect.objectContaining({ name: 'nightly', kind: 'SERVICE_ACCOUNT', ownerId: eve?.id }))
  expect((await run('principal', 'list')).stdout).toMatch(/^ID +KIND +NAME +ISSUER +LAST SEEN +DEACTIVATED\n/)
  const twice = await run('principal', 'deactivate', '--json', '--', eve?.id ?? '')
  expect([twice.code, JSON.parse(twice.stdout)]).toEqual([0, expect.objectContaining({ id: eve?.id, changed: false })])

  const again = await run('principal', 'reactivate', 'eve', '--json')
  expect([again.code, JSON.parse(again.stdout)]).toEqual([
    0,
    expect.objectContaining({ changed: true, deactivatedAt: null }),
  ])
  expect(await statuses()).toEqual([200, 200])
  const { stdout } = await run('audit', 'export', '--stream', 'decisions')
  const events = stdout.split('\n').filter((line) => line.includes('gov.principal.'))
  expect(events.map((line) => JSON.parse(line))).toMatchObject(
    ['deactivated', 'reactivated'].map((verb) => ({
      type: `gov.principal.${verb}.v1`,
      data: { authMethod: 'COMMAND_LINE', resource: { type: 'Principal', id: eve?.id } },
    })),
  )
  expect(stdout).not.toContain('has left')
})

test('the last who could change rights are not stopped unless that is meant, also beside a groups file that is broken', async () => {
  const { cwd, run, tokenFor } = await place({ auth: { groupsFile: 'groups.yaml' } })
  writeFileSync(join(cwd, 'groups.yaml'), 'deactivated: [zoe]\n')
  await tokenFor('--name', 'ann', '--role', 'policy-steward')
  await tokenFor('--name', 'zoe')
  const refused = await run('principal', 'deactivate', 'ann')
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringMatching(/grant:create, policy:publish.*--force/)])
  expect((await run('principal', 'list')).stdout).toMatch(/zoe .*groups file/)
  const kept = await run('principal', 'reactivate', 'zoe')
  expect([kept.code, kept.stderr]).toEqual([1, expect.stringContaining('groups file')])
  writeFileSync(join(cwd, 'groups.yaml'), 'grups: []\n')
  const forced = await run('principal', 'deactivate', 'ann', '--force')
  expect([forced.code, forced.stderr]).toEqual([0, expect.stringContaining('is deactivated')])
})

test('a name that nobody has, or several have, stops nobody', async () => {
  const { run, tokenFor, list } = await place()
  await tokenFor('--name', 'eve')
  await tokenFor('--name', 'eve', '--owner', 'ann')
  const nobody = await run('principal', 'deactivate', 'mallory')
  expect([nobody.code, nobody.stderr]).toEqual([1, expect.stringContaining('principal list')])
  const several = await run('principal', 'deactivate', 'eve')
  expect([several.code, several.stderr]).toEqual([
    1,
    expect.stringMatching(/(\n {2}\S+ {2}(USER|SERVICE_ACCOUNT) .*){2}\n$/),
  ])
  expect((await list()).every(({ deactivatedAt }) => deactivatedAt === null)).toBe(true)
  expect((await run('principal', 'deactivate')).code).toBe(2)
})
