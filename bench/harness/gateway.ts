import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toolEnvironment } from '../../tools/launch/environment.ts'
import { freePort } from '../../tools/launch/free-port.ts'
import { createGraphqlClient, type GraphqlClient } from './graphql-client.ts'
import { compiledMain } from './package.ts'
import { type ServerProcess, startServer } from './server-process.ts'

/** A gateway of the compiled package on one MLflow. */
export interface BenchGateway extends ServerProcess {
  readonly token: string
  readonly graphql: GraphqlClient
}

/** How to start it; everything not named is as it comes. */
export interface GatewayOptions {
  readonly folder: string
  readonly mlflowUrl: string
  readonly storeUrl?: string
  readonly sync?: { readonly intervalMs?: number; readonly fullIntervalMs?: number }
  readonly limits?: { readonly costPerMinute?: number; readonly costPerRequest?: number }
  readonly cache?: { readonly url?: string; readonly objectTtlMs?: number; readonly lineageMb?: number }
  readonly watch?: boolean
}

/** Starts it in `folder`, where a second start finds the first one's store. */
export async function startGateway(options: GatewayOptions): Promise<BenchGateway> {
  const { folder } = options
  const file = join(folder, 'modelwarden.yaml')
  const port = await freePort()
  writeFileSync(file, JSON.stringify(configOf(options, port)))
  const token = createToken(file)
  const server = await startServer({
    argv: [compiledMain, 'serve', '--config', file],
    port,
    readyPath: '/health/ready',
    logFile: join(folder, 'gateway.log'),
    cwd: folder,
    watch: options.watch ?? false,
  })
  return { ...server, token, graphql: createGraphqlClient(server.url, token) }
}

/** JSON is YAML. */
function configOf({ mlflowUrl, storeUrl, sync, limits, cache }: GatewayOptions, port: number) {
  return {
    server: { port, secret: 'a secret for a bench that lasts some minutes only' },
    ...(storeUrl === undefined ? {} : { store: { url: storeUrl } }),
    sync: sync ?? {},
    limits: limits ?? {},
    cache: cache ?? {},
    sources: [{ id: 'tracking', kind: 'mlflow', url: mlflowUrl }],
  }
}

function createToken(file: string): string {
  const argv = [compiledMain, 'token', 'create', '--config', file, '--name', 'bench', '--role', 'operator']
  return execFileSync(process.execPath, argv, { encoding: 'utf8', env: toolEnvironment() }).trim()
}

const progress = '{ sources { sync { stream state completeAsOf objects } } }'

/** Waits until every stream has been mirrored once; answers how many objects the mirror then holds. */
export async function untilMirrored({ graphql }: BenchGateway, pauseMs = 250): Promise<number> {
  for (;;) {
    const { sources } = await graphql<Progress>(progress)
    const streams = sources.flatMap(({ sync }) => sync)
    if (streams.length > 0 && streams.every(({ completeAsOf }) => completeAsOf !== null))
      return streams.reduce((sum, { objects }) => sum + objects, 0)
    const failed = streams.find(({ state }) => state === 'FAILED')
    if (failed !== undefined) throw new Error(`the crawl of ${failed.stream} failed`)
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}

interface Progress {
  readonly sources: readonly {
    readonly sync: readonly {
      readonly stream: string
      readonly state: string
      readonly completeAsOf: string | null
      readonly objects: number
    }[]
  }[]
}
