/** What an address reported by MLflow names, besides a plain address. */
export type Indirection =
  | { readonly kind: 'VERSION'; readonly modelName: string; readonly version: string }
  | { readonly kind: 'ALIAS'; readonly modelName: string; readonly alias: string }
  | { readonly kind: 'LOGGED_MODEL'; readonly modelId: string }
  | { readonly kind: 'RUN'; readonly runId: string; readonly path: string }

/** Reads `models:/...` and `runs:/...`; null for an address that stands for itself or names nothing. */
export function parseIndirection(uri: string): Indirection | null {
  const [, scheme, rest = ''] = /^(models|runs):\/+(.*)$/s.exec(uri) ?? []
  if (scheme === 'runs') return parseRun(rest)
  if (scheme !== 'models') return null
  if (/^m-[\w-]{1,62}$/.test(rest)) return { kind: 'LOGGED_MODEL', modelId: rest }
  const [, modelName, version] = /^(.+)\/(\d{1,10})$/s.exec(rest) ?? []
  if (modelName !== undefined && version !== undefined) return { kind: 'VERSION', modelName, version }
  const [, aliased, alias] = /^(.+)@([\w-]{1,255})$/s.exec(rest) ?? []
  return aliased === undefined || alias === undefined ? null : { kind: 'ALIAS', modelName: aliased, alias }
}

/** Whether an address has to be followed, or can only be shown. */
export function isIndirect(uri: string): boolean {
  return /^(models|runs):/.test(uri)
}

function parseRun(rest: string): Indirection | null {
  const [runId = '', ...segments] = rest.split('/')
  const path = normalisePath(segments.join('/'))
  return /^[\w-]{1,64}$/.test(runId) && path !== null ? { kind: 'RUN', runId, path } : null
}

/**
 * A path of the artifact proxy without leading, doubled or trailing `/`; null for one that tries to be something else.
 * MLflow decodes a path once more before it uses it, so percent signs are refused along with `..`.
 */
export function normalisePath(path: string): string | null {
  if (/[\p{Cc}\\%#?]/u.test(path) || !path.isWellFormed()) return null
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.')
  return segments.includes('..') || /^[A-Za-z]:/.test(segments[0] ?? '') ? null : segments.join('/')
}

/** Path within the artifact proxy of the server at `serverUrl`; null for an address that is not in it. */
export function proxyPath(uri: string, serverUrl: string): string | null {
  const [, authority, path = ''] = /^mlflow-artifacts:(?:\/\/([^/]*))?(\/.*)?$/s.exec(uri) ?? []
  if (/^mlflow-artifacts:(\/|$)/.test(uri)) return isOwn(authority ?? '', serverUrl) ? normalisePath(path) : null
  const root = `${serverUrl}/api/2.0/mlflow-artifacts/artifacts/`
  return uri.startsWith(root) ? normalisePath(uri.slice(root.length)) : null
}

function isOwn(authority: string, serverUrl: string): boolean {
  return authority === '' || authority.toLowerCase() === new URL(serverUrl).host
}

/** Joins an address and a path under it. */
export function under(root: string, path: string): string {
  return path === '' ? root : `${root.replace(/\/+$/, '')}/${path}`
}
