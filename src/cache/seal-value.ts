import { createHmac, timingSafeEqual } from 'node:crypto'
import { deserialize, serialize } from 'node:v8'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { CachedObject } from '../catalog/ports.ts'

/** Another format needs another number: a value of a foreign version is a miss. */
const version = 1
const tagBytes = 16
const headerBytes = 2
/** Larger values are not kept: they would push out many others. */
export const valueBytesMax = 1_048_576
const compressFromBytes = 4_096
const compressedFlag = 1

/** What opening a value found. */
export type Opened = CachedObject | 'forged' | 'foreign'

/**
 * Writes and reads values of a shared cache: version, flags, HMAC-SHA-256 over key and body, body. The tag is checked
 * before anything is read from the body, so whoever can write to the cache can at most cause misses.
 * The body is V8's own serialisation, because JSON would lose NaN and Infinity, which metrics may be.
 */
export function createSeal(secret: Uint8Array) {
  const tagOf = (key: string, header: Uint8Array, body: Uint8Array) =>
    createHmac('sha256', secret)
      .update(`${key.length}:${key}`)
      .update(header)
      .update(body)
      .digest()
      .subarray(0, tagBytes)
  return {
    /** Null when the object is larger than {@link valueBytesMax}. */
    seal(key: string, { value, observedAt }: CachedObject): Buffer | null {
      const plain = serialize([observedAt, value])
      if (plain.byteLength > valueBytesMax) return null
      const isCompressed = plain.byteLength > compressFromBytes
      const body = isCompressed ? deflateRawSync(plain, { level: 1 }) : plain
      const header = Buffer.from([version, isCompressed ? compressedFlag : 0])
      return Buffer.concat([header, tagOf(key, header, body), body])
    },
    open(key: string, bytes: Buffer): Opened {
      if (bytes[0] !== version) return 'foreign'
      if (bytes.byteLength > valueBytesMax + tagBytes + headerBytes || bytes.byteLength <= tagBytes + headerBytes)
        return 'forged'
      const header = bytes.subarray(0, headerBytes)
      const tag = bytes.subarray(headerBytes, headerBytes + tagBytes)
      const body = bytes.subarray(headerBytes + tagBytes)
      if (!timingSafeEqual(tag, tagOf(key, header, body))) return 'forged'
      return read(header[1] === compressedFlag ? inflateRawSync(body, { maxOutputLength: valueBytesMax }) : body)
    },
  }
}

function read(plain: Buffer): CachedObject | 'foreign' {
  const content: unknown = deserialize(plain)
  if (!Array.isArray(content) || typeof content[0] !== 'number') return 'foreign'
  return { observedAt: content[0], value: content[1] }
}
