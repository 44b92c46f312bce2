import { hkdfSync } from 'node:crypto'
import type { Secret } from './secret.ts'

/** What a derived key may be used for; each use has a key of its own, and each source its own for its webhook. */
export type KeyUse =
  | 'cursor'
  | 'cache'
  | 'lineage-cache'
  | 'audit-signature'
  | 'login'
  | 'restricted-id'
  | 'hook-mark'
  | `hook:${string}`

/** Derives the 32-byte key of one use from the server's secret (HKDF-SHA-256, RFC 5869). */
export function deriveKey(secret: Secret, use: KeyUse): Buffer {
  return Buffer.from(hkdfSync('sha256', secret.reveal(), 'modelwarden', use, 32))
}
