import { createHmac, timingSafeEqual } from 'node:crypto'
import type { PageKey } from '../catalog/types.ts'
import type { JsonValue } from '../kernel/canonical-json.ts'
import type { Uid } from '../kernel/ids.ts'

const tagBytes = 16

/** Writes and reads the opaque cursors of lists. */
export interface CursorCodec {
  /** `scope` names the list, so that a cursor of one list is refused by another. */
  encode(scope: string, key: PageKey): string
  /** Null unless this installation wrote the cursor for this list. */
  decode(scope: string, cursor: string): PageKey | null
}

/**
 * Cursors are authenticated: a place in a list is taken as it was given out, so a caller cannot use one to probe for
 * rows by name. `key` is a 32-byte key of this use alone.
 */
export function createCursorCodec(key: Uint8Array): CursorCodec {
  const tagOf = (scope: string, body: Uint8Array) =>
    createHmac('sha256', key).update(scope).update('\n').update(body).digest().subarray(0, tagBytes)
  return {
    encode(scope, { key: sortKey, uid }) {
      const body = Buffer.from(JSON.stringify([sortKey, uid]), 'utf8')
      return Buffer.concat([tagOf(scope, body), body]).toString('base64url')
    },
    decode(scope, cursor) {
      const bytes = Buffer.from(cursor, 'base64url')
      const body = bytes.subarray(tagBytes)
      if (bytes.length <= tagBytes || !timingSafeEqual(bytes.subarray(0, tagBytes), tagOf(scope, body))) return null
      return parseKey(body.toString('utf8'))
    },
  }
}

/** The cursors of one principal: another's are refused, because where a list goes on may be an object that was hidden. */
export function cursorsOf(codec: CursorCodec, principalId: string): CursorCodec {
  const within = (scope: string) => JSON.stringify([principalId, scope])
  return {
    encode: (scope, key) => codec.encode(within(scope), key),
    decode: (scope, cursor) => codec.decode(within(scope), cursor),
  }
}

function parseKey(text: string): PageKey | null {
  // The tag vouches for the shape: only `encode` writes a body that carries it.
  const [key, uid] = JSON.parse(text) as readonly JsonValue[]
  const isKey = typeof key === 'string' || typeof key === 'number'
  return isKey && typeof uid === 'string' ? { key, uid: uid as Uid } : null
}
