import { expect } from 'vitest'
import type { MirroredKind } from '../../../src/catalog/types.ts'
import { fromGlobalId, toGlobalId, type Uid } from '../../../src/kernel/ids.ts'
import { keyOf } from '../random/tool-world.ts'
import { errorsOf, expectAlike } from './alike.ts'
import { expectedFor, withoutReasons } from './expected.ts'
import { everything, fragments } from './fragments.ts'
import { at, listAt } from './json.ts'
import { type Asked, nth, type Question, type Reply } from './question.ts'

const nodeQuery = `query ($id: ID!) { node(id: $id) { id ${everything} } } ${fragments}`
const nodesQuery = `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ${everything} } } ${fragments}`
const entitiesQuery = `query ($of: [_Any!]!) { _entities(representations: $of) {
  ... on Model { id description } ... on ModelVersion { id status } ... on Run { id user } ... on Dataset { id name }
  ... on Deployment { id state } } }`

/** Expects the answer of one who sees everything, less what this caller may not know. */
export function expectLess({ sees }: Asked, reply: Reply, whole: Reply): void {
  const expected = expectedFor(sees, whole.data)
  expect(errorsOf(reply)).toEqual([])
  expect(withoutReasons(reply.data)).toEqual(withoutReasons(expected.data))
  expect(listAt(reply.extensions, 'masked').map(String).toSorted()).toEqual(expected.masked)
}

interface Named {
  readonly kind: MirroredKind
  readonly uid: Uid
  readonly id: string
}

function allOf({ standing }: Asked): readonly Named[] {
  return standing.tools.all().flatMap((thing) => {
    const uid = standing.identities.get(keyOf(thing))?.uid
    return uid === undefined ? [] : [{ kind: thing.kind, uid, id: toGlobalId(thing.kind, uid) }]
  })
}

function some(asked: Asked, most: number): readonly Named[] {
  const all = allOf(asked)
  const start = all.length === 0 ? 0 : asked.pick % all.length
  return [...all.slice(start), ...all.slice(0, start)].slice(0, most)
}

/** Objects by id, with everything that can be asked of them. */
export const objectQuestions: Readonly<Record<string, Question>> = {
  async node(asked) {
    const named = nth(allOf(asked), asked.pick)
    if (named === undefined) return
    const { kind, uid, id } = named
    if (asked.sees.object(uid))
      return expectLess(asked, await asked.ask(nodeQuery, { id }), await asked.eye(nodeQuery, { id }))
    const unknown = toGlobalId(kind, asked.unknownUid())
    await expectAlike(asked, nodeQuery, [
      { variables: { id }, said: [id] },
      { variables: { id: unknown }, said: [unknown] },
    ])
  },
  async nodes(asked) {
    const found = some(asked, 8)
    const ids = [...found.map(({ id }) => id), toGlobalId('Model', asked.unknownUid())]
    const [reply, whole] = [await asked.ask(nodesQuery, { ids }), await asked.eye(nodesQuery, { ids })]
    expect(errorsOf(reply)).toEqual([])
    const shown = listAt(reply.data, 'nodes')
    expect(shown.map((node) => at(node, 'id') ?? null)).toEqual([
      ...found.map(({ uid, id }) => (asked.sees.object(uid) ? id : null)),
      null,
    ])
    const present = <Item>(items: readonly Item[]) => items.filter((item) => item !== null)
    const { data } = expectedFor(asked.sees, present(listAt(whole.data, 'nodes')))
    expect(withoutReasons(present(shown))).toEqual(withoutReasons(data))
  },
  async entities(asked) {
    const kinds: ReadonlySet<string> = new Set(['Model', 'ModelVersion', 'Run', 'Dataset', 'Deployment'])
    const found = some(asked, 10).filter(({ kind }) => kinds.has(kind))
    const of = found.map(({ kind, id }) => ({ __typename: kind, id }))
    const reply = await asked.ask(entitiesQuery, {
      of: [...of, { __typename: 'Run', id: toGlobalId('Run', asked.unknownUid()) }],
    })
    const expected = found.map(({ uid, id }) => (asked.sees.object(uid) ? id : null))
    expect(errorsOf(reply)).toEqual([])
    expect(listAt(reply.data, '_entities').map((entity) => at(entity, 'id') ?? null)).toEqual([...expected, null])
  },
  async goneOrHidden(asked) {
    // Uids of what is gone are answered like any other that the caller cannot see.
    const ids = asked.standing.everyUid.filter((uid) => !asked.sees.object(uid)).slice(0, 10)
    const reply = await asked.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: ids.flatMap((uid) => [toGlobalId('Model', uid), toGlobalId('Run', uid)]),
    })
    expect(listAt(reply.data, 'nodes').filter((node) => node !== null)).toEqual([])
  },
}

/** The uid in a global id. */
export function uidIn(id: unknown): Uid | null {
  return typeof id === 'string' ? (fromGlobalId(id)?.uid ?? null) : null
}
