import { z } from 'zod'

const text = z.string().min(1).max(512)

/** Somebody: a user of the gateway's own tokens by name, a service account, or whom an identity provider vouches for. */
export const member = z.union(
  [text, z.strictObject({ serviceAccount: text }), z.strictObject({ issuer: text, subject: text })],
  'must be a name, { serviceAccount: NAME }, or { issuer: ADDRESS, subject: ID }',
)

/** One who is named in a file. */
export type FileMember = z.infer<typeof member>
