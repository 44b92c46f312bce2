import type { Page, PageKey } from '../../catalog/types.ts'

/** A page from rows that were read with one more than asked, by which it knows whether more follow. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  first: number,
  read: { item(row: Row): Item; cursor(row: Row): PageKey },
): Page<Item> {
  const items = rows.slice(0, first).map((row) => ({ item: read.item(row), cursor: read.cursor(row) }))
  return { items, hasNextPage: rows.length > first }
}
