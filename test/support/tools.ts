import { randomBytes } from 'node:crypto'
import { Redis } from 'ioredis'
import { Client } from 'pg'
import { inject } from 'vitest'
import type { RunningTool } from '../../tools/launch/process.ts'
import type { S3Access } from '../../tools/launch/seaweedfs.ts'
import { makeTemporaryFolder, removeFolder } from './folders.ts'

/** The tools that run once for all tests. A test that breaks a tool starts its own from `tools/launch`. */
export interface SharedTools {
  /** An MLflow that keeps artifacts in a folder of its own: it hands out a file for a sixth of what it costs over S3. */
  readonly mlflowUrl: string
  /** Another one, for what is about files in a bucket. */
  readonly mlflowOnS3Url: string
  /** The store behind that MLflow, whose artifacts lie in `bucket` under `mlflow/`. */
  readonly s3: S3Access & { readonly bucket: string }
  readonly redisUrl: string
  readonly postgresUrl: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    tools: SharedTools
  }
}

type CleanUp = () => Promise<void> | void

const cleanUps: CleanUp[] = []

/** Runs what `afterFile` was given, the newest first. */
export async function cleanUpFile(): Promise<void> {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp()
}

/** Runs `cleanUp` after the test file, the newest first; may be called anywhere, also inside a test. */
export function afterFile(cleanUp: CleanUp): void {
  cleanUps.push(cleanUp)
}

/** Addresses and credentials of the shared tools. */
export function sharedTools(): SharedTools {
  return inject('tools')
}

/** A name that no other test has, made of letters, digits and `separator`. */
export function uniqueName(prefix: string, separator = '-'): string {
  return `${prefix}${separator}${randomBytes(5).toString('hex')}`
}

async function administer(statement: string): Promise<void> {
  const client = new Client({ connectionString: sharedTools().postgresUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** Creates an empty database (or a copy of `template`) for this test file and drops it after the file. */
export async function freshPostgresUrl(template = 'template0'): Promise<string> {
  const name = uniqueName('test', '_')
  await administer(`create database "${name}" template "${template}"`)
  afterFile(() => administer(`drop database if exists "${name}" with (force)`))
  const url = new URL(sharedTools().postgresUrl)
  url.pathname = `/${name}`
  return url.href
}

/** A key prefix that no other test uses, and the shared Redis; every key under it is removed after the file. */
export function freshRedis(): { readonly url: string; readonly prefix: string } {
  const url = sharedTools().redisUrl
  const prefix = `${uniqueName('test')}:`
  afterFile(() => removeKeys(url, prefix))
  return { url, prefix }
}

async function removeKeys(url: string, prefix: string): Promise<void> {
  const redis = new Redis(url)
  try {
    for await (const keys of redis.scanStream({ match: `${prefix}*`, count: 500 })) {
      if (Array.isArray(keys) && keys.length > 0) await redis.unlink(...keys)
    }
  } finally {
    redis.disconnect()
  }
}

/** An empty folder, removed after the test file. */
export function temporaryFolder(purpose = 'test'): string {
  const folder = makeTemporaryFolder(purpose)
  afterFile(() => removeFolder(folder))
  return folder
}

/** Starts a tool for this test file alone and ends it after the file: `await ownTool(startRedis({ dataDir }))`. */
export async function ownTool<Tool extends RunningTool>(starting: Promise<Tool>): Promise<Tool> {
  const tool = await starting
  afterFile(() => tool.stop())
  return tool
}
