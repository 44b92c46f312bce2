/** A value of protobuf's text format: the text of a scalar, or the fields of a message. */
export type TextValue = string | readonly TextField[]

/** One field of a message, with where it stands in the text. `end` is after a separator that follows it. */
export interface TextField {
  readonly name: string
  /** One; or what a list holds. */
  readonly values: readonly TextValue[]
  readonly start: number
  readonly end: number
}

const depthMax = 32
const blank = /(?:\s|#[^\n]*)*/y
const word = /[A-Za-z_][A-Za-z0-9_]*/y
const scalar = /-?\s*[A-Za-z0-9_.+-]+/y
const quoted = /"(?:[^"\\\n]|\\[^\n])*"|'(?:[^'\\\n]|\\[^\n])*'/y
const closers: Readonly<Record<string, string>> = { '{': '}', '<': '>' }

/** It is not in the text format. Never leaves this file. */
class Unreadable extends Error {}

/** Reads what protobuf calls its text format, as far as settings of models use it. Null for anything else. */
export function parseTextFormat(text: string): readonly TextField[] | null {
  try {
    const reader = { text, at: 0 }
    return fieldsUntil(reader, null, 0)
  } catch (error) {
    if (error instanceof Unreadable) return null
    throw error
  }
}

interface Reader {
  readonly text: string
  at: number
}

/** What matches here, with blanks and comments after it passed over; null where it does not match. */
function take(reader: Reader, pattern: RegExp): string | null {
  pattern.lastIndex = reader.at
  const found = pattern.exec(reader.text)?.[0]
  if (found === undefined) return null
  reader.at += found.length
  return found
}

function skipBlank(reader: Reader): void {
  take(reader, blank)
}

function takeSign(reader: Reader, signs: string): string | null {
  skipBlank(reader)
  const sign = reader.text[reader.at]
  if (sign === undefined || !signs.includes(sign)) return null
  reader.at += 1
  return sign
}

function fieldsUntil(reader: Reader, closer: string | null, depth: number): readonly TextField[] {
  if (depth > depthMax) throw new Unreadable()
  const fields: TextField[] = []
  for (;;) {
    skipBlank(reader)
    if (closer === null && reader.at === reader.text.length) return fields
    if (closer !== null && takeSign(reader, closer) !== null) return fields
    fields.push(fieldAt(reader, depth))
  }
}

function fieldAt(reader: Reader, depth: number): TextField {
  const start = reader.at
  const name = take(reader, word)
  if (name === null) throw new Unreadable()
  const isScalarAllowed = takeSign(reader, ':') !== null
  const values = takeSign(reader, '[') === null ? [valueAt(reader, depth, isScalarAllowed)] : listAt(reader, depth)
  const ended = reader.at
  // Blanks before a separator are of the field; those before the next field are not.
  if (takeSign(reader, ',;') === null) reader.at = ended
  return { name, values, start, end: reader.at }
}

function listAt(reader: Reader, depth: number): readonly TextValue[] {
  const values: TextValue[] = []
  if (takeSign(reader, ']') !== null) return values
  for (;;) {
    values.push(valueAt(reader, depth, true))
    if (takeSign(reader, ']') !== null) return values
    if (takeSign(reader, ',') === null) throw new Unreadable()
  }
}

function valueAt(reader: Reader, depth: number, isScalarAllowed: boolean): TextValue {
  const closer = closers[takeSign(reader, '{<') ?? '']
  if (closer !== undefined) return fieldsUntil(reader, closer, depth + 1)
  if (!isScalarAllowed) throw new Unreadable()
  const pieces: string[] = []
  for (let piece = take(reader, quoted); piece !== null; piece = take(reader, quoted)) {
    pieces.push(unquoted(piece))
    const ended = reader.at
    skipBlank(reader)
    // Texts side by side are one text; what follows the last of them is not of the field.
    if (!/^["']/.test(reader.text.slice(reader.at, reader.at + 1))) reader.at = ended
  }
  if (pieces.length > 0) return pieces.join('')
  const found = take(reader, scalar)
  if (found === null) throw new Unreadable()
  return found
}

const named: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

function unquoted(literal: string): string {
  return literal
    .slice(1, -1)
    .replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, hex: string | undefined, sign: string) =>
      hex === undefined ? (named[sign] ?? sign) : String.fromCharCode(Number.parseInt(hex, 16)),
    )
}

/** A text as a scalar of the text format. */
export function quotedText(text: string): string {
  return JSON.stringify(text)
}
