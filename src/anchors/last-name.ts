/** The last in the order of names; null of none. */
export function lastName(names: readonly string[]): string | null {
  return names.toSorted().at(-1) ?? null
}
