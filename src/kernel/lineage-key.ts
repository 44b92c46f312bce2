import { createHash } from 'node:crypto'

declare const lineageKeyBrand: unique symbol
/** Name of a node in the lineage index: 22 characters that follow from what the node is, before anybody has seen it. */
export type LineageKey = string & { readonly [lineageKeyBrand]: true }

/** What an object of a tool is called: its kind, where it is, and its tool's own id. */
export interface NativeName {
  readonly kind: string
  readonly source: string
  readonly workspace: string
  readonly nativeId: string
}

/** Key of an object of a tool. A name that is made again has the same key; which object it was is a matter of time. */
export function lineageKeyOf({ kind, source, workspace, nativeId }: NativeName): LineageKey {
  return digest([kind, source, workspace, nativeId])
}

/** Key of a node that only lineage knows, by its id. */
export function virtualLineageKey(id: string): LineageKey {
  return digest([id])
}

/**
 * Stands for all deployments of which nobody has said yet what they serve: it changes when one comes to them or leaves
 * them. Whatever leads down from anything may lead to each of these.
 */
export const unstatedDeploymentsKey = virtualLineageKey('unstated deployments')

function digest(parts: readonly string[]): LineageKey {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest()
  return hash.subarray(0, 16).toString('base64url') as LineageKey
}
