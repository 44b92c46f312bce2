import type { MlflowConfig } from '../config.ts'
import { proxyPath, under } from '../uri.ts'

/**
 * The address that a store can be found by. Where the configuration says what lies behind `mlflow-artifacts:/`, it takes
 * that place; null for an address of the proxy that names nothing within it.
 */
export function dereference(uri: string, { url, artifacts }: MlflowConfig): string | null {
  const path = proxyPath(uri, url)
  if (path !== null) return artifacts === undefined ? canonical(path) : under(artifacts.root, path)
  // Another server's proxy is another source's business; a malformed address is nobody's.
  return /^mlflow-artifacts:(?!\/\/[^/])/.test(uri) ? null : uri
}

/** The one spelling of a place in this server's artifact proxy. */
export function canonical(path: string): string {
  return `mlflow-artifacts:/${path}`
}
