import type { NativeKey } from '../../src/connector/index.ts'

/** Splits keys by workspace and leaves out those of workspaces that are not read. */
export function byWorkspace<Key extends NativeKey>(
  keys: readonly Key[],
  workspaces: readonly string[],
): ReadonlyMap<string, readonly Key[]> {
  const groups = new Map<string, Key[]>()
  for (const key of keys) {
    if (!workspaces.includes(key.workspace)) continue
    const group = groups.get(key.workspace) ?? []
    group.push(key)
    groups.set(key.workspace, group)
  }
  return groups
}

/** Answers in the order asked, null where nothing was found. */
export function inOrder<Found extends NativeKey>(
  keys: readonly NativeKey[],
  found: readonly Found[],
): readonly (Found | null)[] {
  const byKey = new Map(found.map((item) => [keyText(item), item]))
  return keys.map((key) => byKey.get(keyText(key)) ?? null)
}

/** Cuts a list into pieces of at most `size`. */
export function chunksOf<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  const chunks: (readonly Item[])[] = []
  for (let at = 0; at < items.length; at += size) chunks.push(items.slice(at, at + size))
  return chunks
}

/** Cuts a list of texts into pieces whose encoded length stays under `lengthMax` in a request line. */
export function chunksByLength(items: readonly string[], lengthMax: number): readonly (readonly string[])[] {
  const chunks: string[][] = []
  let length = Number.POSITIVE_INFINITY
  for (const item of items) {
    const cost = encodedLength(item)
    if (length + cost > lengthMax) {
      chunks.push([])
      length = 0
    }
    chunks.at(-1)?.push(item)
    length += cost
  }
  return chunks
}

function keyText({ workspace, nativeId }: NativeKey): string {
  return `${workspace}\n${nativeId}`
}

function encodedLength(item: string): number {
  // Quotes and the comma; a blank and its like travel as three bytes, an odd character as %5CU00000000.
  return Array.from(item).reduce((sum, character) => sum + encodedCost(character), 5)
}

function encodedCost(character: string): number {
  if (/[A-Za-z0-9_.-]/.test(character)) return 1
  return /[ @:/]/.test(character) ? 3 : 13
}
