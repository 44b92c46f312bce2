/** A number as JSON can carry it; null when it is not finite. */
export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

/** A number as text, `NaN` and `Infinity` included. */
export function numberText(value: number): string {
  return String(value)
}
