/**
 * Text as both engines can hold it: PostgreSQL refuses NUL and half characters, which become U+FFFD. Applied to whatever
 * is written and to whatever is looked up, so that both still meet.
 */
export function storableText(text: string): string {
  return text.includes('\0') || !text.isWellFormed() ? text.replaceAll('\0', '\uFFFD').toWellFormed() : text
}
