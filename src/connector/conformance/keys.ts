import type { NativeKey } from '../records.ts'

/** One text for a key, to compare and to count. */
export function keyText(key: NativeKey): string {
  return JSON.stringify([key.workspace, key.nativeId])
}

/** The texts of many keys, sorted. */
export function keySet(keys: readonly NativeKey[]): readonly string[] {
  return [...new Set(keys.map(keyText))].toSorted()
}
