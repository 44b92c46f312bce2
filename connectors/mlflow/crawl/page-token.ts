/**
 * MLflow's page tokens are base64 of `{"offset": n}`, which lets a walk go back when records before it were deleted.
 * Null for a token of another form.
 */
export function offsetOf(token: string): number | null {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(token, 'base64').toString('utf8'))
    const offset = typeof parsed === 'object' && parsed !== null && 'offset' in parsed ? parsed.offset : null
    return typeof offset === 'number' && Number.isInteger(offset) ? offset : null
  } catch {
    return null
  }
}

/** The token of an offset; null for the beginning. */
export function tokenOf(offset: number): string | null {
  return offset === 0 ? null : Buffer.from(JSON.stringify({ offset }), 'utf8').toString('base64')
}
