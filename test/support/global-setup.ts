import type { TestProject } from 'vitest/node'
import { environmentNames } from '../../tools/environments.ts'
import { installTools } from '../../tools/install.ts'
import { startMlflow } from '../../tools/launch/mlflow.ts'
import { startPostgres } from '../../tools/launch/postgres.ts'
import type { RunningTool } from '../../tools/launch/process.ts'
import { startRedis } from '../../tools/launch/redis.ts'
import { startSeaweedfs } from '../../tools/launch/seaweedfs.ts'
import { makeTemporaryFolder, removeFolder } from './folders.ts'
import type { SharedTools } from './tools.ts'

// Vitest owns stdout; a reader of the run still wants to know what the minutes go to.
const say = (line: string) => process.stderr.write(`tools: ${line}\n`)

async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now()
  const result = await work()
  say(`${name} ready in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  return result
}

async function startShared(folder: string, started: RunningTool[]): Promise<SharedTools> {
  const start = async <T extends RunningTool>(name: string, work: () => Promise<T>): Promise<T> => {
    const tool = await timed(name, work)
    started.push(tool)
    return tool
  }
  const redis = await start('Redis', () => startRedis({ dataDir: `${folder}/redis` }))
  const postgres = await start('PostgreSQL', () => startPostgres({ dataDir: `${folder}/postgres` }))
  const s3 = await start('SeaweedFS', () => startSeaweedfs({ dataDir: `${folder}/s3`, buckets: ['models'] }))
  const artifactsDestination = 's3://models/mlflow'
  const [mlflow, onS3] = await Promise.all([
    // It too is asked for files of versions that say they lie in a bucket.
    start('MLflow', () => startMlflow({ dataDir: `${folder}/mlflow`, release: 'newest', s3 })),
    start('MLflow on S3', () =>
      startMlflow({ dataDir: `${folder}/mlflow-on-s3`, release: 'newest', artifactsDestination, s3 }),
    ),
  ])
  const { endpoint, accessKeyId, secretAccessKey } = s3
  return {
    mlflowUrl: mlflow.url,
    mlflowOnS3Url: onS3.url,
    s3: { endpoint, accessKeyId, secretAccessKey, bucket: 'models' },
    redisUrl: redis.url,
    postgresUrl: postgres.url,
  }
}

/** Installs every tool, starts the shared ones once for the whole run, and ends them after it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await installTools(environmentNames, { onProgress: say })
  const folder = makeTemporaryFolder('shared')
  const started: RunningTool[] = []
  const end = async () => {
    await Promise.all(started.map((tool) => tool.stop()))
    removeFolder(folder)
  }
  try {
    project.provide('tools', await startShared(folder, started))
  } catch (error) {
    await end()
    throw error
  }
  return end
}
