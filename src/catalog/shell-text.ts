/**
 * Quotes text as one word for a POSIX shell (POSIX.1-2024, XCU 2.2.2). Control characters other than the line feed are
 * spelled out: typed raw, some of them interrupt the terminal that a command is pasted into. A NUL byte cannot be part
 * of an argument at all, and is left out.
 */
export function shellQuote(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text
  // The control characters of ASCII; those beyond have two bytes in UTF-8, which no terminal acts on.
  const parts = text.replaceAll('\0', '').split(/((?:(?![\n\u0080-\u009f])\p{Cc})+)/u)
  const words = parts.map((part, index) => (index % 2 === 1 ? spelledOut(part) : singleQuoted(part)))
  const word = words.filter((part) => part !== "''").join('')
  return word === '' ? "''" : word
}

function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

function spelledOut(text: string): string {
  const octal = Array.from(Buffer.from(text, 'ascii'), (byte) => `\\${byte.toString(8).padStart(3, '0')}`)
  return `"$(printf '${octal.join('')}')"`
}

/** A path as one word that no program takes for an option. */
export function shellPath(path: string): string {
  return shellQuote(path.startsWith('-') ? `./${path}` : path)
}

/** Lines that write `text` into a file named `name`, word for word but for a last line feed. */
export function hereDocument(name: string, text: string): readonly string[] {
  const lines = text.split('\n')
  const content = lines.at(-1) === '' ? lines.slice(0, -1) : lines
  const taken = new Set(content)
  let delimiter = 'END_OF_FILE'
  for (let count = 1; taken.has(delimiter); count += 1) delimiter = `END_OF_FILE_${count}`
  return [`cat > ${shellPath(name)} <<'${delimiter}'`, ...content, delimiter]
}
