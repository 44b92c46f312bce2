import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makeFolder } from './make-folder.ts'

test('missing folders above are made too, and a folder that is there stays as it is', () => {
  const root = mkdtempSync(join(tmpdir(), 'modelwarden-folder-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  makeFolder(join(root, 'a', 'b'), 0o700)
  makeFolder(join(root, 'a', 'b'))
  expect(statSync(join(root, 'a', 'b')).mode & 0o777).toBe(0o700)
})

test('a place where no folder can be made is an error and not an endless wait', () => {
  expect(() => makeFolder('/proc/nowhere/folder')).toThrow('ENOENT')
})
