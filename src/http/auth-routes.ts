import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AuditService } from '../graphql/index.ts'
import { isProtectedAddress } from '../kernel/loopback.ts'
import { originOf } from './authenticate.ts'
import { type BrowserDoor, refuseForeignPage } from './browser-door.ts'
import { sendError } from './coded-error.ts'
import { isFromOwnPage } from './session-cookie.ts'

const config = { isPublic: true } as const

/** `/auth/login`, `/auth/callback` and `/auth/logout`. */
export function authRoutes(
  app: FastifyInstance,
  { door, audit }: { readonly door: BrowserDoor; readonly audit: Pick<AuditService, 'unauthenticated'> },
): void {
  const { cookies } = door
  const redirectUri = () => `${door.publicUrl()}/auth/callback`
  app.get<{ Querystring: { returnTo?: unknown; issuer?: unknown } }>(
    '/auth/login',
    { config },
    async (request, reply) => {
      void reply.header('cache-control', 'no-store')
      // Elsewhere anybody on the way could read the cookie.
      if (!isProtectedAddress(door.publicUrl())) return refuseUnprotected(reply)
      const { returnTo = '/graphql', issuer = null } = request.query
      if (!isLocalPath(returnTo) || (issuer !== null && typeof issuer !== 'string')) return refuseAddress(reply)
      const attempt = await door.login.begin({ issuer, returnTo, redirectUri: redirectUri() })
      if (attempt === null) return refuseAddress(reply)
      cookies.setAttempt(reply, attempt.sealed)
      return reply.redirect(attempt.url, 302)
    },
  )
  app.get('/auth/callback', { config }, async (request, reply) => {
    void reply.headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
    const sealed = cookies.attempt(request)
    cookies.dropAttempt(reply)
    const answer = { redirectUri: redirectUri(), search: searchOf(request) }
    const login = sealed === undefined ? null : await door.login.finish({ sealed, ...answer })
    const before = cookies.session(request) ?? null
    const opened = login === null ? null : await door.sessions.open(login, before, originOf(request))
    if (login === null || opened === null) {
      audit.unauthenticated(originOf(request))
      return refuseLogin(reply)
    }
    cookies.setSession(reply, opened.secret, opened.expiresAt)
    return reply.redirect(login.returnTo, 303)
  })
  app.post('/auth/logout', { config }, async (request, reply) => {
    void reply.header('cache-control', 'no-store')
    if (!isFromOwnPage(request, door.publicUrl)) return refuseForeignPage(reply)
    const secret = cookies.session(request)
    if (secret !== undefined) await door.sessions.close(secret, originOf(request))
    cookies.dropSession(reply)
    return reply.code(204).send()
  })
}

/** Says at `/auth/login` that nobody can log in here, where no identity provider is configured for it. */
export function noAuthRoutes(app: FastifyInstance): void {
  app.get('/auth/login', { config }, async (_request, reply) => {
    const message = 'No identity provider is configured for browser logins; send a token.'
    return sendError(reply, { status: 501, code: 'UNSUPPORTED', message })
  })
}

/** A path of this gateway, and nothing that a browser reads as another host: neither `//host` nor `/\host`. */
function isLocalPath(text: unknown): text is string {
  if (typeof text !== 'string' || text.length > 2_000 || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(text)) return false
  return new URL(text, 'http://own.invalid').origin === 'http://own.invalid'
}

function searchOf({ url }: FastifyRequest): string {
  const at = url.indexOf('?')
  return at === -1 ? '' : url.slice(at)
}

function refuseUnprotected(reply: FastifyReply): FastifyReply {
  const message = 'Browser logins need https: set `server.publicUrl` to the https address of this gateway.'
  return sendError(reply, { status: 501, code: 'UNSUPPORTED', message })
}

function refuseAddress(reply: FastifyReply): FastifyReply {
  const message = '`returnTo` is a path of this gateway, such as `/graphql`; `issuer` is one that takes logins.'
  return sendError(reply, { status: 400, code: 'BAD_USER_INPUT', message })
}

function refuseLogin(reply: FastifyReply): FastifyReply {
  const message = 'The login did not succeed. Begin again at `/auth/login`.'
  return sendError(reply, { status: 401, code: 'UNAUTHENTICATED', message })
}
