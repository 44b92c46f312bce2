import { randomUUID } from 'node:crypto'
import { link, mkdir, open, readdir, readFile, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Anchor } from '../audit/ports.ts'
import { lastName } from './last-name.ts'

/**
 * Keeps checkpoints as files that are made once, in a folder that should lie on another machine than the store. Nothing here
 * waits in the process itself: a folder of another machine may hang.
 */
export function createFileAnchor(folder: string): Anchor {
  return {
    name: `file ${folder}`,
    async keep(name, text) {
      const path = join(folder, name)
      const known = await contentOf(path)
      if (known !== null) return known === text ? 'KEPT' : 'DIFFERENT'
      await mkdir(dirname(path), { recursive: true, mode: 0o755 })
      return (await publish(path, text)) || (await contentOf(path)) === text ? 'KEPT' : 'DIFFERENT'
    },
    async latest(prefix) {
      const thousand = lastName(await namesIn(join(folder, prefix)))
      const name = thousand === null ? null : lastName(await namesIn(join(folder, prefix, thousand)))
      return thousand === null || name === null ? null : readFile(join(folder, prefix, thousand, name), 'utf8')
    },
    async all() {
      const names = await readdir(folder, { recursive: true, encoding: 'utf8' })
      const texts: string[] = []
      for (const name of names.filter((each) => /\.(note|vkey)$/.test(each)).toSorted())
        texts.push(await readFile(join(folder, name), 'utf8'))
      return texts
    },
  }
}

/**
 * Gives a whole file its name, unless there is one; tells whether it did. A file that was half written when the disk was full
 * or the process died never has the name: it would for ever be taken for another checkpoint of the same size.
 */
async function publish(path: string, text: string): Promise<boolean> {
  const unfinished = `${path}.${randomUUID()}.tmp`
  try {
    await write(unfinished, text)
    await link(unfinished, path)
    await settle(dirname(path))
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  } finally {
    await unlink(unfinished).catch(ignoreMissing)
  }
}

async function write(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o444)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** The name is on the disk once its folder is. */
async function settle(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function contentOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null
    throw error
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => !name.endsWith('.tmp'))
  } catch (error) {
    if (isCode(error, 'ENOENT')) return []
    throw error
  }
}

function ignoreMissing(error: unknown): void {
  if (!isCode(error, 'ENOENT')) throw error
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
