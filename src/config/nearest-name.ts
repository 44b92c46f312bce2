/** The known name that somebody most likely meant; undefined when none is near. */
export function nearestName(given: string, known: readonly string[]): string | undefined {
  const [nearest] = known
    .map((name) => ({ name, distance: distance(given.toLowerCase(), name.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance)
  if (nearest === undefined || nearest.distance > Math.max(1, Math.floor(given.length / 3))) return undefined
  return nearest.name
}

/** Letters added, left out, exchanged or swapped with their neighbour (the optimal string alignment distance). */
function distance(a: string, b: string): number {
  let [before, last]: readonly (readonly number[])[] = [
    [],
    Array.from({ length: b.length + 1 }, (_one, index) => index),
  ]
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1]
      const isSwapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const changed = (last?.[j - 1] ?? 0) + (isSame ? 0 : 1)
      const swapped = isSwapped ? (before?.[j - 2] ?? 0) + 1 : changed
      row.push(Math.min((last?.[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, changed, swapped))
    }
    before = last
    last = row
  }
  return last?.[b.length] ?? 0
}
