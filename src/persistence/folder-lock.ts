import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { makeFolder } from '../kernel/make-folder.ts'
import { storeFault } from './store-fault.ts'

/** A folder that is held; disposing of it lets go. */
export interface FolderLock extends Disposable {
  readonly folder: string
}

/**
 * Holds a folder, made where there is none, for this process: `EXCLUSIVE` beside nobody, `SHARED` beside others that
 * share it. Null at once when somebody holds it otherwise. SQLite's lock on a file is the system's own, which ends with
 * its process however that ends (https://sqlite.org/lockingv3.html), so nothing stale can be left. Throws the system's
 * error for a folder that cannot be made, and a `Fault` for one that cannot be written.
 */
export function lockFolder(folder: string, mode: 'SHARED' | 'EXCLUSIVE'): FolderLock | null {
  makeFolder(folder, 0o700)
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(join(folder, 'in-use.lock'))
    database.exec('pragma busy_timeout = 0')
    // Reading is what takes the shared lock; `begin` alone takes none.
    database.exec(mode === 'EXCLUSIVE' ? 'begin exclusive' : 'begin; select count(*) from sqlite_master')
    const held = database
    return { folder, [Symbol.dispose]: () => held.close() }
  } catch (error) {
    database?.close()
    if (isBusy(error)) return null
    throw storeFault(`Holding the folder ${folder}`, error, false)
  }
}

/** SQLITE_BUSY (https://sqlite.org/rescode.html#busy). */
function isBusy(error: unknown): boolean {
  return error instanceof Error && Reflect.get(error, 'errcode') === 5
}
