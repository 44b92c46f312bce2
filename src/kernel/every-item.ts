/** A page of a list. */
interface ItemsOfPage<Item> {
  readonly items: readonly Item[]
  readonly hasNextPage: boolean
}

/** Reads a list to its end, page by page; `placeOf` tells by the last item of a page where the next begins. */
export async function everyItem<Item, Place>(
  read: (after: Place | null) => Promise<ItemsOfPage<Item>>,
  placeOf: (last: Item) => Place,
): Promise<readonly Item[]> {
  const found: Item[] = []
  let after: Place | null = null
  for (;;) {
    const { items, hasNextPage }: ItemsOfPage<Item> = await read(after)
    found.push(...items)
    const last = items.at(-1)
    if (!hasNextPage || last === undefined) return found
    after = placeOf(last)
  }
}
