import { createHash } from 'node:crypto'
import type { SigningKey } from './keys.ts'
import { addLeaf, hashLeaf } from './merkle.ts'
import type { AuditEntry, AuditHead } from './types.ts'

/** What the first entry has for an entry hash before it. */
export const noEntry = '0'.repeat(64)

/** SHA-256(0x02 || previous entry hash || leaf hash): each entry hash stands for everything up to it. */
export function hashEntry(prevHash: string, leafHash: string): string {
  return createHash('sha256')
    .update(Uint8Array.of(2))
    .update(Buffer.from(prevHash, 'hex'))
    .update(Buffer.from(leafHash, 'hex'))
    .digest('hex')
}

/** What is signed for an entry. */
export function entryMessage(origin: string, sequence: number, entryHash: string): string {
  return `modelwarden audit entry v1\n${origin}\n${sequence}\n${entryHash}\n`
}

/** What is signed for a head. */
export function headMessage({
  stream,
  origin,
  size,
  entryHash,
  peaks,
}: Omit<AuditHead, 'keyId' | 'signature'>): string {
  return `modelwarden audit head v1\n${stream}\n${origin}\n${size}\n${entryHash}\n${peaks.join()}\n`
}

/** A log that grew by one entry; its head is not signed yet. */
export interface GrownLog {
  readonly entry: AuditEntry
  readonly head: AuditHead
}

/** Adds an event, as canonical JSON, to a log and signs the entry. */
export function addEntry(head: AuditHead, eventJson: string, key: SigningKey): GrownLog {
  const leafHash = hashLeaf(eventJson)
  const sequence = head.size + 1
  const entryHash = hashEntry(head.entryHash, leafHash)
  const { peaks, subtreeHash } = addLeaf(head.peaks, head.size, leafHash)
  const signature = key.sign(entryMessage(head.origin, sequence, entryHash))
  const entry = { stream: head.stream, sequence, eventJson, leafHash, prevHash: head.entryHash, entryHash, subtreeHash }
  return {
    entry: { ...entry, keyId: key.id, signature },
    head: { ...head, size: sequence, entryHash, peaks, keyId: '', signature: '' },
  }
}

/** Signs a head. */
export function signHead(head: AuditHead, key: SigningKey): AuditHead {
  return { ...head, keyId: key.id, signature: key.sign(headMessage(head)) }
}
