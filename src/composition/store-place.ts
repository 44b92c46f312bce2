import { statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { LoadedConfig } from '../config/index.ts'
import { Refusal } from '../kernel/refusal.ts'
import { systemReason } from '../kernel/system-reason.ts'
import { type FolderLock, lockFolder } from '../persistence/folder-lock.ts'

/** File of the embedded store, a relative one meant from the configuration's folder; null with PostgreSQL. */
export function storeFile({ config, directory }: Pick<LoadedConfig, 'config' | 'directory'>): string | null {
  const path = /^sqlite:(.+)$/.exec(config.store.url)?.[1]
  return path === undefined ? null : resolve(directory, path)
}

/** Address of the store, with a path from the root. */
export function storeUrl(loaded: LoadedConfig): string {
  const file = storeFile(loaded)
  return file === null ? loaded.config.store.url : `sqlite:${file}`
}

/**
 * Holds the folder of the embedded store for a gateway; several gateways may share it, and a demo shares its folder with
 * nobody. Throws a {@link Refusal} when a demo has it. Null with PostgreSQL.
 */
export function holdStore(loaded: LoadedConfig): FolderLock | null {
  const file = storeFile(loaded)
  return file === null ? null : holdFolder(dirname(file), 'SHARED')
}

/** Holds the folders that a demo writes to. Throws a {@link Refusal} when another demo or a gateway has one of them. */
export function holdDemoFolders(folders: readonly string[]): Disposable {
  const held = new DisposableStack()
  try {
    for (const folder of folders) held.use(holdFolder(folder, 'EXCLUSIVE'))
    return held
  } catch (error) {
    held.dispose()
    throw error
  }
}

function holdFolder(folder: string, mode: 'SHARED' | 'EXCLUSIVE'): FolderLock {
  const lock = tryToHold(folder, mode)
  if (lock !== null) return lock
  const holder = mode === 'SHARED' ? 'A running demo' : 'A running demo or gateway'
  throw new Refusal(`${holder} uses the folder ${folder}; stop it first, or choose another folder.`)
}

function tryToHold(folder: string, mode: 'SHARED' | 'EXCLUSIVE'): FolderLock | null {
  if (statSync(folder, { throwIfNoEntry: false })?.isFile())
    throw new Refusal(`${folder} is a file, and a folder is needed there. Choose another.`)
  try {
    return lockFolder(folder, mode)
  } catch (cause) {
    const reason = systemReason(cause instanceof Error && cause.cause !== undefined ? cause.cause : cause)
    throw new Refusal(`The folder ${folder} cannot be used: ${reason}. Choose one that can be written.`, { cause })
  }
}
