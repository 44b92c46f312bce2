import { z } from 'zod'
import { Secret } from '../kernel/secret.ts'

/** A non-empty credential in a connector's config; printed as `[secret]` from there on. */
export function secretText() {
  return z
    .string()
    .min(1)
    .transform((value) => new Secret(value))
}
