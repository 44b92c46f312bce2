import type { FastifyInstance } from 'fastify'
import type { Rights } from '../access/index.ts'

/** Something the gateway depends on. */
export interface Dependency {
  /** `store`, `cache`, `audit`, or the id of a source. */
  readonly name: string
  readonly kind: 'store' | 'cache' | 'audit' | 'source'
  readonly state: 'UP' | 'DEGRADED' | 'DOWN' | 'UNKNOWN'
  /** Whether nothing can be answered without it. */
  readonly isRequired: boolean
  readonly error: { readonly code: string; readonly message: string } | null
}

/** Looks at every dependency; bounded in time and never throws. */
export type CheckHealth = () => Promise<readonly Dependency[]>

type Readiness = 'ready' | 'degraded' | 'unavailable'

/** Liveness and readiness. Anonymous callers get the bare status, others one entry for each dependency. */
export function healthRoutes(app: FastifyInstance, check: CheckHealth, rights: Rights): void {
  const config = { isPublic: true }
  app.get('/health/live', { config }, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'live' }),
  )
  app.get('/health/ready', { config }, async ({ principal }, reply) => {
    const dependencies = await check()
    const status = readinessOf(dependencies)
    void reply.code(status === 'unavailable' ? 503 : 200).header('cache-control', 'no-store')
    // A store that is down must not take readiness with it: its caller then sees what anybody does.
    const maySee = principal !== null && (await rights.permits(principal, 'catalog:read').catch(() => false))
    return maySee ? { status, dependencies } : { status }
  })
}

function readinessOf(dependencies: readonly Dependency[]): Readiness {
  if (dependencies.some(({ isRequired, state }) => isRequired && state === 'DOWN')) return 'unavailable'
  return dependencies.some(({ state }) => state === 'DOWN' || state === 'DEGRADED') ? 'degraded' : 'ready'
}
