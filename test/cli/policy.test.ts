import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../support/tools.ts'
import { runCommand } from './child.ts'

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder('policies')
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

const fine = '@id("all") permit (principal, action, resource);'
const aCase = (expected: string) =>
  `cases:\n  - { name: all, action: "model:read", resource: { type: Model }, expect: ${expected} }\n`

describe('policy check', () => {
  test('says nothing of the policies of the package, also where there is no folder', async () => {
    const { code, stdout, stderr } = await runCommand(['policy', 'check'], { cwd: temporaryFolder('empty') })
    expect([code, stdout]).toEqual([0, ''])
    expect(stderr).toContain('nothing to complain of')
  })

  test('prints every problem with file, line and column, and fails', async () => {
    const folder = folderOf({ 'a.cedar': `${fine}\n\n  permit (principal, action, resource);`, 'b.cedar': 'nonsense' })
    const { code, stdout } = await runCommand(['policy', 'check', '.'], { cwd: folder })
    expect(code).toBe(1)
    expect(stdout.split('\n')).toEqual([
      expect.stringMatching(/^a\.cedar:3:3: needs an @id/),
      expect.stringMatching(/^b\.cedar:1:\d+: /),
      '',
    ])
  })

  test('prints the same as JSON', async () => {
    const folder = folderOf({ 'a.cedar': 'permit (principal, action, resource);' })
    const { code, stdout } = await runCommand(['policy', 'check', '.', '--json'], { cwd: folder })
    const { problems }: { readonly problems: unknown } = JSON.parse(stdout)
    expect([code, problems]).toEqual([1, [expect.objectContaining({ file: 'a.cedar', line: 1, column: 1 })]])
  })

  test.each([
    ['a folder that is not there', ['/nowhere/at/all'], 2],
    ['a folder without policies', [], 1],
  ])('refuses %s', async (_what, args, code) => {
    const folder = folderOf({ 'policies/readme.txt': '' })
    expect(await runCommand(['policy', 'check', ...args], { cwd: folder })).toMatchObject({ code, stdout: '' })
  })
})

describe('policy test', () => {
  test('counts the cases of the package', async () => {
    const { code, stderr } = await runCommand(['policy', 'test'], { cwd: temporaryFolder('empty') })
    expect([code, stderr]).toEqual([0, expect.stringMatching(/^\d+ cases in \d+ files: all as expected\.\n$/)])
  })

  test('prints a case that comes out otherwise, with the rule that decided, and fails', async () => {
    const folder = folderOf({ 'a.cedar': fine, 'cases/a.yaml': aCase('deny') })
    const { code, stdout } = await runCommand(['policy', 'test', '.'], { cwd: folder })
    expect([code, stdout]).toEqual([1, 'cases/a.yaml: "all": expected deny, came allow by all\n'])
    const json = await runCommand(['policy', 'test', '.', '--json'], { cwd: folder })
    expect(JSON.parse(json.stdout)).toMatchObject({ files: [{ results: [{ isAsExpected: false }] }] })
  })

  test('refuses an unknown key with its place', async () => {
    const folder = folderOf({ 'a.cedar': fine, 'cases/a.yaml': aCase('deny, expects: deny') })
    const { code, stderr } = await runCommand(['policy', 'test', '.'], { cwd: folder })
    expect([code, stderr]).toEqual([1, expect.stringContaining('cases[0].expects: unknown key "expects"')])
  })

  test('decides nothing by policies that are refused', async () => {
    const folder = folderOf({ 'a.cedar': 'permit (principal, action, resource);', 'cases/a.yaml': aCase('allow') })
    const { code, stdout } = await runCommand(['policy', 'test', '.'], { cwd: folder })
    expect([code, stdout]).toEqual([1, expect.stringContaining('a.cedar:1:1: needs an @id')])
  })
})
