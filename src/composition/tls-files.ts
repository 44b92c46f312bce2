import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createSecureContext } from 'node:tls'
import { ConfigError, type ConfigProblem, type LoadedConfig } from '../config/index.ts'

/** A certificate chain and its key, PEM. */
export interface TlsFiles {
  readonly cert: Buffer
  readonly key: Buffer
}

/**
 * Reads the files that `server.tls` names, relative to the configuration file; null where it names none. Throws
 * {@link ConfigError} for files that cannot be read, are no PEM, or do not belong together.
 */
export function readTlsFiles({ config, directory, origin }: LoadedConfig): TlsFiles | null {
  const { tls } = config.server
  if (tls.cert === undefined || tls.key === undefined) return null
  const problems: ConfigProblem[] = []
  const read = (name: 'cert' | 'key', path: string) => {
    try {
      return readFileSync(resolve(directory, path))
    } catch (error) {
      problems.push({ path: ['server', 'tls', name], message: `cannot be read (${codeOf(error)})` })
      return null
    }
  }
  const cert = read('cert', tls.cert)
  const key = read('key', tls.key)
  if (cert === null || key === null) throw new ConfigError(origin, problems)
  try {
    createSecureContext({ cert, key })
  } catch (error) {
    const message = `is no certificate with its key, both PEM (${codeOf(error)})`
    throw new ConfigError(origin, [{ path: ['server', 'tls'], message }])
  }
  return { cert, key }
}

/** The code of an error of the system: its message would repeat the path, or parts of a key. */
function codeOf(error: unknown): string {
  const code = error instanceof Error ? Reflect.get(error, 'code') : undefined
  return typeof code === 'string' ? code : 'unreadable'
}
