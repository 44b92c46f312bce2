import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
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
