import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { noSyncing, packaged } from '../api/publishing.ts'
import { folderWithPolicies, seedConfig, writePolicies } from '../api/seeding.ts'
import { runCommand, startServe } from './child.ts'
import { folderWith } from './files.ts'

function placeWith(files: Readonly<Record<string, string>>, config: object = seedConfig): string {
  const cwd = folderWithPolicies(files)
  writeFileSync(join(cwd, 'modelwarden.yaml'), JSON.stringify({ sources: [], ...config }))
  return cwd
}

const policiesLine = async (cwd: string) => {
  const { code, stdout } = await runCommand(['doctor'], { cwd })
  return [code, stdout.split('\n').find((line) => /^\S+ +policies /.test(line))] as const
}

async function serveOnce(cwd: string): Promise<void> {
  const server = await startServe({ cwd })
  server.signal('SIGTERM')
  expect((await server.ended).code).toBe(0)
}

test('policies that cannot be published stop a first start with every place, and nothing is taken over', async () => {
  const cwd = placeWith({ 'a.cedar': `${noSyncing}\n\n  permit (principal, action, resource);`, 'b.cedar': 'nonsense' })
  const { code, stdout, stderr } = await runCommand(['serve', '--port', '0'], { cwd })
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toContain('modelwarden.yaml has one problem:\n  policies.directory: ')
  expect(stderr).toMatch(/\ba\.cedar:3:3: needs an @id/)
  expect(stderr).toMatch(/\bb\.cedar:1:\d+: /)
  expect(stderr).toContain('leave the key out')
  expect(await policiesLine(cwd)).toEqual([
    1,
    expect.stringMatching(/^FAILED .*a\.cedar:3:3: needs an @id.*b\.cedar:1:/),
  ])
  writePolicies(cwd, { 'a.cedar': noSyncing, 'b.cedar': '' })
  await serveOnce(cwd)
  const exported = await runCommand(['audit', 'export', '--stream', 'decisions'], { cwd })
  const types = exported.stdout.match(/gov\.\w+\.seeded\.v1/g)
  expect(types).toEqual(['gov.policy.seeded.v1', 'gov.environment.seeded.v1'])
})

test.each([
  [
    'is not there',
    (cwd: string) => rmSync(join(cwd, 'policies'), { recursive: true }),
    /there is no such file or folder/,
  ],
  ['holds no policies', (cwd: string) => rmSync(join(cwd, 'policies', packaged.name)), /holds no \*\.cedar file/],
  [
    'lets nobody ever publish others',
    (cwd: string) => writePolicies(cwd, { [packaged.name]: noSyncing }),
    /could never be changed.*default\.cedar/,
  ],
])('a folder that %s stops a first start', async (_what, spoil, words) => {
  const cwd = placeWith({})
  spoil(cwd)
  const { code, stderr } = await runCommand(['serve', '--port', '0'], { cwd })
  expect([code, stderr]).toEqual([1, expect.stringMatching(words)])
})

test('doctor tells whether the folder is published, is what is in force, or differs and where', async () => {
  const cwd = placeWith({
    'own.cedar': noSyncing,
    'old.cedar': '@id("old") forbid (principal, action, resource) when { false };',
  })
  rmSync(join(cwd, 'policies', 'old.cedar'))
  expect(await policiesLine(cwd)).toEqual([0, expect.stringMatching(/^ok .*2 files checked, not published yet/)])
  writePolicies(cwd, { 'old.cedar': noSyncing.replace('no-syncing', 'old') })
  await serveOnce(cwd)
  expect(await policiesLine(cwd)).toEqual([0, expect.stringMatching(/^ok .* is version 1, which is in force$/)])
  writePolicies(cwd, { 'own.cedar': `${noSyncing} `, 'new.cedar': noSyncing.replace('no-syncing', 'new') })
  rmSync(join(cwd, 'policies', 'old.cedar'))
  expect(await policiesLine(cwd)).toEqual([
    0,
    expect.stringMatching(
      /^warning .*differs from version 1.*: changed own\.cedar; only in the folder new\.cedar; only in the store old\.cedar; publishPolicy/,
    ),
  ])
})

test('once policies are published, a folder that is broken or gone is told by doctor and keeps no gateway from starting', async () => {
  const cwd = placeWith({})
  await serveOnce(cwd)
  writePolicies(cwd, { 'a.cedar': 'nonsense' })
  await serveOnce(cwd)
  expect(await policiesLine(cwd)).toEqual([
    0,
    expect.stringMatching(/^warning .*a\.cedar:1:.*version 1, which is in force/),
  ])
  rmSync(join(cwd, 'policies'), { recursive: true })
  await serveOnce(cwd)
  expect(await policiesLine(cwd)).toEqual([0, expect.stringMatching(/^warning .*cannot be read.*version 1/)])
})

test.each([
  ['no folder', {}],
  ['an empty name of a folder', { policies: { directory: '${NOT_SET_ANYWHERE:-}' } }],
])('with %s the policies of the package are in force, and doctor has nothing to say of them', async (_what, config) => {
  const cwd = folderWith({ sources: [], ...config })
  await serveOnce(cwd)
  expect(await policiesLine(cwd)).toEqual([0, undefined])
})
