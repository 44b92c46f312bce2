import type { Server } from 'node:http'
import { createPolicyEngine, createPolicyInForce, createRights, type Tokens } from '../access/index.ts'
import type { OwnGate } from '../approvals/index.ts'
import { createMirror, type Mirror, type MirrorPorts, type SourceDirectory, systemScheduler } from '../catalog/index.ts'
import { type LoadedConfig, serverSecret } from '../config/index.ts'
import type { EvidenceNews } from '../evidence/index.ts'
import { type AccessService, createCursorCodec } from '../graphql/index.ts'
import { closeGracefully, createHttpServer, type HttpParts, listenForMetrics } from '../http/index.ts'
import { commandLineActor } from '../kernel/actor.ts'
import { systemClock } from '../kernel/clock.ts'
import { deriveKey } from '../kernel/derive-key.ts'
import { eventSourceId } from '../kernel/event-source.ts'
import { unconfiguredSources } from '../persistence/catalog/unconfigured-sources.ts'
import { createRightsChanges } from '../persistence/rights-changes.ts'
import { createRightsReads } from '../persistence/rights-reads.ts'
import { createMetrics, type Logger, type Metrics } from '../telemetry/index.ts'
import { createAccessService } from './access-service.ts'
import { createApprovalBackground } from './approval-background.ts'
import { seedConfiguredApprovals } from './approval-seed.ts'
import { openAnchors } from './audit.ts'
import { createAuditService } from './audit-service.ts'
import { type AuditTrail, openAuditTrail } from './audit-trail.ts'
import { openBrowserDoor } from './browser-door.ts'
import { type OpenCache, openCache } from './cache.ts'
import { type CallerViews, createCallerViews } from './caller-views.ts'
import { type CiDoorParts, openCiDoor } from './ci-door.ts'
import { loadConnectors, readSources, type SourceSetup } from './connectors.ts'
import { createCopiesBackground } from './copies-background.ts'
import { createDriftBackground } from './drift-background.ts'
import { createHealthCheck } from './health-check.ts'
import { createHiddenIds } from './hidden-id.ts'
import { type OpenHooks, openHooks } from './hooks.ts'
import { type Identity, openIdentity } from './identity.ts'
import { createLineageBackground } from './lineage-background.ts'
import { type OpenLineageCache, openLineageCache } from './lineage-cache.ts'
import { openLineageDoor } from './openlineage-door.ts'
import { loadOwnGates } from './own-gates.ts'
import { seedConfiguredPolicies } from './policy-seed.ts'
import { configuredProducers } from './producers.ts'
import type { ServiceParts } from './service-parts.ts'
import { type BuiltServices, buildServices } from './services.ts'
import { createSourceWatch } from './source-watch.ts'
import { connectSources, type Sources } from './sources.ts'
import { type OpenStore, openStore, seedStore } from './store.ts'
import { openStreams } from './streams.ts'
import { requestedSync } from './sync-service.ts'
import { readTlsFiles, type TlsFiles } from './tls-files.ts'

/** A gateway, composed and not yet listening. */
export interface Gateway {
  readonly tokens: Tokens
  readonly sources: SourceDirectory
  /** The HTTP server; `server.inject` answers without a port. */
  readonly server: Awaited<ReturnType<typeof createHttpServer>>
  /** Listens, and begins to mirror. Answers the address. `port` stands in for the configured one. */
  listen(port?: number): Promise<string>
  /** Finishes requests and batches under way, then closes everything. Idempotent. */
  close(): Promise<void>
}

/** What a gateway is composed with besides its configuration. */
export interface Surroundings {
  readonly log: Logger
  /** What keeps lineage; {@link openLineageCache} unless given. */
  readonly openLineage?: typeof openLineageCache
}

