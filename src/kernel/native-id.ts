/**
 * Native id of a part of a group (a version of a model, a data version of a dataset), as connectors and the mirror
 * write it. Names may hold anything but a line feed.
 */
export function joinNativeId(group: string, part: string): string {
  return `${group}\n${part}`
}

/** The two parts of a native id of a version (model, number) or of a data version (dataset, digest). */
export function splitNativeId(nativeId: string): readonly [string, string] {
  const at = nativeId.lastIndexOf('\n')
  return [nativeId.slice(0, at), nativeId.slice(at + 1)]
}
