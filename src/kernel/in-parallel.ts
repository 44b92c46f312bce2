/** Maps in order with at most `width` calls under way; after the first failure no further one begins. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results = Array.from<Result>({ length: items.length })
  const queue = items.entries()
  let hasFailed = false
  const drain = async () => {
    // All workers share one iterator, so each item is taken once.
    for (const [at, item] of queue) {
      if (hasFailed) return
      try {
        results[at] = await work(item)
      } catch (error) {
        hasFailed = true
        throw error
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, drain))
  return results
}
