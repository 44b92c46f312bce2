import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { afterAll } from 'vitest'
import { manifest as filesystem } from '../../connectors/filesystem/manifest.ts'
import { manifest as s3 } from '../../connectors/s3/manifest.ts'
import type { ResolvedLocation } from '../../src/artifacts/index.ts'
import { conformanceHost } from '../../src/connector/conformance.ts'
import type { ArtifactStore, CallContext, Connector, ConnectorManifest } from '../../src/connector/contract.ts'
import type { SourceLimits } from '../../src/connector/source-limits.ts'
import { invariant } from '../../src/kernel/invariant.ts'
import { type S3Access, s3Client } from '../../tools/launch/seaweedfs.ts'

/** A call that nobody gives up. */
export const call: CallContext = { signal: new AbortController().signal, requestId: 'test' }

/** A connected store under its source's id. */
export interface TestStore {
  readonly source: string
  readonly store: ArtifactStore
  readonly connector: Connector
}

function connectStore(
  source: string,
  parts: { manifest: ConnectorManifest; config: unknown; limits?: Partial<SourceLimits> },
): TestStore {
  const host = conformanceHost(source, parts.limits)
  const connector = parts.manifest.connect(parts.manifest.config.parse(parts.config), host)
  afterAll(async () => {
    await connector.close()
    await host.close()
  })
  invariant(connector.artifactStore !== undefined, 'a store has an artifact store')
  return { source, store: connector.artifactStore, connector }
}

/** Connects a folder; closed after the test file. */
export function folderStore(root: string, source = 'disk'): TestStore {
  return connectStore(source, { manifest: filesystem, config: { root } })
}

/** Connects buckets of an S3 store; closed after the test file. `keys` null connects without credentials. */
export function bucketStore(
  access: { readonly endpoint: string; readonly keys: Pick<S3Access, 'accessKeyId' | 'secretAccessKey'> | null },
  buckets: readonly string[],
  options: { readonly source?: string; readonly limits?: Partial<SourceLimits> } = {},
): TestStore {
  const { endpoint, keys } = access
  const credentials =
    keys === null ? {} : { credentials: { accessKeyId: keys.accessKeyId, secretAccessKey: keys.secretAccessKey } }
  return connectStore(options.source ?? 'lake', {
    manifest: s3,
    config: { endpoint, buckets, ...credentials },
    ...(options.limits === undefined ? {} : { limits: options.limits }),
  })
}

/** Claims an address that must be the store's. */
export function claimed({ source, store }: TestStore, uri: string): ResolvedLocation {
  const location = store.claim(uri)
  invariant(location !== null, `${uri} is not claimed`)
  return { resolution: 'RESOLVED', source, store, location, uri: location.uri }
}

/** Puts objects as any other client would, in a bucket that is made when it is missing. */
export async function putObjects(
  access: S3Access,
  bucket: string,
  objects: Readonly<Record<string, string | Uint8Array>>,
  checksum?: 'SHA256',
): Promise<void> {
  const client = s3Client(access)
  try {
    await client.send(new CreateBucketCommand({ Bucket: bucket })).catch((error: unknown) => {
      if (!(error instanceof Error && error.name.startsWith('BucketAlready'))) throw error
    })
    const queue = Object.entries(objects).values()
    const worker = async () => {
      for (const [Key, body] of queue) {
        const Body = typeof body === 'string' ? Buffer.from(body) : body
        await client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key,
            Body,
            ...(checksum === undefined ? {} : { ChecksumAlgorithm: checksum }),
          }),
        )
      }
    }
    await Promise.all(Array.from({ length: 8 }, worker))
  } finally {
    client.destroy()
  }
}

/** Reads a body to its end. */
export async function bytesOf(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Paths of every file or entry, page by page. */
export async function listPaths(
  at: ResolvedLocation,
  options: { readonly recursive: boolean; readonly limit: number },
): Promise<string[]> {
  const paths: string[] = []
  for (let after: string | null = null, more = true; more; ) {
    const page: Awaited<ReturnType<ArtifactStore['list']>> = await at.store.list(
      at.location,
      { ...options, after },
      call,
    )
    invariant(page.files.length <= options.limit, 'a page is no longer than asked')
    paths.push(...page.files.map((file) => file.path))
    after = page.files.at(-1)?.path ?? null
    more = page.more
  }
  return paths
}
