import * as fc from 'fast-check'
import { Kind, parse } from 'graphql'
import { expect, test } from 'vitest'
import { createCostMeter } from './cost.ts'
import { createSchema } from './schema.ts'

const measure = createCostMeter(createSchema())

function costOf(query: string, variables: Record<string, unknown> = {}) {
  const document = parse(query)
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION)
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation')
  return measure({ document, operation, variables })
}

const listsOf = (query: string, variables?: Record<string, unknown>) => costOf(query, variables).costlyLists()

test('the dearest list comes first, by the keys of the answer, with what was asked of it', () => {
  const query = `query ($n: Int) { all: models(first: 100) { nodes { versions(first: $n) { edges { node { artifactUri } } } } }
    viewer { name } }`
  expect(listsOf(query, { n: 30 })).toEqual([
    { path: 'all.nodes.versions', argument: 'first', asked: 30, points: 6_000 },
    { path: 'all', argument: 'first', asked: 100, points: 100 },
  ])
})

test('lineage is told by its nodes, and lists of ids by their number', () => {
  const query =
    'query ($ids: [ID!]!) { nodes(ids: $ids) { id } lineage(ref: "x", maxNodes: 4000, freshness: LIVE) { mermaid } }'
  expect(listsOf(query, { ids: ['a', 'b'] })).toEqual([
    { path: 'lineage', argument: 'maxNodes', asked: 4_000, points: 4_050 },
    { path: 'nodes', argument: 'ids', asked: 2, points: 2 },
  ])
})

test('at most three are named, and fragments that double at every step end the search', () => {
  const aliases = Array.from({ length: 5 }, (_, at) => `a${at}: models(first: ${at + 1}) { nodes { id } }`).join(' ')
  expect(listsOf(`{ ${aliases} }`).map(({ path }) => path)).toEqual(['a4', 'a3', 'a2'])
  const steps = Array.from({ length: 60 }, (_, at) => `fragment F${at} on Query { ...F${at + 1} ...F${at + 1} }`)
  const last = 'fragment F60 on Query { models(first: 100) { nodes { id } } }'
  expect(listsOf(`{ ...F0 } ${steps.join(' ')} ${last}`)).toHaveLength(3)
})

test('what the lists take is what the request costs, when nothing else is asked', () => {
  const size = fc.integer({ min: 1, max: 100 })
  fc.assert(
    fc.property(size, size, size, (models, versions, files) => {
      const query = `{ models(first: ${models}) { nodes { versions(first: ${versions}) { nodes { ...V } } } } }
        fragment V on ModelVersion { artifactUri artifacts(first: ${files}) { nodes { sha256 } } }`
      const cost = costOf(query)
      expect(cost.costlyLists().reduce((sum, { points }) => sum + points, 0)).toBe(cost.points)
    }),
  )
})
