import type { Compilable, CompiledQuery, Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/**
 * A read that is built and compiled when it is first made, and from then on only given its parameters: building it takes
 * longer than an indexed read. `query` is the read with any values in the place of its parameters, which stand in the
 * order of the statement. Every call goes to the store.
 */
export function compiledRead<Row>(
  kysely: Kysely<Tables>,
  query: () => Compilable<Row>,
): (...parameters: readonly (string | number)[]) => Promise<readonly Row[]> {
  let compiled: CompiledQuery<Row> | undefined
  return async (...parameters) => {
    compiled ??= query().compile()
    const { rows } = await kysely.executeQuery<Row>({ ...compiled, parameters })
    return rows
  }
}
