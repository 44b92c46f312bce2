import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

const main = join(import.meta.dirname, '..', 'main.ts')

test('a start that fails after the store and Redis were opened ends the process with its reason', () => {
  const folder = mkdtempSync(join(tmpdir(), 'modelwarden-start-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'modelwarden.yaml')
  writeFileSync(file, 'server: { port: 0, trustedProxies: [no-address] }\ncache: { url: "redis://127.0.0.1:1/0" }\n')
  const ended = spawnSync(process.execPath, [main, 'serve', '-c', file], { encoding: 'utf8', timeout: 9_000 })
  expect(ended).toMatchObject({ status: 1, signal: null })
  expect(ended.stderr).toContain('no-address')
})
