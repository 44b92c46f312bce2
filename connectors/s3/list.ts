import { ListObjectsV2Command } from '@aws-sdk/client-s3'
import { type CallContext, type FileRecord, upstreamInvalid } from '../../src/connector/index.ts'
import type { ObjectAddress } from './address.ts'
import type { SendS3 } from './send.ts'
import { folderRecord, type ListedPage, parseListing } from './wire.ts'

/** Most keys in one reply (S3 API reference, ListObjectsV2). */
const pageKeysMax = 1_000
/** Replies without a single new file before a store counts as broken. */
const emptyRepliesMax = 50

/** Options of a listing, as the store contract has them. */
export interface ListOptions {
  readonly recursive: boolean
  readonly limit: number
  readonly after: string | null
}

interface Listing {
  readonly send: SendS3
  readonly source: string
  readonly bucket: string
  /** '' or ending with `/`. */
  readonly prefix: string
  readonly call: CallContext
}

/** What one call of the contract's `list` answers. */
export interface FilePage {
  readonly files: readonly FileRecord[]
  readonly more: boolean
}

/** Whether any object lies below a folder. */
export async function hasObjectsBelow(
  send: SendS3,
  { bucket, key }: ObjectAddress,
  call: CallContext,
): Promise<boolean> {
  const prefix = key === '' ? '' : `${key}/`
  const reply = await send('list', call, (client, options) =>
    client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, MaxKeys: 1 }), options),
  )
  return (reply.Contents ?? []).length > 0
}

/**
 * Lists a folder. Files directly under it come by path in the order of UTF-8 bytes; a recursive listing comes in the
 * store's own order, and fails with UPSTREAM_INVALID when it meets a key that no path can name, because digests are
 * made of it and must miss nothing. Otherwise such keys are left out and `onUnnameable` is told how many.
 */
export async function listFolder(
  folder: {
    readonly send: SendS3
    readonly source: string
    readonly address: ObjectAddress
    readonly onUnnameable: (count: number) => void
  },
  options: ListOptions,
  call: CallContext,
): Promise<FilePage> {
  const { send, source, address, onUnnameable } = folder
  const listing = { send, source, bucket: address.bucket, prefix: address.key === '' ? '' : `${address.key}/`, call }
  const { after } = options
  const isNew = (file: FileRecord) => options.recursive || after === null || compareBytes(file.path, after) > 0
  const gathered = await gather(listing, options, isNew)
  if (gathered.unnameable > 0 && options.recursive) throw invalid(listing, 'a key that no path can name')
  if (gathered.unnameable > 0) onUnnameable(gathered.unnameable)
  const files = options.recursive ? gathered.files : await inPathOrder(listing, gathered, isNew)
  return { files: files.slice(0, options.limit), more: gathered.isCut || files.length > options.limit }
}

interface Gathered {
  readonly files: readonly FileRecord[]
  readonly unnameable: number
  /** Whether the store holds more than was read. */
  readonly isCut: boolean
}

async function gather(listing: Listing, options: ListOptions, isNew: (file: FileRecord) => boolean): Promise<Gathered> {
  const files: FileRecord[] = []
  let unnameable = 0
  let token: string | undefined
  let emptyReplies = 0
  do {
    const page: ListedPage = await requestPage(listing, options, { token, missing: options.limit + 1 - files.length })
    const fresh = page.files.filter(isNew)
    files.push(...fresh)
    unnameable += page.unnameable
    emptyReplies = fresh.length === 0 ? emptyReplies + 1 : 0
    if (emptyReplies > emptyRepliesMax) throw invalid(listing, 'a listing that does not end')
    token = page.nextToken
  } while (token !== undefined && files.length <= options.limit)
  return { files, unnameable, isCut: token !== undefined }
}

async function requestPage(
  { send, source, bucket, prefix, call }: Listing,
  { recursive, after }: ListOptions,
  { token, missing }: { readonly token: string | undefined; readonly missing: number },
): Promise<ListedPage> {
  const command = new ListObjectsV2Command({
    Bucket: bucket,
    Prefix: prefix,
    MaxKeys: Math.min(pageKeysMax, missing),
    ...(recursive ? {} : { Delimiter: '/' }),
    ...(token === undefined ? {} : { ContinuationToken: token }),
    ...(after === null || token !== undefined ? {} : { StartAfter: prefix + after }),
  })
  const reply = await send('list', call, (client, options) => client.send(command, options))
  return parseListing(reply, prefix) ?? rejectListing({ source })
}

/**
 * Stores that sort by key list the folder `a/` after the file `a-b`, since `-` comes before `/`; SeaweedFS lists it
 * before. Pages are cut by path, so a folder that a cut reply has not reached yet, but that sorts before what it
 * reached, is asked for by name: it can only be the beginning of the last file's name.
 */
async function inPathOrder(
  listing: Listing,
  { files, isCut }: Gathered,
  isNew: (file: FileRecord) => boolean,
): Promise<FileRecord[]> {
  const byPath = new Map<string, FileRecord>()
  // An object hides a folder of the same name: a path names one thing, and by itself it names the object.
  for (const file of files) if (!file.isDirectory || !byPath.has(file.path)) byPath.set(file.path, file)
  // A reply tells files and folders apart, so the last name that it reached is the last of one or the other.
  const reached = [files.findLast((file) => file.isDirectory), files.findLast((file) => !file.isDirectory)]
  const overtaken = isCut ? new Set(reached.flatMap((file) => foldersSortedBefore(file?.path ?? ''))) : []
  for (const path of overtaken) {
    if (byPath.has(path) || !isNew(folderRecord(path))) continue
    const address = { bucket: listing.bucket, key: listing.prefix + path }
    if (await hasObjectsBelow(listing.send, address, listing.call)) byPath.set(path, folderRecord(path))
  }
  return [...byPath.values()].sort((a, b) => compareBytes(a.path, b.path))
}

/** Names that begin `name` and, as folders, have a key after it: the next character sorts before `/`. */
function foldersSortedBefore(name: string): string[] {
  return [...name.matchAll(/(?<=.)[ -.]/g)].map((match) => name.slice(0, match.index))
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'))
}

function rejectListing({ source }: { readonly source: string }): never {
  throw upstreamInvalid({
    source,
    operation: 'list',
    detail: 'a key outside the prefix that was asked for',
    retryable: false,
  })
}

function invalid({ source }: Listing, detail: string) {
  return upstreamInvalid({ source, operation: 'list', detail, retryable: false })
}
