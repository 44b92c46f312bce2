/**
 * Native id of a part of a group (a version of a model, a data version of a dataset), as connectors and the mirror
 * write it. Names may hold anything but a line feed.
 */
export function joinNativeId(group: string, part: string): string {
  return `${group}\n${part}`
}
