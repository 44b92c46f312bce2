import { spawnSync } from 'node:child_process'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { toolEnvironment } from '../../tools/launch/environment.ts'
import { sharedTools, temporaryFolder } from '../support/tools.ts'
import { runCommand } from './child.ts'

test('a starter configuration is written for its owner alone, is valid, and is never written over', async () => {
  const cwd = temporaryFolder('cli')
  const file = join(cwd, 'modelwarden.yaml')
  const first = await runCommand(['init'], { cwd })
  expect([first.code, first.stdout]).toEqual([0, ''])
  expect(first.stderr).toContain(file)
  expect(statSync(file).mode & 0o077).toBe(0)
  const doctor = await runCommand(['doctor'], { cwd, env: { MLFLOW_TRACKING_URI: sharedTools().mlflowUrl } })
  expect([doctor.code, doctor.stderr]).toEqual([0, ''])
  expect(doctor.stdout).toMatch(/^ok +source tracking/m)

  writeFileSync(file, '# mine')
  const second = await runCommand(['init'], { cwd })
  expect(second.code).toBe(1)
  expect(second.stderr).toContain('exists already')
  expect(readFileSync(file, 'utf8')).toBe('# mine')
})

test('another file may be named', async () => {
  const cwd = temporaryFolder('cli')
  expect((await runCommand(['init', '--config', 'other.yaml'], { cwd })).code).toBe(0)
  expect(readFileSync(join(cwd, 'other.yaml'), 'utf8')).toContain('sources:')
})

test('a folder that is missing, or in place of the file, is told', async () => {
  const cwd = temporaryFolder('cli')
  const missing = await runCommand(['init', '--config', 'missing/modelwarden.yaml'], { cwd })
  expect([missing.code, missing.stderr]).toEqual([1, expect.stringMatching(/folder .*missing does not exist; make it/)])
  const folder = await runCommand(['init', '--config', '.'], { cwd })
  expect([folder.code, folder.stderr]).toEqual([1, expect.stringMatching(/is a folder; name a file/)])
})

test('the commands that it prints work as they are, with the file that was named', async () => {
  const cwd = temporaryFolder('cli')
  const { stderr } = await runCommand(['init', '--config', 'other.yaml'], { cwd })
  const command = /connection: +(.*)$/m.exec(stderr)?.[1] ?? ''
  const doctor = spawnSync('sh', ['-c', command.replace(/^node/, process.execPath)], {
    cwd,
    encoding: 'utf8',
    env: toolEnvironment({ MLFLOW_TRACKING_URI: sharedTools().mlflowUrl }),
  })
  expect([doctor.status, doctor.stdout]).toEqual([0, expect.stringMatching(/^ok +configuration .*other\.yaml$/m)])
})
