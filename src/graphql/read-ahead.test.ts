import { buildSchema, execute, type GraphQLObjectType, parse } from 'graphql'
import { beforeEach, expect, test } from 'vitest'
import type { Live, MirroredObject } from '../catalog/types.ts'
import type { Uid } from '../kernel/ids.ts'
import { connectionOf } from './connection.ts'
import { liveFields, mirrored } from './live-field.ts'
import { type Item, ObjectLoader } from './object-loader.ts'
import { readingAhead } from './read-ahead.ts'

/** The part of a tool's record that is asked for. */
interface Facts {
  readonly status: string
}

const rows = ['a', 'b', 'c'].map(
  (name): MirroredObject => ({
    uid: name as Uid,
    kind: 'Run',
    source: 'tracking',
    workspace: '',
    nativeId: name,
    nativeCreatedAt: null,
    parentUid: null,
    name,
    description: null,
    createdAt: null,
    updatedAt: null,
    observedAt: 0,
    facts: {},
    accessClass: 'everything',
  }),
)

/** What happened, in order. */
let events: string[]
let answerOf: (object: MirroredObject) => Item<Live<Facts>>

beforeEach(() => {
  events = []
  answerOf = (object) => ({ object, observedAt: 0, record: { status: `${object.name} is fine` } })
})

const sdl = `
  type Query { runs: RunConnection }
  type RunConnection { nodes: [Run!]! edges: [RunEdge!]! }
  type RunEdge { node: Run! }
  type Run { id: ID! name: String status: String user: String sibling: String }
`

/** Asks a schema whose rows have live fields, and one that begins a read of its own. */
async function ask(query: string) {
  const loader = new ObjectLoader<Live<Facts>>(async (objects) => {
    events.push(`read ${objects.map(({ name }) => name).join(' ')}`)
    await new Promise((resolve) => setImmediate(resolve))
    events.push('all read')
    return objects.map(answerOf)
  })
  const fields = liveFields<Facts>(() => loader)
  const schema = buildSchema(sdl)
  const fieldsOf = (name: string) => (schema.getType(name) as GraphQLObjectType).getFields()
  const run = fieldsOf('Run')
  const noted = (name: string) => (object: MirroredObject) => {
    events.push(`${name} of ${object.name}`)
    return object.name
  }
  Object.assign(run['id'] ?? {}, { resolve: mirrored.id })
  Object.assign(run['status'] ?? {}, { resolve: fields.pick(({ status }) => status) })
  Object.assign(run['user'] ?? {}, { resolve: fields.pick(({ status }) => `user of ${status}`) })
  Object.assign(run['sibling'] ?? {}, { resolve: noted('sibling') })
  const page = { items: rows.map((item) => ({ item, cursor: { key: item.name, uid: item.uid } })), hasNextPage: false }
  const cursors = { encode: () => '', decode: () => null }
  const connection = connectionOf(page, {
    cursors,
    scope: 'runs',
    firstDefault: 10,
    request: { first: 10, after: null },
  })
  const [list] = Object.values(fieldsOf('Query'))
  if (list === undefined) throw new Error('there is a list')
  list.resolve = readingAhead(list, () => {
    events.push('page')
    return connection
  })
  const { data, errors } = await execute({
    schema,
    document: parse(query),
    contextValue: { loaders: {}, now: () => 0 },
  })
  return { data: JSON.parse(JSON.stringify(data)), errors }
}

const shown = (user = false) =>
  rows.map(({ name }) => ({ status: `${name} is fine`, ...(user ? { user: `user of ${name} is fine` } : {}) }))

test.each([
  ['nodes', '{ runs { nodes { name status user } } }'],
  ['edges', '{ runs { edges { node { ...Row } } } } fragment Row on Run { name ... { status user } }'],
])('a page read by its %s asks the tool once, for all rows', async (_by, query) => {
  const { data, errors } = await ask(query)
  expect(errors).toBeUndefined()
  const seen = data.runs.nodes ?? data.runs.edges.map(({ node }: { readonly node: object }) => node)
  expect(seen).toMatchObject(shown(true))
  expect(events).toEqual(['page', 'read a b c', 'all read'])
})

test('a row that begins another read is not held up by its tool', async () => {
  const { data } = await ask('{ runs { nodes { status sibling } } }')
  expect(data.runs.nodes).toMatchObject(shown())
  expect(events).toEqual(['page', 'sibling of a', 'sibling of b', 'sibling of c', 'read a b c', 'all read'])
})

test.each([
  ['its own fields', '{ runs { nodes { id name } } }'],
  ['what a directive leaves out', '{ runs { nodes { id status @include(if: false) } } }'],
])('a page that asks for %s alone asks no tool', async (_what, query) => {
  expect((await ask(query)).data.runs.nodes).toHaveLength(3)
  expect(events).toEqual(['page'])
})

test('a row whose read fails has the error at each of its live fields, and no other row has', async () => {
  const whole = answerOf
  answerOf = (object) => (object.name === 'b' ? new Error('gone') : whole(object))
  const { data, errors } = await ask('{ runs { nodes { name status user } } }')
  expect(data.runs.nodes[1]).toEqual({ name: 'b', status: null, user: null })
  expect([data.runs.nodes[0], data.runs.nodes[2]]).toMatchObject([shown()[0], shown()[2]])
  expect(errors?.map(({ message, path }) => [message, path?.join('.')])).toEqual([
    ['gone', 'runs.nodes.1.status'],
    ['gone', 'runs.nodes.1.user'],
  ])
})
