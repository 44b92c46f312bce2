import { invariant } from '../kernel/invariant.ts'
import type { HttpRequest } from './http-client.ts'

/** The request target under a base path: the path as given, and the query encoded. Arrays repeat their key. */
export function toRequestPath(basePath: string, request: Pick<HttpRequest, 'path' | 'query'>): string {
  invariant(/^\/[^\s?#]*$/.test(request.path), 'A request path begins with / and is already encoded')
  const pairs = Object.entries(request.query ?? {}).flatMap(([key, value]) => {
    const values = value === undefined ? [] : Array.isArray(value) ? value : [value]
    return values.map((each) => `${encodeURIComponent(key)}=${encodeURIComponent(String(each))}`)
  })
  return `${basePath}${request.path}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`
}
