import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type RunningMlflow, startMlflow } from '../../tools/launch/mlflow.ts'
import { type RunningMlserver, startMlserver } from '../../tools/launch/mlserver.ts'
import { type RunningRedis, startRedis } from '../../tools/launch/redis.ts'
import { type RunningSeaweedfs, startSeaweedfs } from '../../tools/launch/seaweedfs.ts'

/** Bucket that holds the demo's artifacts, and the prefix MLflow keeps them under. */
export const bucket = 'models'
/** Prefix within {@link bucket}. */
export const prefix = 'mlflow'

/** The real tools of the demo, running. */
export interface DemoStack {
  readonly mlflow: RunningMlflow
  readonly store: RunningSeaweedfs
  readonly redis: RunningRedis
  /** Folder that the model server loads from. */
  readonly repositoryDir: string
  /** Starts the model server on what lies in its folder by now. */
  startServing(): Promise<RunningMlserver>
  stop(): Promise<void>
}

/** Starts the tools that training needs. When one does not start, those that did are stopped again. */
export async function startStack(dataDir: string, say: (line: string) => void): Promise<DemoStack> {
  const running: { stop(): Promise<void> }[] = []
  const stop = async () => {
    for (const tool of running.splice(0).toReversed()) await tool.stop()
  }
  const begin = async <Tool extends { readonly url: string; stop(): Promise<void> }>(
    name: string,
    start: () => Promise<Tool>,
  ) => {
    say(`starting ${name}`)
    const tool = await start()
    running.push(tool)
    say(`${name} answers at ${tool.url}`)
    return tool
  }
  const repositoryDir = join(dataDir, 'serving')
  mkdirSync(repositoryDir, { recursive: true })
  try {
    const store = await begin('SeaweedFS (S3)', () =>
      startSeaweedfs({ dataDir: join(dataDir, 's3'), buckets: [bucket] }),
    )
    const redis = await begin('Redis', () => startRedis({ dataDir: join(dataDir, 'redis') }))
    const mlflow = await begin('MLflow', () =>
      startMlflow({
        dataDir: join(dataDir, 'mlflow'),
        release: 'newest',
        artifactsDestination: `s3://${bucket}/${prefix}`,
        s3: store,
      }),
    )
    return {
      mlflow,
      store,
      redis,
      repositoryDir,
      startServing: () => begin('MLServer', () => startMlserver({ repositoryDir })),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