/** Builds a gateway from a configuration. Throws {@link ConfigError} before anything is opened. No tool is called yet. */
export async function compose(
  loaded: LoadedConfig,
  { log, openLineage = openLineageCache }: Surroundings,
): Promise<Gateway> {
  const registry = await loadConnectors(loaded)
  const setups = readSources(loaded, registry)
  const tls = readTlsFiles(loaded)
  const ownGates = await loadOwnGates(loaded, log)
  const metrics = createMetrics()
  return closingOnFailure(async (opened) => {
    const store = await openStore(loaded)
    opened(() => store[Symbol.asyncDispose]())
    const policy = policyOf({ store, log })
    // First, so that a folder that cannot be published stops the start before anything else is taken over.
    await seedConfiguredPolicies({ loaded, store, engine: policy.engine, log })
    await seedStore(store, loaded)
    await tellLeftovers(store, { setups, log })
    const sources = connectSources(setups, registry, { log, clock: systemClock, metrics })
    opened(() => sources.close())
    const cache = openCache(loaded.config, { secret: serverSecret(loaded), log, metrics })
    opened(() => cache.close())
    const lineageCache = openLineage({ loaded, log, metrics, store, sources, cache })
    opened(() => lineageCache.stop())
    const trail = openAuditTrail({ loaded, log, metrics, audit: store.audit, anchors: await openAnchors(loaded) })
    return assemble({ loaded, log, metrics, store, policy, sources, cache, lineageCache, tls, trail, ownGates })
  })
}

async function tellLeftovers(
  { database }: OpenStore,
  { setups, log }: { readonly setups: readonly SourceSetup[]; readonly log: Logger },
): Promise<void> {
  const configured = [...setups.map(({ id }) => id), eventSourceId]
  for (const leftover of await unconfiguredSources(database, configured))
    log.warn(leftover, 'the mirror holds objects of a source that is not configured; no answer shows them')
}

type Close = () => PromiseLike<void>

/** Closes what was opened, the last first, when a later step fails: it would keep the process from ending. */
async function closingOnFailure<Built>(build: (opened: (close: Close) => void) => Promise<Built>): Promise<Built> {
  const closings: Close[] = []
  try {
    return await build((close) => closings.unshift(close))
  } catch (error) {
    for (const close of closings) await close()
    throw error
  }
}

interface Parts {
  readonly loaded: LoadedConfig
  readonly log: Logger
  readonly metrics: Metrics
  readonly store: OpenStore
  readonly policy: ReturnType<typeof policyOf>
  readonly sources: Sources
  readonly cache: OpenCache
  readonly lineageCache: OpenLineageCache
  readonly tls: TlsFiles | null
  readonly ownGates: readonly OwnGate[]
  readonly trail: AuditTrail
}

async function assemble(parts: Parts): Promise<Gateway> {
  const { loaded, log, metrics, store, sources, cache } = parts
  const { config } = loaded
  let onMirrorChange: MirrorPorts['onChange']
  const mirror = mirrorOf({ ...parts, onChange: (...change) => onMirrorChange?.(...change) })
  let publicUrl = config.server.publicUrl ?? ''
  let ring: () => void = () => undefined
  let tell: (news: EvidenceNews) => void = () => undefined
  const identity = openIdentity({ loaded, store, log })
  const producers = configuredProducers(loaded, store)
  const built = builtOf(parts, {
    mirror,
    identity,
    producers,
    publicUrl: () => publicUrl,
    onApprovalChange: () => ring(),
    onEvidenceNews: (news) => tell(news),
  })
  await seedConfiguredApprovals(loaded, store, { gates: built.approvals.ports.gates, log })
  const drift = driftOf(parts, built)
  const carrying = carryingOf(parts, built, () => drift.hint())
  ring = carrying.ring
  tell = carrying.tell
  const hooks = hooksOf(parts, { mirror, built, publicUrl: () => publicUrl })
  const onNews = (news: EvidenceNews) => tell(news)
  const reached = { publicUrl: () => publicUrl }
  const door = openBrowserDoor({ ...parts, identity, ...reached })
  const server = await createHttpServer(
    httpParts(parts, { built, hooks, producers, onNews }, { ...identity, ...reached, door }),
  )
  const lineage = createLineageBackground({ store, sources, built, scheduler: systemScheduler, log })
  onMirrorChange = (...change) => {
    lineage.onMirrorChange(...change)
    drift.onMirrorChange(...change)
  }
  const background = [
    { start: () => mirror.start(), stop: () => mirror.stop() },
    parts.lineageCache,
    ...lineage.work,
    ...carrying.work,
    drift,
    ...createCopiesBackground(parts, { ...built.approvals.ports, scheduler: systemScheduler, random: Math.random }),
    hooks,
    createSourceWatch(sources, { scheduler: systemScheduler, log, metrics }),
  ]
  let metricsServer: Server | undefined
  const close = once(async () => {
    await closeGracefully(server)
    metricsServer?.close()
    await Promise.all(background.map((each) => each.stop()))
    await Promise.all([sources.close(), cache.close()])
    await parts.trail.stop()
    await store[Symbol.asyncDispose]()
  })
  return {
    tokens: identity.tokens,
    sources,
    server,
    async listen(port = config.server.port) {
      const url = await server.listen({ host: config.server.host, port })
      publicUrl ||= url
      if (config.server.metricsPort !== undefined)
        metricsServer = await listenForMetrics(metrics.registry, config.server.metricsPort)
      await parts.trail.start()
      for (const each of background) each.start()
      return url
    },
    close,
  }
}

