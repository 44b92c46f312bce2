import type * as cedar from '@cedar-policy/cedar-wasm/nodejs'

/** The module that decides. */
export type Cedar = typeof cedar

let loading: Promise<Cedar> | undefined

/** Loads Cedar once. It takes tens of megabytes, so nobody loads it before there is something to decide. */
export function loadCedar(): Promise<Cedar> {
  loading ??= import('@cedar-policy/cedar-wasm/nodejs')
  return loading
}
