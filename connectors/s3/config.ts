import { z } from 'zod'
import { secretText } from '../../src/connector/index.ts'
import { bucketScope } from './address.ts'

const endpointUrl = z.url({ protocol: /^https?$/ }).refine((text) => {
  const url = URL.parse(text)
  return url !== null && `${url.username}${url.password}${url.search}${url.hash}` === ''
}, 'must hold no user, password, query or fragment; credentials have a key of their own')

/** Keys of an S3 source in `modelwarden.yaml`. */
export const s3Config = z.strictObject({
  endpoint: endpointUrl.describe('Address of the S3 endpoint'),
  region: z.string().min(1).default('us-east-1').describe('Region that requests are signed for'),
  buckets: z.array(bucketScope).min(1).describe('Buckets, or `bucket/prefix`, that may be read; nothing else is'),
  // Requests are unsigned without them: the environment and the machine's own role are never asked.
  credentials: z
    .strictObject({
      accessKeyId: z.string().min(1).describe('Access key; requests are unsigned without credentials'),
      secretAccessKey: secretText().describe('Its secret'),
      sessionToken: secretText().optional().describe('Its session token, where it has one'),
    })
    .optional(),
  forcePathStyle: z.boolean().default(true).describe('`endpoint/bucket/key` instead of `bucket.endpoint/key`'),
})

/** The parsed keys of an S3 source. */
export type S3Config = z.output<typeof s3Config>
