import { expect } from 'vitest'
import type { TestGateway } from '../support/gateway.ts'
import type { AnswerError } from '../support/graphql.ts'

/** Text as a GraphQL string. */
export const quoted = (text: string): string => JSON.stringify(text)

/** Asks a field that must be refused, beside one that must be answered all the same, and gives the refusal. */
export async function refusalOf({ ask }: Pick<TestGateway, 'ask'>, field: string): Promise<AnswerError> {
  const answer = await ask(`{ refused: ${field} viewer { name } }`)
  expect(answer.status).toBe(200)
  expect(answer.data).toEqual({ refused: null, viewer: { name: 'admin' } })
  expect(answer.errors).toHaveLength(1)
  const [error] = answer.errors
  if (error === undefined) throw new Error('unreachable: the length was checked')
  expect(error.path).toEqual(['refused'])
  return error
}

/** Expects a field to be refused with a code. */
export async function expectRefused(
  gateway: Pick<TestGateway, 'ask'>,
  field: string,
  wanted: { readonly code: string } & Readonly<Record<string, unknown>>,
): Promise<void> {
  expect((await refusalOf(gateway, field)).extensions).toMatchObject(wanted)
}

/** One of the objects that an ambiguous ref may mean. */
export interface Candidate {
  readonly ref: string
  readonly source: string
  readonly id: string
}

/** The candidates of a refused ambiguous ref, by source. */
export async function candidatesOf(gateway: Pick<TestGateway, 'ask'>, field: string): Promise<readonly Candidate[]> {
  const { extensions } = await refusalOf(gateway, field)
  expect(extensions.code).toBe('AMBIGUOUS_REF')
  const found = extensions['candidates']
  if (!Array.isArray(found)) throw new Error(`The refusal names no candidates: ${JSON.stringify(extensions)}`)
  const candidates: readonly Candidate[] = found
  return candidates.toSorted((a, b) => (a.source < b.source ? -1 : 1))
}

/** Expects what every list does with a `first` out of range and with a cursor that it did not give out. */
export async function expectListArguments(
  gateway: Pick<TestGateway, 'ask'>,
  list: (args: string) => string,
  otherCursor: string,
): Promise<void> {
  for (const first of [0, -1, 101]) {
    await expectRefused(gateway, list(`first: ${first}`), { code: 'BAD_USER_INPUT', field: ['first'], max: 100 })
  }
  for (const cursor of ['', 'nonsense', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', otherCursor]) {
    await expectRefused(gateway, list(`first: 1, after: ${quoted(cursor)}`), {
      code: 'BAD_USER_INPUT',
      field: ['after'],
    })
  }
}

/** A cursor that the gateway gave out for its list of models, or of experiments. */
export async function cursorOf({ read }: Pick<TestGateway, 'read'>, list: 'models' | 'experiments'): Promise<string> {
  const answer = await read<{ list: { pageInfo: { endCursor: string } } }>(
    `{ list: ${list}(first: 1) { pageInfo { endCursor } } }`,
  )
  return answer.list.pageInfo.endCursor
}
