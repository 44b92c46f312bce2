/** MLflow reads a list in a filter as a Python literal, so every odd character can be written as an escape. */
function pythonLiteral(text: string): string {
  const escaped = Array.from(text, (character) => {
    if (/[A-Za-z0-9 _.@:/-]/.test(character)) return character
    const code = character.codePointAt(0) ?? 0
    return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`
  })
  return `'${escaped.join('')}'`
}

/** `field IN (...)` for exactly these values, whatever characters they hold. */
export function isOneOf(field: string, values: readonly string[]): string {
  return `${field} IN (${values.map(pythonLiteral).join(',')})`
}

/**
 * A clause that holds for at least this value. MLflow has no escape for quotes in a plain comparison, so a value with
 * odd characters becomes a pattern with a wildcard for each; the caller compares again.
 */
export function matches(field: string, value: string): string {
  if (/^[\p{L}\p{N} _.@:/-]+$/u.test(value)) return `${field} = '${value}'`
  const pattern = Array.from(value, (character) => (/[\p{L}\p{N} .@:/-]/u.test(character) ? character : '_'))
  return `${field} LIKE '${pattern.join('')}'`
}

/**
 * Whether a text can name anything: MLflow's stores keep none of what this refuses, and a request line longer than
 * gunicorn's 4,094 bytes would be refused before MLflow sees it.
 */
export function isSayable(text: string): boolean {
  return text !== '' && text.isWellFormed() && !text.includes('\0') && encodeURIComponent(text).length <= 3_400
}

/** Whether a text has the form of an id that MLflow makes; anything else names nothing and is not asked for. */
export function isId(text: string): boolean {
  return /^[\w-]{1,64}$/.test(text)
}

/** Whether a text is a version's number. */
export function isVersionNumber(text: string): boolean {
  return /^[1-9]\d{0,9}$/.test(text) && Number(text) < 2 ** 31
}
