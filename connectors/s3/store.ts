import { Readable } from 'node:stream'
import { GetObjectCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import {
  type ArtifactStore,
  type ByteRange,
  type CallContext,
  type ConnectorHost,
  Fault,
  type FileContent,
  type StoreLocation,
  upstreamInvalid,
} from '../../src/connector/index.ts'
import { addressBelow, type ObjectAddress } from './address.ts'
import { watchBody } from './body.ts'
import type { S3Config } from './config.ts'
import { hasObjectsBelow, listFolder } from './list.ts'
import { createSender, orNull, type SendS3 } from './send.ts'
import { fileRecord, folderRecord } from './wire.ts'

/** Longest life of a signed URL: whoever holds it needs no other right. */
const signedUrlSecondsMax = 900

/** The artifact store over one S3 endpoint, confined to the configured buckets and prefixes. */
export function createStore(client: S3Client, config: S3Config, host: ConnectorHost): Omit<ArtifactStore, 'claim'> {
  const send = createSender(client, host)
  const { source } = host
  const below = (location: StoreLocation, path: string) =>
    addressBelow(config.buckets, { source, locationPath: location.path, path })
  const onUnnameable = (count: number) =>
    host.log.warn({ count }, 'Keys that no path can name were left out of a listing')
  return {
    async list(location, options, call) {
      if (options.after !== null) below(location, options.after)
      return listFolder({ send, source, address: below(location, ''), onUnnameable }, options, call)
    },
    stat: async (location, path, call) => statObject(send, { address: below(location, path), path }, call),
    read: async (location, path, range, call) =>
      readObject(send, { source, address: below(location, path), range }, call),
    ...(config.credentials === undefined
      ? {}
      : { signedUrl: async (location, path, seconds) => signGet(client, below(location, path), seconds) }),
  }
}

async function statObject(
  send: SendS3,
  file: { readonly address: ObjectAddress; readonly path: string },
  call: CallContext,
) {
  const { address, path } = file
  const command = new HeadObjectCommand({ Bucket: address.bucket, Key: address.key, ChecksumMode: 'ENABLED' })
  const reply =
    address.key === '' ? null : await orNull(send('stat', call, (client, options) => client.send(command, options)))
  if (reply !== null) return fileRecord(path, reply)
  return (await hasObjectsBelow(send, address, call)) ? folderRecord(path) : null
}

async function readObject(
  send: SendS3,
  {
    source,
    address,
    range,
  }: { readonly source: string; readonly address: ObjectAddress; readonly range: ByteRange | null },
  call: CallContext,
): Promise<FileContent> {
  const attempted = { source, operation: 'read' }
  const command = new GetObjectCommand({
    Bucket: address.bucket,
    Key: address.key,
    ...(range === null ? {} : { Range: rangeHeader(range, source) }),
  })
  const reply = await send('read', call, (client, options) => client.send(command, options))
  if (!(reply.Body instanceof Readable)) throw upstreamInvalid({ ...attempted, detail: 'no body' })
  const sizeBytes = reply.ContentLength ?? null
  const content = { body: watchBody(reply.Body, { sizeBytes, attempted, call }), sizeBytes }
  if (range === null) return { ...content, totalBytes: sizeBytes }
  const [, start, total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(reply.ContentRange ?? '') ?? []
  if (Number(start) === range.start) return { ...content, totalBytes: Number(total) }
  // A store that ignores ranges would hand out other bytes than were asked for.
  content.body.destroy()
  throw upstreamInvalid({ ...attempted, detail: 'another range than was asked for', retryable: false })
}

function rangeHeader({ start, end }: ByteRange, source: string): string {
  if (Number.isSafeInteger(start) && start >= 0 && (end === null || (Number.isSafeInteger(end) && end >= start))) {
    return `bytes=${start}-${end ?? ''}`
  }
  throw new Fault({
    code: 'BAD_USER_INPUT',
    publicMessage: 'The range is not one of whole bytes in order.',
    internalMessage: `A malformed range was asked of ${source}`,
    retryable: false,
    source,
  })
}

/** Signs without a connection. Browsers save the file under its own name and never show it. */
function signGet(client: S3Client, address: ObjectAddress, lifetimeSeconds: number): Promise<string> {
  const name = address.key.slice(address.key.lastIndexOf('/') + 1)
  const command = new GetObjectCommand({
    Bucket: address.bucket,
    Key: address.key,
    ResponseContentDisposition: `attachment; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, escapeMark)}`,
    ResponseContentType: 'application/octet-stream',
  })
  const expiresIn = Math.max(1, Math.min(signedUrlSecondsMax, Math.floor(lifetimeSeconds)))
  return getSignedUrl(client, command, { expiresIn })
}

/** RFC 8187 allows fewer characters bare than `encodeURIComponent` leaves. */
function escapeMark(mark: string): string {
  return `%${mark.charCodeAt(0).toString(16).toUpperCase()}`
}
