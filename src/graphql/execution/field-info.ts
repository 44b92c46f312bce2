import type { GraphQLResolveInfo } from 'graphql'
import { type FieldPlan, type Path, pathOf, type Run } from './plan.ts'

/** What a resolver may ask about its field. Most ask nothing, so everything is looked up when it is asked for. */
export class FieldInfo implements GraphQLResolveInfo {
  readonly #run: Run
  readonly #field: FieldPlan
  readonly #parent: Path | undefined

  constructor(run: Run, field: FieldPlan, parent: Path | undefined) {
    this.#run = run
    this.#field = field
    this.#parent = parent
  }

  get fieldName() {
    return this.#field.name
  }

  get fieldNodes() {
    return this.#field.nodes
  }

  get returnType() {
    return this.#field.returnType
  }

  get parentType() {
    return this.#field.parentType
  }

  get path() {
    return pathOf(this.#field, this.#parent)
  }

  get schema() {
    return this.#run.schema
  }

  get fragments() {
    return this.#run.fragments
  }

  get rootValue() {
    return undefined
  }

  get operation() {
    return this.#run.operation
  }

  get variableValues() {
    return this.#run.variables
  }
}
