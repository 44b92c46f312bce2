import { withoutCredentials } from '../kernel/without-credentials.ts'

/** An address that a tool told, as callers see it; the gateway itself goes on with the one that was told. */
export function shownAddress(address: string | null | undefined): string | null {
  return address === null || address === undefined ? null : withoutCredentials(address)
}
