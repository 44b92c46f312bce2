import { buildSubgraphSchema } from '@apollo/subgraph'
import * as fc from 'fast-check'
import {
  buildSchema,
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  responsePathAsArray,
  validate,
} from 'graphql'
import { describe, expect, test } from 'vitest'
import { readSchemaText } from '../schema.ts'
import { createExecutor } from './executor.ts'

/** A number below 1 that looks random and is the same for the same key, so that both executors see the same world. */
function chance(...key: readonly unknown[]): number {
  let hash = 2_166_136_261
  for (const char of key.join('\n')) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16_777_619)
  hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_507)
  hash = Math.imul(hash ^ (hash >>> 13), 3_266_489_909)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

function pick<Item>(items: readonly Item[], ...key: readonly unknown[]): Item {
  const item = items[Math.floor(chance(...key) * items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}

/** What the tools behind a request do. */
interface World {
  readonly seed: number
  /** How often something goes wrong; 0 for never. */
  readonly trouble: number
  /**
   * Mixed worlds give no error where null is not allowed: GraphQL.js 16 loses the rejection of a promise in a list when
   * a later item fails at once, and Node ends the process for that.
   */
  readonly pace: 'at once' | 'late' | 'mixed'
}

const scalars: Readonly<Record<string, readonly unknown[]>> = {
  Int: [1, -7, '12', 'no number', 2 ** 40],
  Float: [0.5, 3, 'no number', Number.NaN],
  Boolean: [true, false, 1, 'no truth'],
  String: ['text', '', 4, { a: 1 }],
  ID: ['id', 4, { a: 1 }],
}

/** What is given for a type: the right thing, nothing, an error, or something of another type. */
function valueOf(world: World, type: GraphQLOutputType, place: string, trouble = world.trouble): unknown {
  if (isNonNullType(type)) return valueOf(world, type.ofType, place, world.pace === 'mixed' ? 0 : trouble / 4)
  const roll = chance(world.seed, place, 'outcome')
  if (roll < trouble / 2) return pick([null, undefined], world.seed, place, 'empty')
  if (roll < trouble) return new Error(`an error at ${place}`)
  if (isListType(type)) return listOf(world, type.ofType, place, trouble)
  if (isObjectType(type)) return objectOf(world, type, place)
  if (isAbstractType(type))
    return objectOf(world, pick(schema.getPossibleTypes(type), world.seed, place, 'type'), place)
  if (isEnumType(type)) {
    const values = type.getValues().map(({ value }): unknown => value)
    return chance(world.seed, place, 'member') < trouble ? 'NO_MEMBER' : pick(values, world.seed, place, 'value')
  }
  const values = scalars[type.name] ?? ['anything']
  return trouble === 0 ? values[0] : pick(values, world.seed, place, 'value')
}

function listOf(world: World, type: GraphQLOutputType, place: string, trouble: number): unknown {
  if (chance(world.seed, place, 'list') < trouble / 4) return 'no list'
  const length = Math.floor(chance(world.seed, place, 'length') * 4)
  const items = Array.from({ length }, (_, at) => valueOf(world, type, `${place}.${at}`))
  return items.map((item, at) => later(world, item, `${place}.${at}`))
}

/** The value, or a promise of it. */
function later(world: World, value: unknown, place: string): unknown {
  const isLate = world.pace === 'late' || (world.pace === 'mixed' && chance(world.seed, place, 'late') < 0.4)
  if (!isLate) return value
  return value instanceof Error ? Promise.reject(value) : Promise.resolve(value)
}

/** An error is given as a value, thrown, or comes later; anything else comes at once or later. */
function give(world: World, type: GraphQLOutputType, place: string): unknown {
  const value = valueOf(world, type, place)
  if (world.pace !== 'late' && value instanceof Error && chance(world.seed, place, 'thrown') < 0.5) throw value
  return later(world, value, place)
}

/** An object whose properties are made when they are read; some are methods. */
function objectOf(world: World, type: GraphQLObjectType, place: string): object {
  const get = (target: { readonly typeName: string }, name: string | symbol) => {
    if (name === 'typeName') return target.typeName
    const field = typeof name === 'string' ? type.getFields()[name] : undefined
    if (field === undefined) return undefined
    const answer = () => give(world, field.type, `${place}.${field.name}`)
    return chance(type.name, field.name, 'method') < 0.3 ? answer : answer()
  }
  return new Proxy({ typeName: type.name }, { get })
}

/** The API's own SDL on random worlds: two thirds of the fields have resolvers, the others are plain properties. */
function createRandomSchema(): GraphQLSchema {
  const made = buildSubgraphSchema([{ typeDefs: parse(readSchemaText()), resolvers: {} }])
  for (const type of Object.values(made.getTypeMap())) {
    if (type.name.startsWith('__')) continue
    if (isAbstractType(type)) type.resolveType = (object: { readonly typeName: string }) => object.typeName
    if (!isObjectType(type)) continue
    for (const field of Object.values(type.getFields())) {
      const isResolved = type === made.getQueryType() || chance(type.name, field.name, 'resolved') < 0.66
      if (isResolved) field.resolve = resolverOf(field)
      else delete field.resolve
    }
  }
  return made
}

function resolverOf({ type }: GraphQLField<unknown, unknown>) {
  return (_object: unknown, args: object, world: World, info: GraphQLResolveInfo) => {
    const { path, parentType, returnType, fieldName, fieldNodes, operation, variableValues } = info
    const asked = [parentType.name, String(returnType), fieldName, fieldNodes.length, operation.kind]
    const place = [...responsePathAsArray(path), path.typename, ...asked, JSON.stringify([args, variableValues])]
    return give(world, type, place.join('.'))
  }
}

const schema = createRandomSchema()

/** Writes a random query, with variables, fragments and conditions. */
class QueryWriter {
  readonly variables: Record<string, unknown> = {}
  readonly #seed: number
  readonly #definitions: string[] = ['$c0: Boolean! = true', '$c1: Boolean! = false']
  readonly #fragments: string[] = []
  #count = 0

  constructor(seed: number) {
    this.#seed = seed
    for (const name of ['c0', 'c1']) if (this.#roll() < 0.6) this.variables[name] = this.#roll() < 0.5
  }

  write(): string {
    const root = this.#selection(schema.getQueryType() ?? [], 4)
    return `query Q(${this.#definitions.join(' ')}) ${root}\n${this.#fragments.join('\n')}`
  }

  #roll(): number {
    this.#count += 1
    return chance(this.#seed, 'query', this.#count)
  }

  #some<Item>(items: readonly Item[]): Item {
    return pick(items, this.#seed, 'pick', (this.#count += 1))
  }

  #selection(type: unknown, depth: number): string {
    if (isAbstractType(type)) {
      const parts = schema.getPossibleTypes(type).slice(0, 3)
      return `{ __typename ${parts.map((part) => this.#spread(part, depth)).join(' ')} }`
    }
    if (!isObjectType(type)) throw new Error('only objects have fields')
    const length = 1 + Math.floor(this.#roll() * 4)
    const parts = Array.from({ length }, () => this.#part(type, depth))
    return `{ ${parts.join(' ')} }`
  }

  #part(type: GraphQLObjectType, depth: number): string {
    const roll = this.#roll()
    if (roll < 0.1) return `__typename${this.#condition()}`
    if (roll < 0.25) return this.#spread(type, depth)
    const fields = Object.values(type.getFields()).filter(
      (field) => !field.name.startsWith('_') && (depth > 0 || !isCompositeType(getNamedType(field.type))),
    )
    if (fields.length === 0) return '__typename'
    const field = this.#some(fields)
    const named = getNamedType(field.type)
    const below = isCompositeType(named) ? this.#selection(named, depth - 1) : ''
    const text = `${field.name}${this.#args(field.args)}${this.#condition()} ${below}`
    const alias = this.#roll() < 0.03 ? '__proto__' : `a${(this.#count += 1)}`
    // The same field once more is merged with itself.
    return this.#roll() < 0.1 ? `${alias}: ${text} ${alias}: ${text}` : `${alias}: ${text}`
  }

  #spread(type: GraphQLObjectType, depth: number): string {
    const selection = this.#selection(type, depth - 1)
    if (this.#roll() < 0.6) return `... on ${type.name}${this.#condition()} ${selection}`
    const name = `F${this.#fragments.length}`
    this.#fragments.push(`fragment ${name} on ${type.name} ${selection}`)
    return `...${name}${this.#condition()}`
  }

  #condition(): string {
    const roll = this.#roll()
    if (roll > 0.15) return ''
    return ` @${this.#some(['skip', 'include'])}(if: ${this.#some(['$c0', '$c1', 'true', 'false'])})`
  }

  #args(args: readonly GraphQLArgument[]): string {
    const given = args
      .filter(({ type }) => isNonNullType(type) || this.#roll() < 0.3)
      .map(({ name, type }) => `${name}: ${this.#roll() < 0.4 ? this.#variable(type) : this.#literal(type)}`)
    return given.length === 0 ? '' : `(${given.join(' ')})`
  }

  #variable(type: GraphQLInputType): string {
    const name = `v${this.#definitions.length}`
    this.#definitions.push(`$${name}: ${String(type)}`)
    const named = isNonNullType(type) ? type.ofType : type
    const values = scalars[String(named)] ?? (isListType(named) ? [['x'], 'x', 7] : [null, 'x'])
    if (this.#roll() < 0.95) this.variables[name] = this.#roll() < 0.9 ? values[0] : this.#some(values)
    return `$${name}`
  }

  #literal(type: GraphQLInputType): string {
    if (isNonNullType(type)) return this.#literal(type.ofType)
    if (isListType(type)) return `[${this.#literal(type.ofType)}]`
    if (isEnumType(type)) return this.#some(type.getValues()).name
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter((field) => isNonNullType(field.type) || this.#roll() < 0.3)
      return `{ ${fields.map((field) => `${field.name}: ${this.#literal(field.type)}`).join(' ')} }`
    }
    return { Int: '3', Float: '1.5', Boolean: 'true' }[type.name] ?? '"text"'
  }
}

/** How an answer reads; errors in the order of their places, as which of two late ones comes first is nobody's promise. */
function shown({ data, errors }: ExecutionResult): unknown {
  const told = errors?.map((error) => ({ ...error.toJSON(), cause: error.originalError?.message }))
  return { data: JSON.stringify(data), errors: told?.map((error) => JSON.stringify(error)).toSorted() }
}

function operationOf(document: DocumentNode) {
  const [operation] = document.definitions
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('the operation comes first')
  return { operation, operationName: operation.name?.value, variables: {} }
}

async function bothAnswers(document: DocumentNode, variables: Readonly<Record<string, unknown>>, world: World) {
  const planned = await planExecute({ document, ...operationOf(document), variables, context: world })
  const expected = await execute({ schema, document, variableValues: variables, contextValue: world })
  return { planned, expected }
}

const planExecute = createExecutor(schema)

const world = fc.record({
  seed: fc.integer(),
  trouble: fc.constantFrom(0, 0.02, 0.2),
  pace: fc.constantFrom('at once' as const, 'late' as const, 'mixed' as const),
})

describe('the planned executor', () => {
  test('answers any query in any world as GraphQL.js does, errors and their places included', {
    timeout: 60_000,
  }, async () => {
    const seen = { answers: 0, withErrors: 0, bubbled: 0, refused: 0 }
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.array(world, { minLength: 1, maxLength: 3 }), async (seed, worlds) => {
        const writer = new QueryWriter(seed)
        const document = parse(writer.write())
        fc.pre(validate(schema, document).length === 0)
        // One document serves several worlds and conditions.
        for (const [at, each] of worlds.entries()) {
          const variables = { ...writer.variables, c1: at === 1 }
          const { planned, expected } = await bothAnswers(document, variables, each)
          expect(shown(planned)).toEqual(shown(expected))
          seen.answers += 1
          if (expected.data === undefined) seen.refused += 1
          if (expected.errors !== undefined) seen.withErrors += 1
          if (expected.errors?.some(({ message }) => message.startsWith('Cannot return null'))) seen.bubbled += 1
        }
      }),
      { numRuns: 150 },
    )
    expect(seen.answers).toBeGreaterThan(150)
    expect(seen.withErrors / seen.answers).toBeGreaterThan(0.2)
    expect(Math.min(seen.bubbled, seen.refused)).toBeGreaterThan(0)
  })

  test('takes the rejection of an item that nobody waits for any more', async () => {
    const small = buildSchema('type Query { items: [Item!] } type Item { value: Int! }')
    const items = [{ value: async () => Promise.reject(new Error('late')) }, { value: () => null }]
    const itemsField = small.getQueryType()?.getFields()['items']
    if (itemsField !== undefined) itemsField.resolve = () => items
    const unhandled: unknown[] = []
    // What other documents left behind, of GraphQL.js among them, comes late and is not of this one.
    const listen = (reason: unknown) => {
      if (String(reason).includes('late')) unhandled.push(reason)
    }
    process.on('unhandledRejection', listen)
    const document = parse('{ items { value } }')
    const { data, errors } = await createExecutor(small)({ document, ...operationOf(document), context: {} })
    await new Promise((resolve) => setImmediate(resolve))
    process.off('unhandledRejection', listen)
    expect({ ...data }).toEqual({ items: null })
    expect(errors?.map(({ message, path }) => ({ message, path }))).toEqual([
      { message: 'Cannot return null for non-nullable field Item.value.', path: ['items', 1, 'value'] },
    ])
    expect(unhandled).toEqual([])
  })

  test.each([
    ['several operations and no name', 'query A { a } query B { a }', undefined, 'Must provide operation name'],
    ['no operation of the name', 'query A { a }', 'B', 'Unknown operation named "B"'],
  ])('refuses %s', async (_what, text, operationName, message) => {
    const asked = { document: parse(text), operation: undefined, operationName, variables: {}, context: {} }
    const { data, errors } = await createExecutor(buildSchema('type Query { a: Int }'))(asked)
    expect({ data, messages: errors?.map((error) => error.message) }).toEqual({
      data: undefined,
      messages: [expect.stringContaining(message)],
    })
  })

  test('gives each request its own variables and conditions, on one plan', async () => {
    const document = parse('query($id: ID!, $more: Boolean!) { node(id: $id) { id @include(if: $more) } }')
    const echo = buildSchema('type Query { node(id: ID!): Node } type Node { id: ID! }')
    const node = echo.getQueryType()?.getFields()['node']
    if (node !== undefined) node.resolve = (_root, args: object) => args
    const executor = createExecutor(echo)
    const ask = (variables: Readonly<Record<string, unknown>>) =>
      executor({ document, ...operationOf(document), variables, context: {} })
    for (const id of ['a', 'b']) {
      expect(await ask({ id, more: true })).toEqual({ data: { node: { id } } })
      expect(await ask({ id, more: false })).toEqual({ data: { node: {} } })
    }
  })
})
