import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { installTools } from '../install.ts'
import { toolEnvironment } from './environment.ts'
import { freePort } from './free-port.ts'
import { type RunningTool, startProcess } from './process.ts'
import { httpProbe } from './ready.ts'
import type { S3Access } from './seaweedfs.ts'

/** The first administrator of an MLflow with its basic-auth application. */
export interface MlflowAdmin {
  readonly username: string
  readonly password: string
}

/** How to start one MLflow server. */
export interface MlflowOptions {
  /** Holds the database, artifacts, keys and log; a second start on the same folder continues there. */
  readonly dataDir: string
  /** The newest supported release, or the oldest (`floor`). */
  readonly release: 'newest' | 'floor'
  readonly port?: number
  /** SQLite in `dataDir` unless given. PostgreSQL needs `postgresql+psycopg2://`. */
  readonly backendStoreUri?: string
  /** Where the server itself keeps artifacts that it proxies; a folder in `dataDir` unless given. */
  readonly artifactsDestination?: string
  /** Makes clients reach artifacts directly, without the server's proxy. */
  readonly defaultArtifactRoot?: string
  /** The store behind an `s3://` destination. */
  readonly s3?: S3Access
  readonly env?: Readonly<Record<string, string>>
  readonly basicAuth?: MlflowAdmin
  readonly workspaces?: boolean
}

/** A started MLflow. */
export interface RunningMlflow extends RunningTool {
  readonly port: number
  readonly release: 'newest' | 'floor'
  readonly backendStoreUri: string
}

function storedKey(dataDir: string): string {
  const file = join(dataDir, 'webhook.key')
  // Made once and kept: with another key after a restart MLflow loses every webhook event without a word.
  if (!existsSync(file)) {
    const fernet = randomBytes(32).toString('base64').replaceAll('+', '-').replaceAll('/', '_')
    writeFileSync(file, fernet, { mode: 0o600 })
  }
  return readFileSync(file, 'utf8')
}

/** The variables with which an S3 client of Python reaches the store. */
export function s3Environment(s3: S3Access | undefined): Record<string, string> {
  if (s3 === undefined) return {}
  return {
    AWS_ACCESS_KEY_ID: s3.accessKeyId,
    AWS_SECRET_ACCESS_KEY: s3.secretAccessKey,
    AWS_DEFAULT_REGION: 'us-east-1',
    MLFLOW_S3_ENDPOINT_URL: s3.endpoint,
  }
}

function authEnvironment(dataDir: string, admin: MlflowAdmin): Record<string, string> {
  const file = join(dataDir, 'basic-auth.ini')
  const settings = [
    '[mlflow]',
    'default_permission = READ',
    `database_uri = sqlite:///${join(dataDir, 'basic-auth.db')}`,
    `admin_username = ${admin.username}`,
    `admin_password = ${admin.password}`,
    'authorization_function = mlflow.server.auth:authenticate_request_basic_auth',
    // Without it MLflow hashes the password on every request, 195 ms each.
    'auth_cache_ttl_seconds = 60',
  ]
  writeFileSync(file, `${settings.join('\n')}\n`, { mode: 0o600 })
  return {
    MLFLOW_AUTH_CONFIG_PATH: file,
    MLFLOW_AUTH_ADMIN_USERNAME: admin.username,
    MLFLOW_AUTH_ADMIN_PASSWORD: admin.password,
    MLFLOW_FLASK_SERVER_SECRET_KEY: storedKey(dataDir),
  }
}

function serverArguments(options: MlflowOptions, port: number, backendStoreUri: string): string[] {
  const { dataDir, artifactsDestination, defaultArtifactRoot } = options
  const args = ['--host', '127.0.0.1', '--port', String(port), '--workers', '1', '--backend-store-uri', backendStoreUri]
  if (defaultArtifactRoot !== undefined) args.push('--default-artifact-root', defaultArtifactRoot)
  else args.push('--serve-artifacts', '--artifacts-destination', artifactsDestination ?? join(dataDir, 'artifacts'))
  if (options.basicAuth !== undefined) args.push('--app-name', 'basic-auth')
  if (options.workspaces === true) args.push('--enable-workspaces')
  // The floor's server takes one request at a time otherwise, and a call back into it would hang.
  if (options.release === 'floor') args.push('--gunicorn-opts', '--threads 8')
  return args
}

/** Starts MLflow on loopback: one worker, no job runner, no telemetry, webhooks to loopback allowed. */
export async function startMlflow(options: MlflowOptions): Promise<RunningMlflow> {
  const { dataDir, release } = options
  const environment = release === 'newest' ? 'mlflow' : 'mlflow-floor'
  const folders = await installTools([environment])
  const bin = join(folders[environment], 'bin')
  mkdirSync(dataDir, { recursive: true })
  const port = options.port ?? (await freePort())
  const backendStoreUri = options.backendStoreUri ?? `sqlite:///${join(dataDir, 'mlflow.db')}`
  const url = `http://127.0.0.1:${port}`
  const env = toolEnvironment({
    MLFLOW_DISABLE_TELEMETRY: 'true',
    MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false',
    MLFLOW_WEBHOOK_ALLOWED_SCHEMES: 'http,https',
    MLFLOW_WEBHOOK_ALLOW_PRIVATE_IPS: 'true',
    MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY: storedKey(dataDir),
    ...s3Environment(options.s3),
    ...(options.basicAuth === undefined ? {} : authEnvironment(dataDir, options.basicAuth)),
    ...options.env,
  })
  const tool = await startProcess({
    name: release === 'newest' ? 'mlflow' : 'mlflow-floor',
    command: [join(bin, 'mlflow'), 'server', ...serverArguments(options, port, backendStoreUri)],
    url,
    logFile: join(dataDir, 'mlflow.log'),
    cwd: dataDir,
    env: { ...env, PATH: `${bin}:${env['PATH'] ?? ''}` },
    ready: httpProbe(`${url}/health`),
    readyTimeoutMs: 120_000,
  })
  return { ...tool, port, release, backendStoreUri }
}
