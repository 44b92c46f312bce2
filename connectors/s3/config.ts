import { z } from 'zod'
import { secretText } from '../../src/connector/index.ts'
import { bucketScope } from './address.ts'

const endpointUrl = z.url({ protocol: /^https?$/ }).refine((text) => {
  const url = URL.parse(text)
  return url !== null && `${url.username}${url.password}${url.search}${url.hash}` === ''
}, 'must hold no user, password, query or fragment; credentials have a key of their own')

/** Keys of an S3 source in `modelwarden.yaml`. */
export const s3Config = z.strictObject({
  endpoint: endpointUrl,
  region: z.string().min(1).default('us-east-1'),
  buckets: z.array(bucketScope).min(1),
  /** Requests are unsigned without them: the environment and the machine's own role are never asked. */
  credentials: z
    .strictObject({
      accessKeyId: z.string().min(1),
      secretAccessKey: secretText(),
      sessionToken: secretText().optional(),
    })
    .optional(),
  forcePathStyle: z.boolean().default(true),
})

/** The parsed keys of an S3 source. */
export type S3Config = z.output<typeof s3Config>
