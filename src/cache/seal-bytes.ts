import { createHmac, timingSafeEqual } from 'node:crypto'

const tagBytes = 16
const headerBytes = 2

/** What is sealed: one byte that the writer chose, and the rest. */
export interface SealedBytes {
  readonly flags: number
  readonly body: Uint8Array
}

/** How bytes are sealed. */
export interface SealOptions {
  /** 0 to 255. Another format needs another number: a value of a foreign version is a miss. */
  readonly version: number
  /** Longer bodies are refused unread. */
  readonly bodyBytesMax: number
}

/**
 * Writes and reads bytes of a shared cache: version, flags, HMAC-SHA-256 over key and body, body. The tag is checked
 * before anything is read from the body, so whoever can write to the cache can at most cause misses.
 */
export function createByteSeal(secret: Uint8Array, { version, bodyBytesMax }: SealOptions) {
  const tagOf = (key: string, header: Uint8Array, body: Uint8Array) =>
    createHmac('sha256', secret)
      .update(`${key.length}:${key}`)
      .update(header)
      .update(body)
      .digest()
      .subarray(0, tagBytes)
  return {
    seal(key: string, { flags, body }: SealedBytes): Buffer {
      const header = Buffer.from([version, flags])
      return Buffer.concat([header, tagOf(key, header, body), body])
    },
    open(key: string, bytes: Buffer): SealedBytes | 'forged' | 'foreign' {
      if (bytes[0] !== version) return 'foreign'
      const bodyBytes = bytes.byteLength - tagBytes - headerBytes
      if (bodyBytes > bodyBytesMax || bodyBytes <= 0) return 'forged'
      const header = bytes.subarray(0, headerBytes)
      const tag = bytes.subarray(headerBytes, headerBytes + tagBytes)
      const body = bytes.subarray(headerBytes + tagBytes)
      return timingSafeEqual(tag, tagOf(key, header, body)) ? { flags: header[1] ?? 0, body } : 'forged'
    },
  }
}
