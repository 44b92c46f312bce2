import { setTimeout as sleep } from 'node:timers/promises'
import type { AnchorStanding } from '../audit/index.ts'
import type { RedisLink } from '../cache/index.ts'
import type { SourceDirectory } from '../catalog/ports.ts'
import type { CheckHealth, Dependency } from '../http/index.ts'
import { isRead } from './openlineage-source.ts'
import type { OpenStore } from './store.ts'

/** What readiness depends on. */
export interface HealthParts {
  readonly store: Pick<OpenStore, 'tokens'>
  /** Null with the memory cache, which cannot be away. */
  readonly redis: RedisLink | null
  readonly sources: SourceDirectory
  readonly audit: AuditHealth
}

/** How the audit trail stands. */
export interface AuditHealth {
  /** Why nothing is recorded, and so nothing changed, any more; null when it is. */
  tripped(): string | null
  standing(): readonly AnchorStanding[]
  /** Logs of which something has waited too long for an anchor. */
  stale(): readonly string[]
}

/** A probe of the orchestrator must not wait for a store that hangs. */
const storePatienceMs = 2_000

/** Looks at the store by reading, at the rest by how it has been answering. */
export function createHealthCheck({ store, redis, sources, audit }: HealthParts): CheckHealth {
  return async () => [
    await storeHealth(store),
    ...cacheHealth(redis),
    auditHealth(audit),
    ...sources.all().filter(isRead).map(sourceHealth),
  ]
}

async function storeHealth({ tokens }: Pick<OpenStore, 'tokens'>): Promise<Dependency> {
  const patience = new AbortController()
  const read = tokens.byHash('').then(
    () => null,
    () => 'The store cannot be read.',
  )
  const late = sleep(storePatienceMs, 'The store does not answer in time.', {
    signal: patience.signal,
    ref: false,
  }).catch(() => null)
  const message = await Promise.race([read, late])
  patience.abort()
  const error = message === null ? null : { code: 'UPSTREAM_UNAVAILABLE', message }
  return { name: 'store', kind: 'store', state: error === null ? 'UP' : 'DOWN', isRequired: true, error }
}

function cacheHealth(redis: RedisLink | null): Dependency[] {
  if (redis === null) return []
  const isUp = redis.isUp()
  const error = isUp
    ? null
    : { code: 'UPSTREAM_UNAVAILABLE', message: 'Redis does not answer; every read goes to the tools.' }
  return [{ name: 'cache', kind: 'cache', state: isUp ? 'UP' : 'DOWN', isRequired: false, error }]
}

/** Without an anchor the trail works and proves nothing to whoever doubts the store: worth telling, and nothing is down. */
function auditHealth({ tripped, standing, stale }: AuditHealth): Dependency {
  const about = (state: Dependency['state'], message: string | null): Dependency => {
    const error = message === null ? null : { code: 'AUDIT_UNAVAILABLE', message }
    return { name: 'audit', kind: 'audit', state, isRequired: false, error }
  }
  if (tripped() !== null) return about('DOWN', 'The audit trail is not as it was left: changes are refused.')
  const anchors = standing()
  if (anchors.length === 0) return about('UNKNOWN', 'No anchor outside the store is configured (audit.anchors).')
  if (stale().length > 0)
    return about('DEGRADED', 'CHAIN_STALE: no anchor has taken what was recorded for more than five minutes.')
  const isFailing = anchors.every(({ state }) => state === 'FAILING')
  return isFailing ? about('DEGRADED', 'No anchor takes checkpoints of the audit trail.') : about('UP', null)
}

function sourceHealth(source: ReturnType<SourceDirectory['all']>[number]): Dependency {
  const { state, error } = source.health()
  return { name: source.id, kind: 'source', state, isRequired: false, error }
}
