/**
 * The address of a path below an address that a store has claimed; `path` is confined, and '' is the address itself.
 * Keys of object stores and of MLflow's proxy are literal in their addresses, files and web addresses are escaped.
 */
export function addressBelow(uri: string, path: string): string {
  if (path === '') return uri
  const isEscaped = /^(file|https?):/.test(uri)
  return `${uri.replace(/\/$/, '')}/${isEscaped ? path.split('/').map(encodeURIComponent).join('/') : path}`
}
