/** States of something that is served, the most hopeful first. */
const hopeful = ['READY', 'LOADING', 'UNKNOWN', 'UNAVAILABLE'] as const

/** Whether something answers whose versions are in these states: as soon as one does; else the most hopeful of them. */
export function stateOfServed(
  versions: readonly { readonly state: (typeof hopeful)[number] }[],
): (typeof hopeful)[number] {
  const states = new Set(versions.map(({ state }) => state))
  return hopeful.find((state) => states.has(state)) ?? 'UNKNOWN'
}
