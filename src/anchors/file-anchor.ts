import { constants, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Anchor } from '../audit/ports.ts'
import { lastName } from './last-name.ts'

/** Keeps checkpoints as files that are made once, in a folder that should lie on another machine than the store. */
export function createFileAnchor(folder: string): Anchor {
  return {
    name: `file ${folder}`,
    async keep(name, text) {
      const path = join(folder, name)
      mkdirSync(dirname(path), { recursive: true, mode: 0o755 })
      try {
        // Fails where there is a file already, and is on the disk when it resolves.
        const file = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o444)
        try {
          await file.writeFile(text)
          await file.sync()
        } finally {
          await file.close()
        }
        return 'KEPT'
      } catch (error) {
        if (!isCode(error, 'EEXIST')) throw error
        return (await readFile(path, 'utf8')) === text ? 'KEPT' : 'DIFFERENT'
      }
    },
    async latest(prefix) {
      const thousand = lastName(namesIn(join(folder, prefix)))
      const name = thousand === null ? null : lastName(namesIn(join(folder, prefix, thousand)))
      return thousand === null || name === null ? null : readFile(join(folder, prefix, thousand, name), 'utf8')
    },
    async all() {
      const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      return names
        .filter((name) => /\.(note|vkey)$/.test(name))
        .toSorted()
        .map((name) => readFileSync(join(folder, name), 'utf8'))
    },
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (isCode(error, 'ENOENT')) return []
    throw error
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
