import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RateLimiter } from '../../src/access/index.ts'
import type { HttpParts } from '../../src/http/index.ts'
import { compiled } from './compiled.ts'
import { createGovernedServices } from './governed-services.ts'
import { memoryServices } from './memory-services.ts'
import { noAudit } from './no-audit.ts'
import { benchPrincipal } from './principal.ts'

const unasked = (): never => {
  throw new Error('the list query does not need this')
}

const unlimited: RateLimiter = {
  take: async () => ({ allowed: true, limit: 1, remaining: 1, resetAfterMs: 0, retryAfterMs: 0 }),
}

/** The gateway's own server with its doors open: no token is looked up, no budget kept, no log written. */
export async function serveOpen(port: number): Promise<string> {
  const logger = compiled.telemetry.createLogger({ level: 'error', destination: 'stdout' })
  const app = await compiled.http.createHttpServer({
    ...partsOf(logger),
    authenticate: async () => benchPrincipal,
    limiter: unlimited,
  })
  return app.listen({ host: '127.0.0.1', port })
}

/** The gateway's own server as it runs: tokens, policies and grants in the store, budgets, log. The token is written into `folder`. */
export async function serveGuarded(port: number, folder: string): Promise<string> {
  const database = await compiled.database.openDatabase(`sqlite:${join(folder, 'bench.db')}`)
  await compiled.migrate.migrateToLatest(database)
  const store = compiled.tokenStore.createTokenStore(database, {
    // What is measured is asking, and asking needs no record.
    change: (work) => database.kysely.transaction().execute((trx) => work(trx, () => undefined)),
  })
  const tokens = compiled.access.createTokens({ store, ...holdersOf(store, database) })
  const made = await tokens.create({ principalName: 'bench', roles: ['data-scientist'], lifetimeMs: 3_600_000 })
  writeFileSync(join(folder, 'token'), made.token)
  const logger = compiled.telemetry.createLogger({ level: 'info', destination: 'stdout' })
  const engine = compiled.access.createPolicyEngine({ clock: { now: Date.now }, log: logger })
  const state = compiled.accessState.createAccessStateStore(database)
  const inForce = compiled.access.createPolicyInForce({ engine, state })
  const app = await compiled.http.createHttpServer({
    ...partsOf(logger),
    servicesFor: await createGovernedServices({ database, engine, inForce }),
    rights: compiled.access.createRights({ engine, inForce }),
    authenticate: (token) => tokens.authenticate(token),
    // The budget is counted as ever, and is large enough for a load test.
    limiter: compiled.cache.createMemoryRateLimiter({ limit: 1e12 }),
  })
  return app.listen({ host: '127.0.0.1', port })
}

type Stored = ReturnType<typeof compiled.tokenStore.createTokenStore>
type Opened = Awaited<ReturnType<typeof compiled.database.openDatabase>>

function holdersOf(tokens: Stored, database: Opened) {
  const clock = { now: Date.now }
  const ids = compiled.access.createPrincipalIds('bench')
  const persons = compiled.personStore.createPersonStore(database)
  const groups = {
    rightsOf: () => null,
    rightsOfMember: () => [],
    aliasesOf: () => [],
    isDeactivated: () => false,
  }
  const holderOf = compiled.access.createTokenHolder({ tokens, persons, ids, groups, clock, creatorSeenMs: 1 })
  return { clock, ids, holderOf }
}

/** The list query asks for no lineage. */
const noAnswers: HttpParts['answers'] = { keyOf: () => null, find: unasked, join: unasked, write: unasked }

function partsOf(logger: HttpParts['logger']): Omit<HttpParts, 'authenticate' | 'limiter'> {
  const metrics = compiled.telemetry.createMetrics()
  return {
    settings: { corsOrigins: [], trustedProxies: [], tls: null },
    limits: { costPerRequest: 2_000, deadlineMs: 10_000, deadlineMsMax: 60_000 },
    servicesFor: async () => ({ fingerprint: '', services: () => memoryServices }),
    rights: memoryServices.rights,
    audit: noAudit,
    door: null,
    streams: null,
    answers: noAnswers,
    cursors: compiled.graphql.createCursorCodec(new Uint8Array(32)),
    downloads: { find: unasked, read: unasked, sizeOf: unasked, sign: unasked },
    events: null,
    hooks: { receive: unasked, observe: unasked },
    ci: { receive: unasked, observe: unasked },
    checkHealth: async () => [],
    metrics: metrics.registry,
    logger,
    observeGraphql(outcome, seconds) {
      metrics.graphqlRequests.inc({ outcome })
      metrics.graphqlSeconds.observe(seconds)
    },
    observeHttp: (route, status) => metrics.httpRequests.inc({ route, status: String(status) }),
    now: Date.now,
  }
}
