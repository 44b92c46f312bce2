import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { makeFolder } from '../kernel/make-folder.ts'
import { Secret } from '../kernel/secret.ts'
import type { LoadedConfig } from './draft.ts'

/**
 * The secret every key derives from: the configured one, else one made at the first start beside the embedded
 * store, readable by its owner only. Two first starts at once agree on one.
 */
export function serverSecret({ config, directory }: LoadedConfig): Secret {
  if (config.server.secret !== undefined) return config.server.secret
  const database = resolve(directory, config.store.url.replace(/^sqlite:/, ''))
  const path = join(dirname(database), 'secret')
  return readSecret(path) ?? makeSecret(path)
}

function readSecret(path: string): Secret | undefined {
  try {
    return new Secret(readFileSync(path, 'utf8').trim())
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

function makeSecret(path: string): Secret {
  makeFolder(dirname(path), 0o700)
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, `${randomBytes(48).toString('base64')}\n`, { mode: 0o600 })
  try {
    // A hard link appears whole or not at all, and fails when another start was first.
    linkSync(draft, path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(draft, { force: true })
  }
  return new Secret(readFileSync(path, 'utf8').trim())
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
