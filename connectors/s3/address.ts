import { z } from 'zod'
import { Fault } from '../../src/connector/index.ts'

/** Part of a store that the gateway may look at. `prefix` is '' for the whole bucket, else ends without `/`. */
export interface BucketScope {
  readonly bucket: string
  readonly prefix: string
}

/** An object, or a folder of objects, by bucket and key. `key` '' is the bucket itself. */
export interface ObjectAddress {
  readonly bucket: string
  readonly key: string
}

// An S3 key ends at 1,024 bytes (Amazon S3 user guide, "Naming Amazon S3 objects").
const keyBytesMax = 1_024
const bucketName = /^[a-z0-9][a-z0-9._-]{1,253}[a-z0-9]$/i
// oxlint-disable-next-line no-control-regex -- control characters are what this looks for
const forbiddenCharacters = /[\u0000-\u001f\u007f\\]|\p{Surrogate}/u
const percentEscape = /%[0-9a-f]{2}/i

/** `bucket` or `bucket/prefix` in the configuration, as a {@link BucketScope}. */
export const bucketScope = z.string().transform((text, context): BucketScope => {
  const slash = `${text}/`.indexOf('/')
  const scope = { bucket: text.slice(0, slash), prefix: text.slice(slash + 1).replace(/\/$/, '') }
  if (!bucketName.test(scope.bucket) || !isPlainKey(scope.prefix)) {
    context.addIssue({
      code: 'custom',
      message: 'must be a bucket or bucket/prefix, such as "models" or "models/production"',
    })
  }
  return scope
})

/**
 * Reads `s3://`, `s3a://` and `s3n://bucket/key` (the key is literal, as boto3 and MLflow take it) and path-style
 * `http(s)://endpoint/bucket/key` (decoded once). Null when it is none of these or could be read in two ways:
 * empty, `.` and `..` parts, what still holds a percent escape, a query, a fragment, a user.
 */
export function parseAddress(uri: string, endpoint: string): ObjectAddress | null {
  if (/[?#]/.test(uri)) return null
  const s3 = /^s3[an]?:\/\/(.*)$/is.exec(uri)
  const path = s3?.[1] ?? pathUnderEndpoint(uri, endpoint)
  if (path === null || path === undefined) return null
  const slash = `${path}/`.indexOf('/')
  const address = { bucket: path.slice(0, slash), key: path.slice(slash + 1).replace(/\/$/, '') }
  const isPlain = bucketName.test(address.bucket) && isPlainKey(address.key) && !percentEscape.test(address.key)
  return isPlain ? address : null
}

function pathUnderEndpoint(uri: string, endpoint: string): string | null {
  const match = /^(https?:\/\/[^/@\\]+)(\/.*)$/is.exec(uri)
  const [, origin = '', path = ''] = match ?? []
  const base = new URL(endpoint)
  const basePath = base.pathname.endsWith('/') ? base.pathname : `${base.pathname}/`
  if (URL.parse(origin)?.origin !== base.origin || !path.startsWith(basePath)) return null
  const segments = path.slice(basePath.length).split('/').map(decodeSegment)
  return segments.every((segment) => segment !== null) ? segments.join('/') : null
}

function decodeSegment(segment: string): string | null {
  try {
    const decoded = decodeURIComponent(segment)
    return decoded.includes('/') ? null : decoded
  } catch {
    // A malformed escape names nothing; the error itself tells no more than that.
    return null
  }
}

/**
 * Whether a key is one that every part of a path can carry: named segments joined by single slashes, also after one
 * decoding, because a proxy on the way to the store may decode once too often.
 */
export function isPlainKey(key: string): boolean {
  return key === '' || (Buffer.byteLength(key, 'utf8') <= keyBytesMax && isNamed(key) && isNamed(decodeOnce(key)))
}

function isNamed(key: string): boolean {
  if (forbiddenCharacters.test(key)) return false
  return key.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..')
}

function decodeOnce(key: string): string {
  try {
    return decodeURIComponent(key)
  } catch {
    // `100%.txt` is a fine name: nothing that decodes would read it as anything else.
    return key
  }
}

/** Whether an address lies in one of the scopes; prefixes end at segment borders, so `models2` is not under `models`. */
export function isUnder(scopes: readonly BucketScope[], { bucket, key }: ObjectAddress): boolean {
  return scopes.some(
    (scope) =>
      scope.bucket === bucket && (scope.prefix === '' || key === scope.prefix || key.startsWith(`${scope.prefix}/`)),
  )
}

/** Reads a location's path (`bucket/key`) and appends a relative path. Throws an UNRESOLVABLE fault when that leaves the scopes. */
export function addressBelow(
  scopes: readonly BucketScope[],
  place: { readonly source: string; readonly locationPath: string; readonly path: string },
): ObjectAddress {
  const slash = `${place.locationPath}/`.indexOf('/')
  const base = place.locationPath.slice(slash + 1)
  const key = base === '' || place.path === '' ? base + place.path : `${base}/${place.path}`
  const address = { bucket: place.locationPath.slice(0, slash), key }
  if (isPlainKey(place.path) && isPlainKey(key) && isUnder(scopes, address)) return address
  throw new Fault({
    code: 'UNRESOLVABLE',
    publicMessage: 'The path leads outside what is configured, or cannot be a key.',
    internalMessage: `A key outside the configured buckets of ${place.source} was asked for`,
    retryable: false,
    source: place.source,
  })
}
