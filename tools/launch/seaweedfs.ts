import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { installTools } from '../install.ts'
import { toolEnvironment } from './environment.ts'
import { freePort, freePorts } from './free-port.ts'
import { type RunningTool, startProcess } from './process.ts'
import { httpProbe, type ReadyProbe } from './ready.ts'

/** What a client needs to reach an S3 store (path style, region `us-east-1`). */
export interface S3Access {
  readonly endpoint: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** How to start one S3 store. */
export interface SeaweedfsOptions {
  /** Holds objects, credentials, ports and log; a second start on the same folder continues there. */
  readonly dataDir: string
  /** The S3 port. */
  readonly port?: number
  /** Buckets that exist when the start resolves. */
  readonly buckets?: readonly string[]
}

/** A started SeaweedFS; `url` is its S3 endpoint. */
export interface RunningSeaweedfs extends RunningTool, S3Access {
  readonly port: number
}

interface StoredSettings {
  readonly ports: readonly number[]
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** Kept in the data folder, because the master remembers its peers by port. */
async function storedSettings({ dataDir, port }: SeaweedfsOptions): Promise<StoredSettings> {
  const file = join(dataDir, 'settings.json')
  if (existsSync(file)) {
    const stored: StoredSettings = JSON.parse(readFileSync(file, 'utf8'))
    return port === undefined ? stored : { ...stored, ports: [port, ...stored.ports.slice(1)] }
  }
  const settings = {
    ports: [port ?? (await freePort()), ...(await freePorts(7))],
    accessKeyId: randomBytes(10).toString('hex'),
    secretAccessKey: randomBytes(20).toString('hex'),
  }
  writeFileSync(file, JSON.stringify(settings), { mode: 0o600 })
  return settings
}

function writeIdentities(dataDir: string, settings: StoredSettings): void {
  const credentials = [{ accessKey: settings.accessKeyId, secretKey: settings.secretAccessKey }]
  const identity = { name: 'modelwarden', credentials, actions: ['Admin', 'Read', 'List', 'Tagging', 'Write'] }
  writeFileSync(join(dataDir, 's3.json'), JSON.stringify({ identities: [identity] }), { mode: 0o600 })
}

function serverArguments(dataDir: string, ports: readonly number[]): string[] {
  const [s3, s3Grpc, master, masterGrpc, volume, volumeGrpc, filer, filerGrpc] = ports
  // Every port is named: each one left out is opened at a fixed number, and a second store would not start.
  return [
    'server',
    '-ip=127.0.0.1',
    '-ip.bind=127.0.0.1',
    `-dir=${join(dataDir, 'data')}`,
    `-master.port=${master}`,
    `-master.port.grpc=${masterGrpc}`,
    '-master.telemetry=false',
    // With the defaults a stop takes 10 s more and the one master elects itself 15 s after a restart.
    '-volume.preStopSeconds=0',
    '-master.electionTimeout=1s',
    '-master.heartbeatInterval=100ms',
    '-master.volumeSizeLimitMB=256',
    '-volume.max=200',
    `-volume.port=${volume}`,
    `-volume.port.grpc=${volumeGrpc}`,
    '-filer',
    `-filer.port=${filer}`,
    `-filer.port.grpc=${filerGrpc}`,
    `-filer.localSocket=${join(dataDir, 'filer.sock')}`,
    '-s3',
    `-s3.port=${s3}`,
    `-s3.port.grpc=${s3Grpc}`,
    '-s3.port.iceberg=0',
    '-s3.port.lance=0',
    `-s3.config=${join(dataDir, 's3.json')}`,
    `-s3.localSocket=${join(dataDir, 's3.sock')}`,
  ]
}

/** An S3 client set up for such a store. The caller destroys it. */
export function s3Client({ endpoint, accessKeyId, secretAccessKey }: S3Access): S3Client {
  const credentials = { accessKeyId, secretAccessKey }
  return new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials })
}

async function createBuckets(access: S3Access, buckets: readonly string[]): Promise<void> {
  const client = s3Client(access)
  try {
    for (const Bucket of buckets) {
      await client.send(new CreateBucketCommand({ Bucket })).catch((error: unknown) => {
        if (!(error instanceof Error && error.name.startsWith('BucketAlready'))) throw error
      })
    }
  } finally {
    client.destroy()
  }
}

/** SeaweedFS opens these beside its gRPC ports, at names that no option changes, and leaves them there. */
function removeSockets([, s3, , master, , volume, , filer]: readonly (number | undefined)[]): void {
  for (const [part, port] of Object.entries({ s3, master, volume, filer })) {
    rmSync(`/tmp/seaweedfs-${part}-grpc-${port}.sock`, { force: true })
  }
}

/** S3 answers before the volume server has joined the master, and until then every read and write fails. */
function storeProbe(endpoint: string, [, , master, , volume]: readonly number[]): ReadyProbe {
  const isHealthy = httpProbe(`${endpoint}/healthz`)
  const hasVolumes = async () => {
    const topology = await fetch(`http://127.0.0.1:${master}/dir/status`).then(
      (reply) => reply.text(),
      () => '',
    )
    return topology.includes(`127.0.0.1:${volume}`)
  }
  return async () => (await isHealthy()) && (await hasVolumes())
}

/** Starts SeaweedFS as an S3 store on loopback with random credentials. */
export async function startSeaweedfs(options: SeaweedfsOptions): Promise<RunningSeaweedfs> {
  const { dataDir } = options
  const { services } = await installTools(['services'])
  mkdirSync(join(dataDir, 'data'), { recursive: true })
  const settings = await storedSettings(options)
  const [port = 0] = settings.ports
  writeIdentities(dataDir, settings)
  const endpoint = `http://127.0.0.1:${port}`
  const tool = await startProcess({
    name: 'seaweedfs',
    command: [join(services, 'bin', 'weed'), ...serverArguments(dataDir, settings.ports)],
    url: endpoint,
    logFile: join(dataDir, 'seaweedfs.log'),
    cwd: dataDir,
    env: toolEnvironment({ TMPDIR: dataDir }),
    // Its filer waits 10 s for its own streams before it ends; what was written is on disk long before.
    graceMs: 1_000,
    ready: storeProbe(endpoint, settings.ports),
  })
  const { accessKeyId, secretAccessKey } = settings
  const access = { endpoint, accessKeyId, secretAccessKey }
  try {
    await createBuckets(access, options.buckets ?? [])
  } catch (error) {
    await tool.kill()
    throw error
  }
  return {
    ...tool,
    ...access,
    port,
    stop: () => tool.stop().finally(() => removeSockets(settings.ports)),
    kill: () => tool.kill().finally(() => removeSockets(settings.ports)),
  }
}
