import type { FastifyInstance } from 'fastify'
import type { Principal, Rights } from '../access/index.ts'

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
    return principal === null ? { status } : { status, dependencies: await shownTo(principal, dependencies, rights) }
  })
}

/** Sources that the caller may look at, and everything that is no source. */
async function shownTo(
  principal: Principal,
  dependencies: readonly Dependency[],
  rights: Rights,
): Promise<readonly Dependency[]> {
  const shown = await Promise.all(
    dependencies.map(async ({ kind, name }) => {
      // A store that is down must not take readiness with it: nothing can be decided then, so no source is shown.
      if (kind === 'source') return rights.permits(principal, 'source:read', { source: name }).catch(() => false)
      return true
    }),
  )
  return dependencies.filter((_dependency, index) => shown[index])
}

function readinessOf(dependencies: readonly Dependency[]): Readiness {
  if (dependencies.some(({ isRequired, state }) => isRequired && state === 'DOWN')) return 'unavailable'
  return dependencies.some(({ state }) => state === 'DOWN' || state === 'DEGRADED') ? 'degraded' : 'ready'
}
