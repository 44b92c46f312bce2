import { createHash } from 'node:crypto'
import type { DigestCache, DigestKey } from '../artifacts/ports.ts'
import type { Database } from './database.ts'

/** Keeps the digests of files in the store, next to what they vouch for. */
export function createArtifactDigestStore({ kysely }: Database): DigestCache {
  return {
    async get(key) {
      const query = kysely.selectFrom('artifact_digest').select('sha256').where('key_hash', '=', hashOf(key))
      return (await query.executeTakeFirst())?.sha256 ?? null
    },
    async put(key, sha256) {
      // The same bytes have the same digest, so whoever was first is right.
      const row = { key_hash: hashOf(key), sha256 }
      await kysely
        .insertInto('artifact_digest')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
  }
}

/** Addresses and paths may be longer than an index takes. */
function hashOf({ source, uri, path, revision }: DigestKey): string {
  return createHash('sha256')
    .update(JSON.stringify([source, uri, path, revision]))
    .digest('base64url')
}
