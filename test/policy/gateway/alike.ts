import { expect } from 'vitest'
import { at, isObject, listAt } from './json.ts'
import type { Asked, Reply } from './question.ts'

/** What of a refusal is another at every time, or tells of what is like what was asked for. */
const varying: ReadonlySet<string> = new Set(['errorId', 'candidates'])

/** An answer with what the caller said taken out of it, to be compared with the answer to something else. */
export function neutral(reply: Reply, said: readonly string[]): unknown {
  const text = said.reduce((left, word) => left.replaceAll(word, 'SAID'), JSON.stringify([reply.data, reply.errors]))
  return withoutVarying(JSON.parse(text.replaceAll(' The candidates are like it.', '')))
}

/** Expects what is hidden from the caller to look like what does not exist. */
export async function expectAlike(
  asked: Asked,
  query: string,
  [hidden, unknown]: readonly [
    { readonly variables: Readonly<Record<string, unknown>>; readonly said: readonly string[] },
    { readonly variables: Readonly<Record<string, unknown>>; readonly said: readonly string[] },
  ],
): Promise<void> {
  const replies = [await asked.ask(query, hidden.variables), await asked.ask(query, unknown.variables)] as const
  expect(neutral(replies[0], hidden.said)).toEqual(neutral(replies[1], unknown.said))
}

/** The code of the first error; undefined where there is none. */
export function codeOf(reply: Reply): unknown {
  return at(listAt(reply.errors)[0], 'extensions', 'code')
}

function withoutVarying(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutVarying)
  if (!isObject(value)) return value
  const entries = Object.entries(value).filter(([key]) => !varying.has(key))
  return Object.fromEntries(entries.map(([key, part]) => [key, withoutVarying(part)]))
}

/** What went wrong, in short. */
export function errorsOf({ errors }: Reply): readonly string[] {
  return listAt(errors).map((error) => {
    const place = listAt(error, 'path').join('.')
    return `${place} ${String(at(error, 'extensions', 'code'))}: ${String(at(error, 'message'))}`
  })
}
