import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Action, Principal, Rights } from '../access/index.ts'
import type { AuditService } from '../graphql/index.ts'
import type { RequestMethod, RequestOrigin } from '../kernel/actor.ts'
import { invariant } from '../kernel/invariant.ts'
import { type BrowserDoor, refuseForeignPage, sessionCaller } from './browser-door.ts'
import { sendError } from './coded-error.ts'
import { traceparentOf } from './traceparent.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is asking; null only where a route is public. */
    principal: Principal | null
    /** How that was found out. */
    authenticatedBy: RequestMethod
  }
  interface FastifyContextConfig {
    /** Whether the route answers callers without a token. Routes do not, unless they say so. */
    readonly isPublic?: boolean
    /**
     * Whether the route takes the cookie of a browser session: with `PAGE` from scripts of the gateway's own pages, with
     * `LINK` also when a person follows a link. Routes take none, unless they say so.
     */
    readonly session?: 'PAGE' | 'LINK'
  }
}

/** Finds the principal behind a token; null when the token is unknown, ended or revoked. */
export type Authenticate = (token: string) => Promise<Principal | null>

/** Lets nobody without a valid bearer token (RFC 6750) or browser session through, except to routes that are marked public, and notes who tried. */
export function useAuthentication(
  app: FastifyInstance,
  authenticate: Authenticate,
  { audit, door }: { readonly audit: Pick<AuditService, 'unauthenticated'>; readonly door: BrowserDoor | null },
): void {
  app.decorateRequest('principal', null)
  app.decorateRequest('authenticatedBy', 'NONE')
  app.addHook('onRequest', async (request, reply) => {
    const isPublic = request.routeOptions.config.isPublic === true
    const caller = door === null ? null : await sessionCaller(request, door)
    if (caller === 'FOREIGN') {
      audit.unauthenticated(originOf(request))
      return refuseForeignPage(reply)
    }
    if (caller !== null) {
      request.principal = caller
      request.authenticatedBy = 'SESSION'
      return undefined
    }
    const token = bearerToken(request)
    request.principal = token === undefined ? null : await principalOf(authenticate, token, isPublic)
    if (request.principal !== null) request.authenticatedBy = request.principal.tokenId === null ? 'OIDC' : 'TOKEN'
    if (request.principal !== null || isPublic) return undefined
    audit.unauthenticated(originOf(request))
    return refuse(reply, token === undefined)
  })
}

/** On a public route a store that is down must not take readiness with it: the caller then counts as anonymous. */
async function principalOf(authenticate: Authenticate, token: string, isPublic: boolean): Promise<Principal | null> {
  const found = authenticate(token)
  return isPublic ? found.catch(() => null) : found
}

function bearerToken(request: FastifyRequest): string | undefined {
  return bearerIn(request.headers.authorization ?? '')
}

/** The token of an `Authorization` header, or of what stands in for one; undefined when it holds none. */
export function bearerIn(authorization: string): string | undefined {
  return /^bearer +([^\s]+)$/i.exec(authorization)?.[1]
}

/**
 * Finds out anew, each time it is asked, who sends a request that goes on for long: null once the token or session is not
 * good any more. The purpose stays the one that the request came with.
 */
export function identityOf(
  request: FastifyRequest,
  { authenticate, door }: { readonly authenticate: Authenticate; readonly door: BrowserDoor | null },
): () => Promise<Principal | null> {
  const { purpose } = callerOf(request)
  const token = bearerToken(request)
  return async () => {
    const caller = door === null ? null : await sessionCaller(request, door)
    const found = caller === 'FOREIGN' ? null : (caller ?? (token === undefined ? null : await authenticate(token)))
    return found === null || purpose === undefined ? found : { ...found, purpose }
  }
}

function refuse(reply: FastifyReply, isMissing: boolean): FastifyReply {
  void reply.header('www-authenticate', isMissing ? 'Bearer' : 'Bearer error="invalid_token"')
  const message = isMissing
    ? 'Send a token: `Authorization: Bearer ...`.'
    : 'The token is not good: unknown, ended, revoked, or not meant for this gateway.'
  return sendError(reply, { status: 401, code: 'UNAUTHENTICATED', message })
}

/** The caller of a route that is not public. */
export function callerOf({ principal }: FastifyRequest): Principal {
  invariant(principal !== null, 'a route without a caller was reached')
  return principal
}

/** Where a request came from. */
export function originOf({ ip, id, headers, authenticatedBy }: FastifyRequest): RequestOrigin {
  return { method: authenticatedBy, address: ip, requestId: id, traceparent: traceparentOf(headers) }
}

/** A hook that refuses callers without the right, and notes that. */
export function requires(rights: Rights, audit: Pick<AuditService, 'denied'>, action: Action) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const principal = callerOf(request)
    if (await rights.permits(principal, action)) return undefined
    audit.denied({ principal, origin: originOf(request) }, action)
    return sendError(reply, { status: 403, code: 'FORBIDDEN', message: `This needs the right \`${action}\`.` })
  }
}
