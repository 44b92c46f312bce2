import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

const main = new URL('../main.ts', import.meta.url).pathname

function emptyHome(): string {
  const folder = mkdtempSync(join(tmpdir(), 'home-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

function help(home: string): string {
  return execFileSync(process.execPath, [main, '--help'], { encoding: 'utf8', env: { ...process.env, HOME: home } })
}

test('what a start compiled is kept below the home folder for the next one', () => {
  const home = emptyHome()
  expect(help(home)).toContain('serve')
  expect(readdirSync(join(home, '.cache', 'modelwarden'))).not.toEqual([])
})

test('a home that cannot take it keeps no command from running', () => {
  const home = join(emptyHome(), 'file')
  writeFileSync(home, '')
  expect(help(home)).toContain('serve')
})
