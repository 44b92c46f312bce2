import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../support/tools.ts'
import { runCommand, startCommand, startServe } from './child.ts'
import { folderWith } from './files.ts'

test('a demo shares its folder with no other demo and no gateway, and one that was killed leaves nothing in the way', async () => {
  const data = temporaryFolder('demo')
  const cwd = folderWith({ store: { url: `sqlite:${join(data, 'gateway', 'modelwarden.db')}` }, sources: [] })
  const demo = ['demo', '--once', '--json', '--data', data]

  const serve = await startServe({ cwd })
  const besideServe = await runCommand(demo, { cwd })
  expect([besideServe.code, besideServe.stdout]).toEqual([1, ''])
  expect(besideServe.stderr).toMatch(new RegExp(`^modelwarden: A running demo or gateway uses the folder ${data}`))
  serve.signal('SIGTERM')
  await serve.ended

  const first = startCommand(demo, { cwd })
  await first.written(/starting/)
  for (const args of [demo, ['serve', '--port', '0']]) {
    const { code, stdout, stderr } = await runCommand(args, { cwd })
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain(`uses the folder ${data}`)
  }
  first.signal('SIGKILL')
  await first.ended
  await startServe({ cwd })
})

test('a folder that cannot be used is told before anything is installed', async () => {
  const cwd = temporaryFolder('cli')
  const file = join(cwd, 'file')
  writeFileSync(file, '')
  for (const data of [file, join(file, 'below'), '/proc/nowhere/below']) {
    const { code, stdout, stderr } = await runCommand(['demo', '--data', data], { cwd })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(new RegExp(`^modelwarden: ${data} .*--data`))
  }
})
