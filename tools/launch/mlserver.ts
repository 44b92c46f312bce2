import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { installTools } from '../install.ts'
import { toolEnvironment } from './environment.ts'
import { freePort } from './free-port.ts'
import { s3Environment } from './mlflow.ts'
import { type RunningTool, startProcess } from './process.ts'
import { httpProbe } from './ready.ts'
import type { S3Access } from './seaweedfs.ts'

/** How to start one MLServer. */
export interface MlserverOptions {
  /** The model repository: one folder with a `model-settings.json` per model; `settings.json` is written here. */
  readonly repositoryDir: string
  /** The HTTP port. */
  readonly port?: number
  /** Beside the repository unless given. */
  readonly logFile?: string
  readonly env?: Readonly<Record<string, string>>
  /** The store behind `s3://` models. */
  readonly s3?: S3Access
}

/** A started MLServer; `url` is its HTTP address, which speaks the Open Inference Protocol. */
export interface RunningMlserver extends RunningTool {
  readonly port: number
  readonly grpcPort: number
  /** Prometheus metrics. */
  readonly metricsUrl: string
}

/** Starts MLServer on loopback in one process, with every model of the repository loaded. */
export async function startMlserver(options: MlserverOptions): Promise<RunningMlserver> {
  const { repositoryDir } = options
  const { mlflow: folder } = await installTools(['mlflow'])
  mkdirSync(repositoryDir, { recursive: true })
  const port = options.port ?? (await freePort())
  const grpcPort = await freePort()
  const metricsPort = await freePort()
  const settings = {
    host: '127.0.0.1',
    http_port: port,
    grpc_port: grpcPort,
    metrics_port: metricsPort,
    // None: models run in the server's own process, which halves its memory and its start.
    parallel_workers: 0,
    debug: false,
  }
  writeFileSync(join(repositoryDir, 'settings.json'), JSON.stringify(settings))
  const url = `http://127.0.0.1:${port}`
  const env = toolEnvironment({ MLFLOW_DISABLE_TELEMETRY: 'true', ...s3Environment(options.s3), ...options.env })
  const tool = await startProcess({
    name: 'mlserver',
    command: [join(folder, 'bin', 'mlserver'), 'start', repositoryDir],
    url,
    logFile: options.logFile ?? `${repositoryDir}.log`,
    // It keeps its metrics in a folder that it makes where it is started.
    cwd: repositoryDir,
    env: { ...env, PATH: `${join(folder, 'bin')}:${env['PATH'] ?? ''}` },
    ready: httpProbe(`${url}/v2/health/ready`),
  })
  return { ...tool, port, grpcPort, metricsUrl: `http://127.0.0.1:${metricsPort}/metrics` }
}
