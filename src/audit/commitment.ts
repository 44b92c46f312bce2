import { createHash, randomBytes } from 'node:crypto'

/** A text with the salt that its commitment needs. */
export interface SaltedText {
  /** 32 random bytes, hexadecimal: without them nobody can try texts until one fits. */
  readonly salt: string
  readonly text: string
}

/** Salts a text. */
export function salted(text: string): SaltedText {
  return { salt: randomBytes(32).toString('hex'), text }
}

/** What stands for a text in an event: hexadecimal, tells nothing once text and salt are gone, and fits no other text. */
export function commitmentTo({ salt, text }: SaltedText): string {
  return createHash('sha256').update('modelwarden audit text v1\n').update(salt).update('\n').update(text).digest('hex')
}
