import { z } from 'zod'
import type { Tags } from '../../../src/connector/index.ts'

/** A 64-bit integer, which protobuf's JSON may write as text. Beyond 53 bits it is the nearest that a number can be. */
export const integer = z.union([
  z.number().refine(Number.isInteger),
  z
    .string()
    .regex(/^-?\d{1,19}$/)
    .transform(Number),
])

/** The same, or null where it is left out. */
export const integerOrNull = integer.nullish().transform((value) => value ?? null)

// The last moment that ECMAScript counts, on both sides of 1970.
const timeMax = 8.64e15

/** A time in milliseconds. Clients set times as they like; one that is no moment must not make its page unreadable. */
export const timeOrNull = integerOrNull.transform((value) =>
  value !== null && Math.abs(value) <= timeMax ? value : null,
)

/** Text where the empty one and a missing one both mean that there is none. */
export const textOrNull = z
  .string()
  .nullish()
  .transform((value) => value || null)

// MLflow's SQL store cannot keep infinities and writes the largest double in their place.
const storedInfinity = Number.MAX_VALUE

/** An id, which some servers write as a number. */
export const id = z.union([z.string().min(1), z.int().transform(String)])

/** A double, with the names that JSON has no number for. */
export const double = z
  .union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity']).transform(Number)])
  .transform((value) => (Math.abs(value) === storedInfinity ? Math.sign(value) * Number.POSITIVE_INFINITY : value))

/** A repeated field; MLflow leaves empty ones out. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z
    .array(item)
    .nullish()
    .transform((items) => items ?? [])
}

/** Key and value pairs, as tags and parameters travel. Of two with one key the last counts, as in MLflow. */
export const pairs = listOf(z.object({ key: z.string(), value: z.string().nullish() })).transform(
  (items): Tags => Object.fromEntries(items.map(({ key, value }) => [key, value ?? ''])),
)

/** Where the next page begins; null on the last. */
export const pageToken = textOrNull.describe('page token')
