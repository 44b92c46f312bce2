import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Fault } from '../../src/connector/index.ts'

// oxlint-disable-next-line no-control-regex -- control characters are what this looks for
const forbiddenCharacters = /[\u0000-\u001f\u007f\\]|\p{Surrogate}/u
const percentEscape = /%[0-9a-f]{2}/i

/** The absolute path that `root` in the configuration means: a path, or a `file:` address. Null when it is neither. */
export function parseRoot(text: string): string | null {
  try {
    const path = resolve(text.startsWith('file:') ? fileURLToPath(text) : text)
    // With the whole machine as its root a store would confine nothing.
    return text === '' || path === '/' ? null : path
  } catch {
    // A host or an escaped slash in the address: there is no such folder on this machine.
    return null
  }
}

/**
 * Reads `file:/x`, `file:///x`, `file://localhost/x` and `/x` as an absolute path; repeated slashes and `.` go.
 * Looks at the text only. Null when it is none of these or could be read in two ways: another host, `..` (also
 * escaped), what still holds a percent escape after decoding once, a query, a fragment, control characters.
 */
export function parseAddress(uri: string): string | null {
  const file = /^file:(?:\/\/(?<host>[^/]*))?(?<path>\/.*)$/is.exec(uri)?.groups
  if (file !== undefined && !/^(localhost)?$/i.test(file['host'] ?? '')) return null
  const path = file === undefined ? uri : decodedPath(file['path'] ?? '')
  if (path === null || !path.startsWith('/') || forbiddenCharacters.test(path)) return null
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.')
  return segments.some((segment) => segment === '..' || percentEscape.test(segment)) ? null : `/${segments.join('/')}`
}

function decodedPath(path: string): string | null {
  if (/[?#]/.test(path)) return null
  try {
    const segments = path.split('/').map(decodeURIComponent)
    return segments.some((segment) => segment.includes('/')) ? null : segments.join('/')
  } catch {
    // A malformed escape names nothing; the error itself tells no more than that.
    return null
  }
}

/** The path below `root` that an absolute path means; '' for the root itself, null outside it. Looks at the text only. */
export function relativeTo(root: string, path: string): string | null {
  if (path === root) return ''
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : null
}

/** The `file:` address of an absolute path. */
export function addressOf(path: string): string {
  return pathToFileURL(path).href
}

/** Whether a relative path is made of plain names. A name that is not UTF-8 shows as U+FFFD and could not be opened. */
export function isPlainPath(path: string): boolean {
  if (path === '') return true
  if (forbiddenCharacters.test(path) || path.includes('\uFFFD')) return false
  return path.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..')
}

/** Appends relative paths to the root. Throws an UNRESOLVABLE fault for one that is not made of plain names. */
export function pathBelow(root: string, place: { readonly source: string; readonly parts: readonly string[] }): string {
  if (place.parts.every(isPlainPath)) return join(root, ...place.parts)
  throw outside(place.source, 'a path that is not made of plain names')
}

/** What reading outside the root, or something that is neither file nor folder, is answered with. */
export function outside(source: string, detail: string): Fault {
  return new Fault({
    code: 'UNRESOLVABLE',
    publicMessage: 'The path leads outside what is configured, or to something that is not a file.',
    internalMessage: `${source} was asked for ${detail}`,
    retryable: false,
    source,
  })
}