interface BuildParts extends Pick<ServiceParts, 'producers' | 'publicUrl' | 'onApprovalChange' | 'onEvidenceNews'> {
  readonly mirror: Mirror
  readonly identity: Identity
}

function builtOf(parts: Parts, { mirror, identity, publicUrl, ...told }: BuildParts): BuiltServices {
  const { loaded, log, store, policy, sources, cache } = parts
  const { config } = loaded
  const callers = createCallerViews({
    clock: systemClock,
    ...policy,
    rules: config.attributes,
    environments: () => store.environments.list(),
    environmentOf: (source) => sources.byId(source)?.environment ?? null,
  })
  return buildServices({
    store,
    sources,
    cache: cache.objects,
    sync: mirror,
    clock: systemClock,
    objectTtlMs: config.cache.objectTtlMs,
    publicUrl,
    rights: createRights(policy),
    accessService: accessOf(parts, { known: identity.known, callers }),
    access: parts.trail.access,
    callers,
    ...policy,
    hiddenId: createHiddenIds(deriveKey(serverSecret(loaded), 'restricted-id')),
    tokens: identity.tokens,
    skeletons: parts.lineageCache.skeletons,
    unstated: parts.lineageCache.unstated,
    people: identity.known,
    rules: config.attributes,
    ...told,
    ownGates: parts.ownGates,
    releaseOf: (name) => config.environments.find((each) => each.name === name)?.release ?? null,
    retentionDays: retentionOf(config.approvals.retention),
    driftSettings: { ...config.drift, targets: config.targets, log },
  })
}

/** The longest that is asked of a risk tier. */
function retentionOf(terms: LoadedConfig['config']['approvals']['retention']): ServiceParts['retentionDays'] {
  return (riskTier) => Math.max(0, ...terms.flatMap((each) => (each.riskTierMin <= riskTier ? [each.days] : [])))
}

function driftOf({ loaded, log }: Parts, { drift: ports }: BuiltServices) {
  return createDriftBackground({ ports, ...loaded.config.drift, scheduler: systemScheduler, random: Math.random, log })
}

function hooksOf(
  parts: Parts,
  {
    mirror,
    built,
    publicUrl,
  }: { readonly mirror: Mirror; readonly built: BuiltServices; readonly publicUrl: () => string },
): OpenHooks {
  const { refresh } = built
  return openHooks({ ...parts, mirror, refresh, clock: systemClock, scheduler: systemScheduler, publicUrl })
}

function carryingOf(
  { store, sources, log }: Parts,
  { approvals: { ports }, files, refresh }: BuiltServices,
  onSettled: () => void,
) {
  return createApprovalBackground({ store, sources, ports, files, refresh, scheduler: systemScheduler, log, onSettled })
}

function policyOf({ store, log }: Pick<Parts, 'store' | 'log'>) {
  const engine = createPolicyEngine({ clock: systemClock, log })
  return { engine, inForce: createPolicyInForce({ engine, state: store.accessState }) }
}

