import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { mlflowSource } from '../support/gateway.ts'
import { seedMlflow } from '../support/seed-mlflow.ts'
import { sharedTools } from '../support/tools.ts'
import { runCommand, startServe } from './child.ts'
import { folderWith } from './files.ts'

const file = join('.modelwarden', 'modelwarden.db')

test('doctor neither makes nor migrates the store, and says what serving will do', async () => {
  const cwd = folderWith({ sources: [] })
  const before = await runCommand(['doctor'], { cwd })
  expect([before.code, before.stdout]).toEqual([0, expect.stringMatching(/^ok +store .*not migrated yet; `serve` /m)])
  expect(readdirSync(cwd)).toEqual(['modelwarden.yaml'])

  await runCommand(['migrate'], { cwd })
  const store = new DatabaseSync(join(cwd, file))
  const forget = "delete from schema_migration where name = '0004-deployments'"
  store.exec(forget)
  const pending = await runCommand(['doctor'], { cwd })
  expect([pending.code, pending.stdout]).toEqual([0, expect.stringMatching(/not migrated yet \(0004-deployments\)/)])
  expect(store.prepare(forget).run().changes).toBe(0)
  store.close()
})

test('a store that cannot be made is told by doctor and by serve, with the way to mend it', async () => {
  const cwd = folderWith({ store: { url: 'sqlite:modelwarden.yaml/x.db' }, sources: [] })
  const doctor = await runCommand(['doctor'], { cwd })
  expect([doctor.code, doctor.stdout]).toEqual([1, expect.stringMatching(/^FAILED +store .*check store\.url/m)])
  const serve = await runCommand(['serve', '--port', '0'], { cwd })
  expect([serve.code, serve.stdout]).toEqual([1, ''])
  expect(serve.stderr).toMatch(/a folder is needed/)
})

test('a PostgreSQL that does not answer is told without its password', async () => {
  const url = 'postgres://warden:hunter2@127.0.0.1:9/warden'
  const secret = 'only-for-tests-only-for-tests-only-for-tests'
  const cwd = folderWith({ server: { secret }, store: { url }, sources: [] })
  for (const args of [['serve', '--port', '0'], ['token', 'list'], ['migrate'], ['doctor']]) {
    const { code, stdout, stderr } = await runCommand(args, { cwd })
    expect([args, code]).toEqual([args, 1])
    expect(stdout + stderr).toMatch(/nothing listens there.*store\.url/)
    expect(stdout + stderr).not.toMatch(/hunter2|^\s+at /m)
  }
})

test('objects of a source that is no longer configured are counted by doctor and by the start', async () => {
  await seedMlflow({ url: sharedTools().mlflowUrl })
  const cwd = folderWith({ sources: [mlflowSource('before')] })
  expect((await runCommand(['sync'], { cwd })).code).toBe(0)
  expect(existsSync(join(cwd, file))).toBe(true)
  writeFileSync(join(cwd, 'modelwarden.yaml'), JSON.stringify({ sources: [mlflowSource('after')] }))
  const doctor = await runCommand(['doctor'], { cwd })
  expect(doctor.code).toBe(0)
  expect(doctor.stdout).toMatch(/^warning +source before .*\b[1-9]\d* objects/m)
  expect(doctor.stdout).not.toMatch(/^warning +source after/m)
  const serve = await startServe({ cwd })
  expect(serve.output().stdout).toMatch(/"source":"before","objects":[1-9]/)
})
