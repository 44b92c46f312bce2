import { expect, test } from 'vitest'
import { temporaryFolder } from '../support/tools.ts'
import { runCommand } from './child.ts'

const cwd = temporaryFolder('cli')

test.each([
  [[]],
  [['init']],
  [['serve']],
  [['demo']],
  [['doctor']],
  [['sync']],
  [['token']],
  [['token', 'create']],
  [['token', 'list']],
  [['token', 'revoke']],
  [['schema', 'print']],
  [['migrate']],
  [['audit', 'export']],
  [['audit', 'verify']],
  [['audit', 'forget']],
])('help is printed for %j', async (command) => {
  const { code, stdout } = await runCommand([...command, '--help'], { cwd })
  expect(code).toBe(0)
  expect(stdout).toMatch(/^Usage: modelwarden/)
})

test.each([[['--unknown']], [['serve', '--unknown']], [['nothing']], [['schema', 'nothing']]])(
  'what is not known exits with 2 and says so: %j',
  async (args) => {
    const { code, stdout, stderr } = await runCommand(args, { cwd })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/unknown|error/i)
  },
)

test('the version is that of the package', async () => {
  const { code, stdout } = await runCommand(['--version'], { cwd })
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)])
})
