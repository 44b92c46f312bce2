/** Ids of those on whose word a gate rests that counts this, in order. */
export function attestersAmong(counting: readonly { readonly principal: string }[]): readonly string[] {
  return [...new Set(counting.map(({ principal }) => principal))].toSorted()
}
