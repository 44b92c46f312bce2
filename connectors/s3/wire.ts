import type { HeadObjectCommandOutput, ListObjectsV2CommandOutput } from '@aws-sdk/client-s3'
import type { FileRecord } from '../../src/connector/index.ts'
import { isPlainKey } from './address.ts'

/** What a page of a listing holds, by path relative to the folder that was listed. */
export interface ListedPage {
  readonly files: readonly FileRecord[]
  /** Keys that no path can name (`a//b`, `../x`, control characters). */
  readonly unnameable: number
  readonly nextToken: string | undefined
}

/** Reads a page of ListObjectsV2 below `prefix` ('' or ending with `/`). Null when it holds a key outside it. */
export function parseListing(reply: ListObjectsV2CommandOutput, prefix: string): ListedPage | null {
  const objects = (reply.Contents ?? []).map((object) => ({ key: object.Key ?? '', object }))
  const folders = (reply.CommonPrefixes ?? []).map(({ Prefix = '' }) => ({
    key: Prefix.replace(/\/$/, ''),
    object: null,
  }))
  const entries = [...objects.filter(({ key }) => !isFolderMark(key, prefix)), ...folders]
  if (entries.some(({ key }) => !key.startsWith(prefix))) return null
  const nameable = entries.filter(({ key }) => key !== prefix && isPlainKey(key))
  const files = nameable.map(({ key, object }) => {
    const path = key.slice(prefix.length)
    return object === null ? folderRecord(path) : fileRecord(path, { ...object, ContentLength: object.Size })
  })
  return {
    files,
    unnameable: entries.length - nameable.length,
    nextToken: reply.IsTruncated ? reply.NextContinuationToken : undefined,
  }
}

/** Consoles mark an empty folder with an object whose key ends with `/`. */
function isFolderMark(key: string, prefix: string): boolean {
  return key === prefix || (key.endsWith('/') && isPlainKey(key.slice(0, -1)))
}

/** What HeadObject and a listing tell of one object. */
export type ObjectFacts = Pick<HeadObjectCommandOutput, 'ETag' | 'LastModified' | 'ChecksumSHA256' | 'ChecksumType'> & {
  readonly ContentLength?: number | undefined
}

/** An object as a file. */
export function fileRecord(path: string, facts: ObjectFacts): FileRecord {
  const updatedAt = facts.LastModified?.getTime() ?? null
  return {
    path,
    isDirectory: false,
    sizeBytes: facts.ContentLength ?? null,
    updatedAt,
    revision: revisionOf(facts.ETag, updatedAt),
    sha256: vouchedSha256(facts),
  }
}

/** A common prefix as a folder. */
export function folderRecord(path: string): FileRecord {
  return { path, isDirectory: true, sizeBytes: null, updatedAt: null, revision: null, sha256: null }
}

/**
 * An ETag may be an MD5, of which two different files can be made, so the second of the last change, which a writer
 * cannot choose, is part of the revision. A version id is not: listings do not tell it, and a file must have the same
 * revision in a listing and by itself.
 */
function revisionOf(etag: string | undefined, updatedAt: number | null): string | null {
  return etag === undefined
    ? null
    : `${etag.replaceAll('"', '')}@${updatedAt === null ? '' : Math.floor(updatedAt / 1000)}`
}

/** The store has checked a checksum of the whole object when it was put; one of a multipart upload is over its parts. */
function vouchedSha256({ ChecksumSHA256, ChecksumType }: ObjectFacts): string | null {
  if (ChecksumSHA256 === undefined || ChecksumType === 'COMPOSITE' || !/^[A-Za-z0-9+/]{43}=$/.test(ChecksumSHA256))
    return null
  return Buffer.from(ChecksumSHA256, 'base64').toString('hex')
}
