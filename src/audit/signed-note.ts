import { createHash } from 'node:crypto'
import { publicKeyOf, type SigningKey, type VerifyingKey } from './keys.ts'

/**
 * Checkpoints in the form that transparency logs share (https://c2sp.org/tlog-checkpoint and https://c2sp.org/signed-note):
 * origin, size and root, an empty line, and a signature line. Any witness or monitor of such logs reads them.
 */

/** What a checkpoint says. `root` is hexadecimal. */
export interface Checkpoint {
  readonly origin: string
  readonly size: number
  readonly root: string
}

/** Algorithm byte of Ed25519 in a signed note. */
const ed25519 = Uint8Array.of(1)

const form =
  /^(?<text>(?<origin>[^\n]+)\n(?<size>0|[1-9]\d{0,15})\n(?<root>[A-Za-z0-9+/]{43}=)\n)\n\u2014 (?<name>[^ +\n]+) (?<signature>[A-Za-z0-9+/]+={0,2})\n$/u

/** Writes and signs a checkpoint. */
export function writeCheckpoint({ origin, size, root }: Checkpoint, key: SigningKey): string {
  const text = `${origin}\n${size}\n${Buffer.from(root, 'hex').toString('base64')}\n`
  const signature = Buffer.concat([hashOf(origin, key), Buffer.from(key.sign(text), 'base64')]).toString('base64')
  return `${text}\n\u2014 ${origin} ${signature}\n`
}

/** What a checkpoint says, its signature unchecked; undefined for any other text, and when its signature is in another name. */
export function readCheckpoint(note: string): Checkpoint | undefined {
  const found = form.exec(note)?.groups
  if (found === undefined || found['name'] !== found['origin']) return undefined
  const root = Buffer.from(found['root'] ?? '', 'base64').toString('hex')
  return { origin: found['origin'] ?? '', size: Number(found['size']), root }
}

/** Whether one of the keys signed the checkpoint, and the log's own name is on the signature. */
export function isSignedBy(note: string, keys: readonly VerifyingKey[]): boolean {
  const found = form.exec(note)?.groups
  const { text = '', origin = '', name = '', signature = '' } = found ?? {}
  const bytes = Buffer.from(signature, 'base64')
  if (found === undefined || name !== origin || bytes.toString('base64') !== signature) return false
  return keys.some(
    (key) => bytes.subarray(0, 4).equals(hashOf(name, key)) && key.verify(text, bytes.subarray(4).toString('base64')),
  )
}

/** The key as the tools of transparency logs take it: `NAME+HASH+KEY`. */
export function verifierKeyOf(origin: string, key: VerifyingKey): string {
  const bytes = Buffer.concat([ed25519, Buffer.from(key.publicKey, 'base64')])
  return `${origin}+${hashOf(origin, key).toString('hex')}+${bytes.toString('base64')}`
}

/** Whether a text of an anchor is a verifier key, and not a checkpoint or what is left of one. */
export function isVerifierKey(text: string): boolean {
  return /^[^\n]+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+\n?$/.test(text)
}

/** The key behind a verifier key of an Ed25519 signer; undefined for any other text. */
export function readVerifierKey(text: string): { readonly origin: string; readonly key: VerifyingKey } | undefined {
  const found = /^(?<origin>[^\s+]+)\+(?<hash>[0-9a-f]{8})\+(?<key>[A-Za-z0-9+/]+={0,2})$/.exec(text.trim())?.groups
  const bytes = Buffer.from(found?.['key'] ?? '', 'base64')
  const key = bytes[0] === 1 ? publicKeyOf(bytes.subarray(1).toString('base64')) : undefined
  const origin = found?.['origin'] ?? ''
  return key === undefined || hashOf(origin, key).toString('hex') !== found?.['hash'] ? undefined : { origin, key }
}

function hashOf(name: string, key: VerifyingKey): Buffer {
  const hash = createHash('sha256').update(`${name}\n`).update(ed25519).update(Buffer.from(key.publicKey, 'base64'))
  return hash.digest().subarray(0, 4)
}
