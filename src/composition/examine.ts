import { openRedis } from '../cache/index.ts'
import type { LoadedConfig } from '../config/index.ts'
import { systemClock } from '../kernel/clock.ts'
import { isProtectedAddress } from '../kernel/loopback.ts'
import { createLogger, createMetrics } from '../telemetry/index.ts'
import { loadConnectors, readSources, type SourceSetup } from './connectors.ts'
import { examineAnchors } from './examine-anchors.ts'
import { examineCopies } from './examine-copies.ts'
import { examineHooks } from './examine-hooks.ts'
import { examineIdentity } from './examine-identity.ts'
import { examineStore } from './examine-store.ts'
import { examineTargets } from './examine-targets.ts'
import { type Finding, reasonOf } from './finding.ts'
import { connectSources, type Sources } from './sources.ts'
import { readTlsFiles } from './tls-files.ts'

/** Connections get this long; whoever asks is a person. */
const patienceMs = 5_000

/** Tries every connection of a configuration, one after the other. Throws {@link ConfigError} for the configuration itself. */
export async function* examine(loaded: LoadedConfig): AsyncGenerator<Finding> {
  const registry = await loadConnectors(loaded)
  const setups = readSources(loaded, registry)
  readTlsFiles(loaded)
  yield* withoutEffect(loaded)
  yield* examineStore(loaded)
  yield* examineAnchors(loaded)
  yield await examineCache(loaded)
  yield* examineIdentity(loaded)
  const log = createLogger({ level: 'error', destination: 'stderr' })
  const sources = connectSources(setups, registry, { log, clock: systemClock, metrics: createMetrics() })
  try {
    for (const setup of setups) {
      yield await examineSource(sources, setup)
      yield* examineHooks(loaded, sources, setup.id)
    }
    yield* examineTargets(loaded, sources)
    yield* examineCopies(loaded, sources)
  } finally {
    await sources.close()
  }
  if (setups.length === 0)
    yield { name: 'sources', state: 'WARNING', detail: 'none is configured, so there is nothing to govern yet' }
}

async function examineCache({ config }: LoadedConfig): Promise<Finding> {
  if (config.cache.url === 'memory:') return { name: 'cache', state: 'OK', detail: 'memory of this process' }
  const redis = openRedis({ url: config.cache.url, commandTimeoutMs: patienceMs })
  try {
    const isUp = await answersWithin(redis)
    if (isUp) return { name: 'cache', state: 'OK', detail: 'Redis answers' }
    return { name: 'cache', state: 'FAILED', detail: 'Redis does not answer; check cache.url and that Redis runs' }
  } finally {
    await redis.close()
  }
}

async function answersWithin(redis: ReturnType<typeof openRedis>): Promise<boolean> {
  const until = performance.now() + patienceMs
  while (performance.now() < until) {
    if ((await redis.attempt((client) => client.ping())) === 'PONG') return true
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return false
}

async function examineSource(sources: Sources, { id, kind }: SourceSetup): Promise<Finding> {
  const name = `source ${id}`
  const url = sources.byId(id)?.url ?? ''
  try {
    const { version, detail } = await sources.probe(id, AbortSignal.timeout(patienceMs))
    const native = await examineNativeRights(sources, id)
    const parts = [kind, version, url, detail, native.detail].filter((part) => part !== null)
    return { name, state: native.isOpen && !isProtectedAddress(url) ? 'WARNING' : 'OK', detail: parts.join(', ') }
  } catch (error) {
    return { name, state: 'FAILED', detail: `${kind} at ${url}: ${reasonOf(error)}` }
  }
}

/** Whether a tool lets others in past the gateway; how far past the policy, `Source.nativeRights` of the API tells. */
async function examineNativeRights(sources: Sources, id: string) {
  const call = { signal: AbortSignal.timeout(patienceMs), requestId: `examine-${id}` }
  const rights = await sources.byId(id)?.connector.nativeRights?.([], call)
  if (rights === undefined || rights.guard === 'ELSEWHERE') return { isOpen: false, detail: null }
  if (rights.guard === 'OPEN')
    return { isOpen: true, detail: 'open: whoever reaches it may do everything there, whatever the policy says' }
  const unread = rights.gaps.length === 0 ? '' : ', which these credentials cannot read in full'
  return { isOpen: false, detail: `accounts with rights of their own${unread}` }
}

/** Keys that this version takes and does not use; silence would let somebody rely on them. */
function* withoutEffect({ config }: LoadedConfig): Generator<Finding> {
  const unused = [['server.mlflowUrl', config.server.mlflowUrl !== undefined]] as const
  for (const [name, isSet] of unused) {
    if (isSet) yield { name, state: 'WARNING', detail: 'has no effect in this version' }
  }
}
