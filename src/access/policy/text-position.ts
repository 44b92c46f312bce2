/** Where something is in a text; both count from 1. */
export interface TextPosition {
  readonly line: number
  readonly column: number
}

/** Position of the character at an index of a JavaScript string. Columns count characters, not code units. */
export function positionAt(text: string, index: number): TextPosition {
  const before = text.slice(0, index)
  const lineStart = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: Array.from(before.slice(lineStart)).length + 1 }
}

/** Index of the character that begins at a byte of the text's UTF-8 form, which is what Cedar counts in. */
export function indexOfByte(text: string, byte: number): number {
  return Buffer.from(text, 'utf8').subarray(0, byte).toString('utf8').length
}
