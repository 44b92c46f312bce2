import { execFile } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { installTools } from '../install.ts'
import { toolEnvironment } from './environment.ts'
import { freePort } from './free-port.ts'
import { type RunningTool, startProcess } from './process.ts'

const execute = promisify(execFile)

/** How to start one PostgreSQL. */
export interface PostgresOptions {
  /**
   * Holds the cluster and its log; a second start on the same folder continues there. As root, every folder
   * above it must let other users pass, because PostgreSQL then runs as `nobody`.
   */
  readonly dataDir: string
  readonly port?: number
  /** More settings, such as `{ max_connections: '20' }`. */
  readonly settings?: Readonly<Record<string, string>>
}

/** A started PostgreSQL; `url` is `postgres://postgres@127.0.0.1:<port>/postgres`, open to this machine. */
export interface RunningPostgres extends RunningTool {
  readonly port: number
}

interface Owner {
  readonly uid: number
  readonly gid: number
}

function unprivilegedOwner(): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'))
  const [, , uid = '65534', gid = '65534'] = line?.split(':') ?? []
  return { uid: Number(uid), gid: Number(gid) }
}

async function createCluster(bin: string, cluster: string, owner: Owner | undefined): Promise<void> {
  if (existsSync(join(cluster, 'PG_VERSION'))) return
  // Trust is enough for a throwaway server on loopback; fsync would cost most of the time of a test.
  const args = ['-D', cluster, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync']
  try {
    await execute(join(bin, 'initdb'), args, { cwd: cluster, env: toolEnvironment(), ...owner })
  } catch (error) {
    const hint =
      owner === undefined
        ? ''
        : ` (as root it runs as uid ${owner.uid}, who must be able to enter ${cluster} and ${bin})`
    throw new Error(`PostgreSQL could not create its cluster${hint}`, { cause: error })
  }
}

/** Starts PostgreSQL on loopback with durability off; as root it runs as `nobody`. */
export async function startPostgres({ dataDir, port, settings = {} }: PostgresOptions): Promise<RunningPostgres> {
  const { services } = await installTools(['services'])
  const bin = join(services, 'pgserver', 'pginstall', 'bin')
  const cluster = join(dataDir, 'cluster')
  const owner = unprivilegedOwner()
  mkdirSync(cluster, { recursive: true, mode: 0o755 })
  if (owner !== undefined) chownSync(cluster, owner.uid, owner.gid)
  chmodSync(cluster, 0o700)
  await createCluster(bin, cluster, owner)
  const chosen = port ?? (await freePort())
  const url = `postgres://postgres@127.0.0.1:${chosen}/postgres`
  const fast = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' }
  const fixed = { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(chosen) }
  const all = Object.entries({ ...fast, ...settings, ...fixed })
  const isReady = join(bin, 'pg_isready')
  const tool = await startProcess({
    name: 'postgres',
    command: [join(bin, 'postgres'), '-D', cluster, ...all.flatMap(([key, value]) => ['-c', `${key}=${value}`])],
    url,
    logFile: join(dataDir, 'postgres.log'),
    cwd: cluster,
    env: toolEnvironment(),
    ready: () =>
      execute(isReady, ['-q', '-d', url], { env: toolEnvironment() }).then(
        () => true,
        () => false,
      ),
    // SIGTERM would wait until the last client has left.
    stopSignal: 'SIGINT',
    owner,
  })
  return { ...tool, port: chosen }
}
