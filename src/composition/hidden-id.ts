import { createHmac } from 'node:crypto'

/** Makes names for hidden nodes of a graph: nothing can be told from one, and no two callers get the same. */
export function createHiddenIds(key: Uint8Array): (principalId: string, ids: readonly string[]) => string {
  return (principalId, ids) => {
    const digest = createHmac('sha256', key)
      .update(JSON.stringify([principalId, ids]))
      .digest('base64url')
    return `restricted-${digest.slice(0, 22)}`
  }
}
