import type { S3Client } from '@aws-sdk/client-s3'
import type { Anchor } from '../audit/ports.ts'
import { lastName } from './last-name.ts'

/** A bucket, or a part of one. */
export interface S3AnchorSettings {
  readonly endpoint: string
  readonly region: string
  readonly bucket: string
  /** Before every key; empty or ending with a slash. */
  readonly prefix: string
  readonly forcePathStyle: boolean
  readonly credentials: {
    readonly accessKeyId: string
    readonly secretAccessKey: string
    readonly sessionToken?: string
  }
}

const callMs = 10_000

/**
 * Keeps checkpoints as objects that are written once: `If-None-Match: *` makes the store refuse a second write of a key.
 * Versioning or object lock on the bucket keeps them from being removed too.
 */
export async function createS3Anchor(settings: S3AnchorSettings): Promise<Anchor> {
  const { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } = await import('@aws-sdk/client-s3')
  const { bucket: Bucket, prefix, endpoint, region, forcePathStyle, credentials } = settings
  const client: S3Client = new S3Client({
    endpoint,
    region,
    forcePathStyle,
    credentials,
    maxAttempts: 2,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  const soon = () => ({ abortSignal: AbortSignal.timeout(callMs) })
  const read = async (Key: string) => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }), soon())
    return (await Body?.transformToString('utf8')) ?? ''
  }
  const list = async (Prefix: string, Delimiter?: string) => {
    const names: string[] = []
    let ContinuationToken: string | undefined
    do {
      const page = await client.send(new ListObjectsV2Command({ Bucket, Prefix, Delimiter, ContinuationToken }), soon())
      names.push(...(page.CommonPrefixes ?? []).flatMap((item) => item.Prefix ?? []))
      names.push(...(page.Contents ?? []).flatMap((item) => item.Key ?? []))
      ContinuationToken = page.NextContinuationToken
    } while (ContinuationToken !== undefined)
    return names
  }
  return {
    name: `s3 ${Bucket}/${prefix}`,
    async keep(name, text) {
      const Key = `${prefix}${name}`
      try {
        await client.send(new PutObjectCommand({ Bucket, Key, Body: text, IfNoneMatch: '*' }), soon())
        return 'KEPT'
      } catch (error) {
        if (!(error instanceof Error && error.name === 'PreconditionFailed')) throw error
        return (await read(Key)) === text ? 'KEPT' : 'DIFFERENT'
      }
    },
    async latest(folder) {
      const thousand = lastName(await list(`${prefix}${folder}/`, '/'))
      const key = thousand === null ? null : lastName(await list(thousand))
      return key === null ? null : read(key)
    },
    async all() {
      const keys = (await list(prefix)).filter((key) => /\.(note|vkey)$/.test(key)).toSorted()
      const texts: string[] = []
      for (const key of keys) texts.push(await read(key))
      return texts
    },
  }
}
