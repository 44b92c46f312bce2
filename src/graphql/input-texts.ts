import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { type Problem, problem } from '../kernel/problem.ts'

/** The most characters of what people write. */
export const textMax = 2_000

/** The most characters of a name, a ticket or a key. */
export const nameMax = 200

/** Nothing is changed without saying why. */
export const noReason = problem('BAD_USER_INPUT', 'This needs a `reason`.', { field: ['reason'] })

/** Texts of an input without white space around them; null for what is empty or left out. Refuses with BAD_USER_INPUT. */
export function texts<Key extends string>(
  input: object,
  lengths: Readonly<Record<Key, number>>,
): Outcome<Readonly<Record<Key, string | null>>> {
  const read: Partial<Record<Key, string | null>> = {}
  for (const [name, max] of Object.entries<number>(lengths)) {
    // `Object.entries` forgets which names there are.
    const key = name as Key
    const given: unknown = Reflect.get(input, key)
    const text = typeof given === 'string' ? given.trim() : ''
    if (text.length > max || !text.isWellFormed())
      return refuse(problem('BAD_USER_INPUT', `\`${key}\` has at most ${max} characters.`, { field: [key] }))
    // PostgreSQL holds none.
    if (text.includes('\0'))
      return refuse(problem('BAD_USER_INPUT', `\`${key}\` is text without NUL.`, { field: [key] }))
    read[key] = text === '' ? null : text
  }
  // Every key of `lengths` was just read.
  return succeed(read as Readonly<Record<Key, string | null>>)
}

/** Why names cannot be looked up: PostgreSQL looks for no text with NUL in it. Null where they can. */
export function nulRefusal(names: Readonly<Record<string, string | null | undefined>>): Problem | null {
  for (const [field, name] of Object.entries(names))
    if (name?.includes('\0')) return problem('BAD_USER_INPUT', `\`${field}\` is text without NUL.`, { field: [field] })
  return null
}