function accessOf(
  { loaded, store, policy, sources, trail }: Parts,
  { known, callers }: Pick<Identity, 'known'> & { readonly callers: CallerViews },
): AccessService {
  return createAccessService({
    ...policy,
    rights: createRights(policy),
    clock: systemClock,
    rules: loaded.config.attributes,
    people: known,
    callers,
    access: trail.access,
    changes: createRightsChanges(store, store.audit.audited),
    reads: createRightsReads(store.database),
    catalog: store.catalog,
    environments: store.environments,
    sources,
    principals: (ids) => store.audit.store.principals(ids),
  })
}

function mirrorOf({
  loaded,
  log,
  store,
  sources,
  onChange,
}: Pick<Parts, 'loaded' | 'log' | 'store' | 'sources'> & Pick<MirrorPorts, 'onChange'>): Mirror {
  return createMirror({
    sources,
    store: store.catalog,
    clock: systemClock,
    scheduler: systemScheduler,
    log,
    random: Math.random,
    settings: loaded.config.sync,
    ...(onChange === undefined ? {} : { onChange }),
  })
}

interface DoorParts extends Pick<CiDoorParts, 'producers' | 'onNews'> {
  readonly built: BuiltServices
  readonly hooks: OpenHooks
}

function httpParts(
  { loaded, log, metrics, store, sources, cache, lineageCache, tls, trail }: Parts,
  { built, hooks, producers, onNews }: DoorParts,
  identity: Pick<Identity, 'authenticate'> & Pick<HttpParts, 'door'> & { readonly publicUrl: () => string },
): HttpParts {
  const { server, limits } = loaded.config
  return {
    settings: {
      corsOrigins: server.cors.origins,
      trustedProxies: server.trustedProxies,
      tls,
    },
    limits,
    authenticate: (token) => identity.authenticate(token),
    door: identity.door,
    servicesFor: (principal) => built.servicesFor(principal),
    rights: built.rights,
    audit: createAuditService({ audit: store.audit, rights: built.rights, ...trail }),
    cursors: createCursorCodec(deriveKey(serverSecret(loaded), 'cursor')),
    answers: lineageCache.answers,
    limiter: cache.limiter,
    streams: openStreams({ store, limits, publicUrl: identity.publicUrl, metrics, log }),
    downloads: built.downloads,
    events: openLineageDoor({ loaded, metrics, store, rights: built.rights, access: trail.access }),
    hooks,
    ci: openCiDoor({ ...built, store, metrics, producers, onNews, clock: systemClock }),
    checkHealth: createHealthCheck({ store, redis: cache.redis, sources, audit: trail.health }),
    metrics: metrics.registry,
    logger: log,
    observeGraphql(outcome, seconds) {
      metrics.graphqlRequests.inc({ outcome })
      metrics.graphqlSeconds.observe(seconds)
    },
    observeHttp: (route, status) => metrics.httpRequests.inc({ route, status: String(status) }),
    now: () => systemClock.now(),
  }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  return () => {
    done ??= work()
    return done
  }
}

/** The mirror alone, for crawling from the command line. */
export interface ComposedMirror extends AsyncDisposable {
  readonly sources: readonly SourceSetup[]
  /** Records that the command line asked for it, then crawls. */
  sync(source: string, options: { readonly full: boolean }): ReturnType<Mirror['runOnce']>
}

/** Builds the mirror without a server. */
export async function composeMirror(loaded: LoadedConfig, { log }: { readonly log: Logger }): Promise<ComposedMirror> {
  const registry = await loadConnectors(loaded)
  const setups = readSources(loaded, registry)
  return closingOnFailure(async (opened) => {
    const store = await openStore(loaded)
    opened(() => store[Symbol.asyncDispose]())
    const sources = connectSources(setups, registry, { log, clock: systemClock, metrics: createMetrics() })
    const mirror = mirrorOf({ loaded, log, store, sources })
    return {
      sources: setups,
      async sync(source, options) {
        await store.audit.audited.record([requestedSync(commandLineActor, source, options.full)])
        return mirror.runOnce(source, options)
      },
      async [Symbol.asyncDispose]() {
        await mirror.stop()
        await sources.close()
        await store[Symbol.asyncDispose]()
      },
    }
  })
}
