import { request } from 'undici'
import { firstRoles } from '../../src/access/index.ts'
import { compose, type Gateway } from '../../src/compose.ts'
import { type LoadedConfig, validateConfig } from '../../src/config/index.ts'
import { createLogger } from '../../src/telemetry/index.ts'
import { pollUntil } from '../../tools/launch/ready.ts'
import { type Answer, type AskOptions, ask, dataOf } from './graphql.ts'
import { afterFile, freshPostgresUrl, sharedTools, temporaryFolder } from './tools.ts'

/** A gateway's configuration, as far as it differs from a test's usual one. */
export interface GatewaySetup {
  /** As in `modelwarden.yaml`. */
  readonly sources: readonly Readonly<Record<string, unknown>>[]
  /** SQLite in a folder of its own unless given. */
  readonly engine?: 'sqlite' | 'postgres'
  /** Where the gateway keeps its files; empty and its own unless given. */
  readonly directory?: string
  /** Further keys of `modelwarden.yaml`. */
  readonly config?: Readonly<Record<string, unknown>>
}

/** A reply of any door. */
export interface PlainReply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly bytes: Buffer
}

/** A running gateway that listens on loopback. */
export interface TestGateway {
  readonly url: string
  readonly gateway: Gateway
  readonly directory: string
  /** Of an administrator, and the one that is sent unless another is given. */
  readonly token: string
  tokenOf(name: string, role: 'administrator' | 'viewer'): Promise<string>
  ask<Data>(query: string, variables?: Readonly<Record<string, unknown>>, options?: AskOptions): Promise<Answer<Data>>
  /** The data of an answer that has no errors. */
  read<Data>(query: string, variables?: Readonly<Record<string, unknown>>, options?: AskOptions): Promise<Data>
  /** Asks any other door. `token` null sends none. */
  get(
    path: string,
    options?: {
      readonly token?: string | null
      readonly method?: 'GET' | 'HEAD'
      readonly headers?: Record<string, string>
    },
  ): Promise<PlainReply>
  /** Waits until all streams of a source have been mirrored by a crawl that began at `since` or later, at any time unless given. */
  caughtUp(source: string, since?: number): Promise<void>
  close(): Promise<void>
}

/** A secret of tests: PostgreSQL requires one. */
const secret = 'only-for-tests-only-for-tests-only-for-tests'

/** The configuration that {@link startGateway} starts with. */
export async function gatewayConfig(setup: GatewaySetup): Promise<LoadedConfig> {
  const directory = setup.directory ?? temporaryFolder('gateway')
  const isPostgres = setup.engine === 'postgres'
  const file = {
    store: { url: isPostgres ? await freshPostgresUrl() : 'sqlite:data/modelwarden.db' },
    // Waiting for a mirror is many small questions; what limits do is tested where they are set.
    limits: { costPerMinute: 10_000_000 },
    sync: { intervalMs: 1_000 },
    ...setup.config,
    server: { port: 0, ...(isPostgres ? { secret } : {}), ...objectOf(setup.config?.['server']) },
    sources: setup.sources,
  }
  const config = validateConfig(file, 'the test', { environment: {}, workingDirectory: directory })
  return { config, origin: 'the test', directory }
}

function objectOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}

/** Starts a gateway on real tools, without waiting for its mirror; closed after the test file. */
export async function startGateway(setup: GatewaySetup): Promise<TestGateway> {
  const loaded = await gatewayConfig(setup)
  // Tests break tools on purpose; what the gateway then warns of would bury the run's own output.
  const gateway = await compose(loaded, { log: createLogger({ level: 'error', destination: 'stderr' }) })
  afterFile(() => gateway.close())
  const url = await gateway.listen()
  const tokenOf: TestGateway['tokenOf'] = async (principalName, role) => {
    const made = await gateway.tokens.create({
      principalName,
      ...(role === 'administrator' ? { roles: firstRoles, clearance: 4 } : { roles: [role] }),
      lifetimeMs: null,
    })
    return made.token
  }
  const token = await tokenOf('admin', 'administrator')
  const askIt: TestGateway['ask'] = (query, variables = {}, options = {}) =>
    ask(url, { query, variables, token, ...options })
  return {
    url,
    gateway,
    directory: loaded.directory,
    token,
    tokenOf,
    ask: askIt,
    read: async <Data>(query: string, variables?: Readonly<Record<string, unknown>>, options?: AskOptions) =>
      dataOf(await askIt<Data>(query, variables, options)),
    get: (path, options = {}) => plainGet(`${url}${path}`, { token, ...options }),
    caughtUp: (source, since) => untilCaughtUp(askIt, source, since ?? 0),
    close: () => gateway.close(),
  }
}

async function plainGet(
  url: string,
  options: {
    readonly token: string | null
    readonly method?: 'GET' | 'HEAD'
    readonly headers?: Record<string, string>
  },
): Promise<PlainReply> {
  const authorization = options.token === null ? {} : { authorization: `Bearer ${options.token}` }
  const reply = await request(url, {
    method: options.method ?? 'GET',
    headers: { ...authorization, ...options.headers },
  })
  return { status: reply.statusCode, headers: reply.headers, bytes: Buffer.from(await reply.body.arrayBuffer()) }
}

interface SourceProgress {
  readonly name: string
  readonly state: string
  readonly sync: readonly { readonly stream: string; readonly completeAsOf: string | null; readonly state: string }[]
}

const progressQuery = '{ sources { name state sync { stream state completeAsOf } } }'
const catchUpMs = 60_000

async function untilCaughtUp(askIt: TestGateway['ask'], source: string, since: number): Promise<void> {
  let seen: SourceProgress | undefined
  const isDone = await pollUntil(
    async () => {
      const { sources } = dataOf(await askIt<{ readonly sources: readonly SourceProgress[] }>(progressQuery))
      seen = sources.find(({ name }) => name === source)
      const moments = (seen?.sync ?? []).map(({ completeAsOf }) => completeAsOf)
      return moments.length > 0 && moments.every((at) => at !== null && Date.parse(at) >= since)
    },
    catchUpMs,
    () => false,
  )
  if (!isDone) throw new Error(`Source ${source} was not mirrored in time: ${JSON.stringify(seen)}`)
}

/** The shared MLflow as a source. */
export function mlflowSource(id = 'tracking', more: Readonly<Record<string, unknown>> = {}) {
  return { id, kind: 'mlflow', url: sharedTools().mlflowUrl, ...more }
}

/** The shared S3 store as a source. */
export function lakeSource(id = 'lake', buckets: readonly string[] = [sharedTools().s3.bucket]) {
  const { endpoint, accessKeyId, secretAccessKey } = sharedTools().s3
  return { id, kind: 's3', endpoint, buckets, credentials: { accessKeyId, secretAccessKey } }
}
