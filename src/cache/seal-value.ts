import { deserialize, serialize } from 'node:v8'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { CachedObject } from '../catalog/ports.ts'
import { createByteSeal } from './seal-bytes.ts'

const version = 1
/** Larger values are not kept: they would push out many others. */
export const valueBytesMax = 1_048_576
const compressFromBytes = 4_096
const compressedFlag = 1

/** What opening a value found. */
export type Opened = CachedObject | 'forged' | 'foreign'

/**
 * Writes and reads objects of a shared cache, sealed by `createByteSeal`. The body is V8's own serialisation, because
 * JSON would lose NaN and Infinity, which metrics may be.
 */
export function createSeal(secret: Uint8Array) {
  const { seal, open } = createByteSeal(secret, { version, bodyBytesMax: valueBytesMax })
  return {
    /** Null when the object is larger than {@link valueBytesMax}. */
    seal(key: string, { value, observedAt }: CachedObject): Buffer | null {
      const plain = serialize([observedAt, value])
      if (plain.byteLength > valueBytesMax) return null
      const isCompressed = plain.byteLength > compressFromBytes
      const body = isCompressed ? deflateRawSync(plain, { level: 1 }) : plain
      return seal(key, { flags: isCompressed ? compressedFlag : 0, body })
    },
    open(key: string, bytes: Buffer): Opened {
      const opened = open(key, bytes)
      if (typeof opened === 'string') return opened
      const { flags, body } = opened
      return read(flags === compressedFlag ? inflateRawSync(body, { maxOutputLength: valueBytesMax }) : body)
    },
  }
}

function read(plain: Uint8Array): CachedObject | 'foreign' {
  const content: unknown = deserialize(plain)
  if (!Array.isArray(content) || typeof content[0] !== 'number') return 'foreign'
  return { observedAt: content[0], value: content[1] }
}
