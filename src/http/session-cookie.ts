import cookie from '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** Where the gateway is reached by browsers, without a slash at its end; known once it listens. */
export type PublicUrl = () => string

/** The cookies of browser logins. */
export interface SessionCookies {
  session(request: FastifyRequest): string | undefined
  attempt(request: FastifyRequest): string | undefined
  setSession(reply: FastifyReply, secret: string, expiresAt: number): void
  setAttempt(reply: FastifyReply, sealed: string): void
  dropSession(reply: FastifyReply): void
  dropAttempt(reply: FastifyReply): void
}

/** Lets routes read and set cookies. */
export async function useCookies(app: FastifyInstance): Promise<void> {
  await app.register(cookie)
}

const attemptSeconds = 600

/**
 * Cookies that no page script reads, no other host sets and no plain connection carries: `__Host-` binds them to this very
 * origin. Plain HTTP, which browser logins take on loopback only, can have no such cookie; there they go by other names.
 */
export function createSessionCookies(publicUrl: PublicUrl): SessionCookies {
  const isSecure = () => publicUrl().startsWith('https:')
  const nameOf = (name: string) => (isSecure() ? `__Host-modelwarden-${name}` : `modelwarden-${name}`)
  const options = () => ({ path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure() }) as const
  const read = (request: FastifyRequest, name: string) => request.cookies[nameOf(name)]
  const drop = (reply: FastifyReply, name: string) =>
    void reply.setCookie(nameOf(name), '', { ...options(), maxAge: 0, expires: new Date(0) })
  return {
    session: (request) => read(request, 'session'),
    attempt: (request) => read(request, 'login'),
    setSession: (reply, secret, expiresAt) =>
      void reply.setCookie(nameOf('session'), secret, { ...options(), expires: new Date(expiresAt) }),
    setAttempt: (reply, sealed) =>
      void reply.setCookie(nameOf('login'), sealed, { ...options(), maxAge: attemptSeconds }),
    dropSession: (reply) => drop(reply, 'session'),
    dropAttempt: (reply) => drop(reply, 'login'),
  }
}

/**
 * Whether a request comes from a page of the gateway itself. A browser tells where a page is from in `Origin`, and in
 * `Sec-Fetch-Site` where it sends none; what tells neither is no browser that could be trusted with a cookie.
 */
export function isFromOwnPage({ headers }: FastifyRequest, publicUrl: PublicUrl): boolean {
  if (headers.origin !== undefined) return headers.origin === new URL(publicUrl()).origin
  return headers['sec-fetch-site'] === 'same-origin'
}
