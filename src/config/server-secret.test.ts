import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { validateConfig } from './load.ts'
import { serverSecret } from './server-secret.ts'

function freshConfig() {
  const directory = mkdtempSync(join(tmpdir(), 'modelwarden-secret-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const surroundings = { environment: {}, workingDirectory: directory }
  return {
    directory,
    origin: 'test',
    config: validateConfig({ store: { url: 'sqlite:data/a.db' } }, 'test', surroundings),
  }
}

test('the secret of an embedded store is made once and readable by its owner only', () => {
  const loaded = freshConfig()
  const first = serverSecret(loaded).reveal()
  const path = join(loaded.directory, 'data', 'secret')
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(readFileSync(path, 'utf8').trim()).toBe(first)
  expect(serverSecret(loaded).reveal()).toBe(first)
})
