import type { StoreLocation } from '../../src/connector/index.ts'
import { isUnder, parseAddress } from './address.ts'
import type { S3Config } from './config.ts'

/** The place that an address names within the configured buckets and prefixes; null for any other. */
export function claimAddress(uri: string, config: S3Config): StoreLocation | null {
  const address = parseAddress(uri, config.endpoint)
  if (address === null || !isUnder(config.buckets, address)) return null
  const path = address.key === '' ? address.bucket : `${address.bucket}/${address.key}`
  return { uri: `s3://${path}`, path }
}
