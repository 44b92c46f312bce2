/** Items of one source, with their places in the list they came from. */
export interface SourceGroup<Item> {
  readonly source: string
  readonly items: readonly Item[]
  readonly places: readonly number[]
}

/** Groups items by source, keeping their order. */
export function bySource<Item extends { readonly source: string }>(
  items: readonly Item[],
): readonly SourceGroup<Item>[] {
  const groups = new Map<string, { source: string; items: Item[]; places: number[] }>()
  for (const [place, item] of items.entries()) {
    const group = groups.get(item.source) ?? { source: item.source, items: [], places: [] }
    group.items.push(item)
    group.places.push(place)
    groups.set(item.source, group)
  }
  return [...groups.values()]
}

/**
 * Answers for items of many sources at once: each source's items in one batch, all sources side by side, the answers in
 * the order of the items.
 */
export async function eachSource<Item extends { readonly source: string }, Result>(
  items: readonly Item[],
  work: (source: string, items: readonly Item[]) => Promise<readonly Result[]>,
  missing: Result,
): Promise<Result[]> {
  const results: Result[] = items.map(() => missing)
  const perGroup = async (group: SourceGroup<Item>) => {
    const answers = await work(group.source, group.items)
    for (const [index, place] of group.places.entries()) results[place] = answers[index] ?? missing
  }
  await Promise.all(bySource(items).map(perGroup))
  return results
}
