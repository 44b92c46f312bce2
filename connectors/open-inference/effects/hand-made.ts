import { createHash } from 'node:crypto'

/** What settings stand for that were written by hand: their own bytes. */
export function handMadeText(content: string): string {
  return `settings sha256:${createHash('sha256').update(content).digest('hex')}`
}

/** The digest in the text of settings that were written by hand; null for other texts. */
export function handMadeDigest(text: string): string | null {
  return /^settings sha256:([0-9a-f]{64})$/.exec(text)?.[1] ?? null
}
