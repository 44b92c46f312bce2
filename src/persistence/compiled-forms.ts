import { type CompiledQuery, type Kysely, type RawBuilder, sql } from 'kysely'
import type { Tables } from './tables.ts'

/** Makes what stands in a statement for a value that is known when it is run, by its name. */
export type Place = (name: string) => RawBuilder<unknown>

/** One read, in one of the forms that its statement takes. */
export interface CompiledForm<Row> {
  /** Equal for statements of one text only. */
  readonly form: string
  readonly build: (place: Place) => RawBuilder<Row>
  /** By name; one may stand in the statement more than once. */
  readonly values: Readonly<Record<string, string | number>>
}

/** Runs reads. Every call goes to the store. */
export type ReadForm = <Row>(read: CompiledForm<Row>) => Promise<readonly Row[]>

class Placeholder {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/** Reads in SQL of a few forms, each built and compiled when it is first made: that takes longer than many an indexed read. */
export function compiledForms(kysely: Kysely<Tables>): ReadForm {
  const known = new Map<string, CompiledQuery>()
  return async <Row>({ form, build, values }: CompiledForm<Row>) => {
    const compiled = known.get(form) ?? build((name) => sql`${new Placeholder(name)}`).compile(kysely)
    known.set(form, compiled)
    const parameters = compiled.parameters.map((value) => (value instanceof Placeholder ? values[value.name] : value))
    // Statements of one form have rows of one type.
    const { rows } = await kysely.executeQuery<Row>({ ...(compiled as CompiledQuery<Row>), parameters })
    return rows
  }
}
