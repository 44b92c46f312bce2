import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'

/** A key that checks signatures (Ed25519, RFC 8032). */
export interface VerifyingKey {
  /** The first 16 hexadecimal digits of the SHA-256 of the public key. */
  readonly id: string
  /** The 32 bytes of the public key, base64. */
  readonly publicKey: string
  /** `signature` is base64. */
  verify(message: string, signature: string): boolean
}

/** A key that makes signatures too. */
export interface SigningKey extends VerifyingKey {
  /** Signature of the text's UTF-8 bytes, base64. */
  sign(message: string): string
}

/** The keys of an installation. */
export interface AuditKeys {
  readonly current: SigningKey
  /** Those that it replaced. */
  readonly previous: readonly SigningKey[]
  /** The current key or one that it replaced; undefined for any other. */
  byId(id: string): SigningKey | undefined
}

/** DER of an Ed25519 key (RFC 8410) up to its 32 bytes: PKCS #8 for the private one, SubjectPublicKeyInfo for the public one. */
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex')
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/** The keys made from seeds of 32 bytes each. `previous` are those that the current one replaced. */
export function createAuditKeys(seed: Uint8Array, previous: readonly Uint8Array[] = []): AuditKeys {
  const current = signingKey(seed)
  const replaced = previous.map(signingKey)
  const all = [current, ...replaced]
  return { current, previous: replaced, byId: (id) => all.find((key) => key.id === id) }
}

function signingKey(seed: Uint8Array): SigningKey {
  const key = createPrivateKey({ key: Buffer.concat([privatePrefix, seed]), format: 'der', type: 'pkcs8' })
  const raw = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(publicPrefix.length)
  const checks = verifyingKey(raw)
  return { ...checks, sign: (message) => sign(null, Buffer.from(message, 'utf8'), key).toString('base64') }
}

/** The key behind the 32 bytes of a public key; undefined when it is none. */
export function publicKeyOf(base64: string): VerifyingKey | undefined {
  const raw = Buffer.from(base64, 'base64')
  return raw.length === 32 && raw.toString('base64') === base64 ? verifyingKey(raw) : undefined
}

function verifyingKey(raw: Buffer): VerifyingKey {
  const key = createPublicKey({ key: Buffer.concat([publicPrefix, raw]), format: 'der', type: 'spki' })
  return {
    id: createHash('sha256').update(raw).digest('hex').slice(0, 16),
    publicKey: raw.toString('base64'),
    verify: (message, signature) => isSignature(key, message, signature),
  }
}

function isSignature(key: KeyObject, message: string, signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64')
  // Another spelling of the same bytes would be a change that nobody notices.
  if (bytes.length !== 64 || bytes.toString('base64') !== signature) return false
  return verify(null, Buffer.from(message, 'utf8'), key, bytes)
}
