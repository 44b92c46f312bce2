import { expect } from 'vitest'
import type { MirroredObject, Page, PageKey } from '../../../src/catalog/types.ts'
import type { Uid } from '../../../src/kernel/ids.ts'

/** Reads every page and expects exactly these objects, in full pages, and no word of any other. Answers the cursors. */
export async function expectPages(
  read: (after: PageKey | null) => Promise<Page<MirroredObject>>,
  first: number,
  expected: readonly Uid[],
): Promise<readonly PageKey[]> {
  const cursors: PageKey[] = []
  for (;;) {
    const { items, hasNextPage } = await read(cursors.at(-1) ?? null)
    cursors.push(...items.map(({ cursor }) => cursor))
    expect(items.map(({ cursor }) => cursor.uid)).toEqual(items.map(({ item }) => item.uid))
    expect(hasNextPage).toBe(cursors.length < expected.length)
    if (!hasNextPage) break
    expect(items).toHaveLength(first)
  }
  expect(cursors.map(({ uid }) => uid).toSorted()).toEqual(expected)
  return cursors
}

/** Expects some of these objects, as many as there are or were asked for. */
export function expectSome(
  objects: readonly MirroredObject[] | undefined,
  first: number,
  expected: readonly Uid[],
): void {
  expect(objects).toHaveLength(Math.min(first, expected.length))
  expect(expected).toEqual(expect.arrayContaining((objects ?? []).map(({ uid }) => uid)))
}

/** Uids, sorted. */
export function sorted(objects: readonly Pick<MirroredObject, 'uid'>[]): readonly Uid[] {
  return objects.map(({ uid }) => uid).toSorted()
}
