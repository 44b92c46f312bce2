import type { FastifyReply, FastifyRequest } from 'fastify'
import type { BrowserLogin, Principal, Sessions } from '../access/index.ts'
import { sendError } from './coded-error.ts'
import { isFromOwnPage, type PublicUrl, type SessionCookies } from './session-cookie.ts'

/** What lets people log in with a browser. */
export interface BrowserDoor {
  readonly login: BrowserLogin
  readonly sessions: Sessions
  readonly cookies: SessionCookies
  readonly publicUrl: PublicUrl
}

/**
 * The caller behind the cookie of a browser; null when there is none, and `FOREIGN` when the request may not bring one. An
 * `Authorization` header goes before any cookie.
 */
export async function sessionCaller(request: FastifyRequest, door: BrowserDoor): Promise<Principal | 'FOREIGN' | null> {
  const { session } = request.routeOptions.config
  if (session === undefined || request.headers.authorization !== undefined) return null
  const secret = door.cookies.session(request)
  if (secret === undefined) return null
  if (session === 'PAGE' && !isSentOnPurpose(request, door)) return 'FOREIGN'
  return door.sessions.authenticate(secret)
}

/** From a page of the gateway, with a header that no form and no link can send. */
function isSentOnPurpose(request: FastifyRequest, { publicUrl }: BrowserDoor): boolean {
  return Boolean(request.headers['apollo-require-preflight']) && isFromOwnPage(request, publicUrl)
}

/** Refuses a request that brings a cookie from a page of somebody else. */
export function refuseForeignPage(reply: FastifyReply): FastifyReply {
  const message = 'A browser session is taken from pages of this gateway only; elsewhere, send a token.'
  return sendError(reply, { status: 403, code: 'FORBIDDEN', message })
}
