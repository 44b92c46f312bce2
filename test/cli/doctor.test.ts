import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lakeSource, mlflowSource } from '../support/gateway.ts'
import { sharedTools, temporaryFolder } from '../support/tools.ts'
import { runCommand } from './child.ts'
import { folderWith } from './files.ts'

const closedPort = 'http://127.0.0.1:9'

test('every connection that answers has one line, and the exit code is 0', async () => {
  const cwd = folderWith({ cache: { url: sharedTools().redisUrl }, sources: [mlflowSource(), lakeSource()] })
  const { code, stdout } = await runCommand(['doctor'], { cwd })
  const lines = stdout.trimEnd().split('\n')
  expect(lines.map((line) => /^(\w+) +(configuration|store|audit|cache|source \w+) /.exec(line)?.slice(1, 3))).toEqual([
    ['ok', 'configuration'],
    ['ok', 'store'],
    ['warning', 'audit'],
    ['ok', 'cache'],
    ['ok', 'source tracking'],
    ['ok', 'source lake'],
  ])
  expect(code).toBe(0)
  expect(stdout).not.toContain(sharedTools().s3.secretAccessKey)
})

test('each connection that fails has one line too, and the exit code is 1', async () => {
  const cwd = folderWith({
    cache: { url: 'redis://127.0.0.1:9' },
    sources: [
      mlflowSource(),
      { ...mlflowSource('away'), url: closedPort },
      { ...lakeSource('wrong-key'), credentials: { accessKeyId: 'nobody', secretAccessKey: 'not-the-key' } },
    ],
  })
  const { code, stdout } = await runCommand(['doctor', '--json'], { cwd })
  interface Report {
    readonly findings: readonly { readonly name: string; readonly state: string }[]
  }
  const { findings }: Report = JSON.parse(stdout)
  expect(findings.map(({ name, state }) => [name, state])).toEqual([
    ['store', 'OK'],
    ['audit', 'WARNING'],
    ['cache', 'FAILED'],
    ['source tracking', 'OK'],
    ['source away', 'FAILED'],
    ['source wrong-key', 'FAILED'],
  ])
  expect(code).toBe(1)
})

test('everything that is wrong with a configuration is told at once, by its path, and nothing is tried', async () => {
  const cwd = folderWith({
    server: { port: 'many', hots: 'x' },
    stoer: {},
    sources: [
      { id: 'A B', kind: 'mlflow', url: sharedTools().mlflowUrl },
      { id: 'tracking', kind: 'mlflow', url: 'ftp://x', token: '${NOT_SET_ANYWHERE}' },
    ],
  })
  const { code, stdout, stderr } = await runCommand(['doctor'], { cwd })
  expect([code, stdout]).toEqual([1, ''])
  for (const path of ['server.port', 'server.hots', 'stoer', 'sources[0].id', 'sources[1].token'])
    expect(stderr).toContain(`${path}:`)
  expect(stderr).not.toMatch(/^\s+at /m)
})

test('text, variables, values, names and the keys of every source are judged in one round, in the order of the file', async () => {
  const cwd = temporaryFolder('cli')
  writeFileSync(
    join(cwd, 'modelwarden.yaml'),
    [
      'server: { prot: 1 }',
      'cache: { url: "memory: }',
      'connectors: [./nowhere.js]',
      'environments: [{ name: test, rank: first }]',
      'sources:',
      '  - { id: tracking, kind: mlflow, url: "ftp://x", username: ada, limits: { timeoutMs: soon } }',
      '  - { id: tracking, kind: s3, endpoint: nowhere, buckets: [], regoin: here }',
      '  - { id: thing, kind: unheard-of, environment: moon }',
      '  - { id: serving, kind: open-inference, token: "${NOT_SET_ANYWHERE}" }',
      'targets: [{ environment: test, source: nobody, kind: ALIAS, ref: "models:/x@y" }]',
    ].join('\n'),
  )
  for (const command of [['doctor'], ['serve', '--port', '0']]) {
    const { code, stdout, stderr } = await runCommand(command, { cwd })
    expect([code, stdout]).toEqual([1, ''])
    const places = stderr.match(/^ {2}.*?(?=: )/gm)
    expect(places?.map((place) => place.trim())).toEqual([
      'server.prot',
      'line 2, column 25',
      'connectors[0]',
      'environments[0].rank',
      'sources[0].url',
      'sources[0].username',
      'sources[0].limits.timeoutMs',
      'sources[1].id',
      'sources[1].endpoint',
      'sources[1].buckets',
      'sources[1].regoin',
      'sources[2].kind',
      'sources[2].environment',
      'sources[3].url',
      'sources[3].token',
      'targets[0].source',
    ])
    expect(stderr).toContain('sources[1].regoin: unknown key "regoin"; did you mean "region"?')
    expect(stderr).toContain('but is "soon"')
  }
})

test.each([
  ['no file and no MLFLOW_TRACKING_URI', ['doctor'], / init, or set MLFLOW_TRACKING_URI/],
  ['a named file that is not there', ['doctor', '--config', 'nowhere.yaml'], /does not exist/],
])('%s is told with what to do', async (_name, args, words) => {
  const { code, stderr } = await runCommand(args, { cwd: temporaryFolder('cli') })
  expect(code).toBe(1)
  expect(stderr).toMatch(words)
})

test('the groups file and every identity provider have a line, good or bad', async () => {
  const auth = {
    groupsFile: 'groups.yaml',
    issuers: [{ issuer: closedPort, audience: 'modelwarden', login: { clientId: 'x' } }],
  }
  const cwd = folderWith({ sources: [], auth, server: { publicUrl: 'http://warden.example' } })
  writeFileSync(join(cwd, 'groups.yaml'), 'groups: { fraud: { members: [ada] } }\n')
  const good = await runCommand(['doctor'], { cwd })
  expect(good.stdout).toMatch(/ok +groups file .*1 groups/)
  expect(good.stdout).toMatch(/failed +issuer http:\/\/127\.0\.0\.1:9 /i)
  expect(good.stdout).toMatch(/warning +browser login .*https/i)
  writeFileSync(join(cwd, 'groups.yaml'), 'groups: { fraud: { members: [ada], roles: [wizard] } }\n')
  const bad = await runCommand(['doctor'], { cwd })
  expect([bad.code, bad.stdout]).toEqual([1, expect.stringMatching(/failed +groups file .*roles\[0\]/i)])
})
