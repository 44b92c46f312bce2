import * as fc from 'fast-check'
import { type DocumentNode, Kind, parse } from 'graphql'
import { describe, expect, test } from 'vitest'
import { createCostMeter } from './cost.ts'
import { createSchema } from './schema.ts'

const measure = createCostMeter(createSchema())

function costOf(query: string, variables: Record<string, unknown> = {}) {
  const document: DocumentNode = parse(query)
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION)
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation')
  return measure({ document, operation, variables })
}

const points = (query: string, variables?: Record<string, unknown>) => costOf(query, variables).points

describe('what a request costs', () => {
  test.each([
    ['a request costs at least 1', '{ __typename }', 1],
    ['an object costs 1', '{ viewer { name roles } }', 1],
    ['a list costs its `first`', '{ models(first: 7) { nodes { id name } } }', 7],
    ['edges cost what nodes cost', '{ models(first: 7) { edges { cursor node { id } } } }', 7],
    ['a list left alone costs its default', '{ models { nodes { id } } }', 50],
    ['lists multiply', '{ models(first: 10) { nodes { versions(first: 5) { nodes { id } } } } }', 60],
    [
      'an object of each row costs 1 once, as it is loaded in one batch',
      '{ runs(first: 10) { nodes { experiment { name } } } }',
      11,
    ],
    ['every alias counts', '{ a: models(first: 5) { nodes { id } } b: models(first: 5) { nodes { id } } }', 10],
    [
      '`@cost` counts for each row',
      '{ models(first: 10) { nodes { versions(first: 2) { nodes { artifactUri } } } } }',
      50,
    ],
    ['a lineage costs a tenth of its nodes', '{ lineage(ref: "x") { root { id } nodes { id } edges { from } } }', 200],
    ['a live lineage costs ten times that', '{ lineage(ref: "x", maxNodes: 100, freshness: LIVE) { complete } }', 100],
    ['an impact costs one walk', '{ impact(of: "x", maxNodes: 100) { affected { node { id } } } }', 10],
    [
      'a comparison costs two walks',
      '{ diffLineage(a: "x", b: "y", maxNodes: 100, freshness: LIVE) { unchanged } }',
      200,
    ],
    ['each row walks for itself', '{ models(first: 3) { nodes { lineage(maxNodes: 50) { complete } } } }', 18],
    ['pictures cost 50 each', '{ lineage(ref: "x", maxNodes: 100) { mermaid dot } }', 110],
    ['nodes cost one an id', '{ nodes(ids: ["a", "b", "c"]) { id } }', 3],
    [
      'entities cost one each',
      '{ _entities(representations: [{ __typename: "Model", id: "a" }]) { ... on Model { id } } }',
      1,
    ],
    ['what is skipped costs nothing', '{ viewer { name } models @skip(if: true) { nodes { id } } }', 1],
  ])('%s', (_name, query, cost) => {
    expect(points(query)).toBe(cost)
  })

  test('variables count as sent, and their defaults where they are left out', () => {
    const query =
      'query ($n: Int = 3, $on: Boolean = true) { models(first: $n) { nodes { id } } viewer @include(if: $on) { name } }'
    expect(points(query)).toBe(4)
    expect(points(query, { n: 20, on: false })).toBe(20)
  })

  test('the schema is noticed wherever it is asked for', () => {
    expect(costOf('{ viewer { name } }').readsSchema).toBe(false)
    expect(costOf('{ __type(name: "Model") { name } }').readsSchema).toBe(true)
    expect(costOf('{ ...A } fragment A on Query { _service { sdl } }').readsSchema).toBe(true)
  })

  test('a hundred models with versions, aliases, runs and metrics are within the limit', () => {
    const query = `{ models(first: 100) { nodes { name aliases { alias } latestVersion { version }
      versions(first: 10) { nodes { version aliases run { metrics { key value } } } } } } }`
    expect(points(query)).toBeLessThanOrEqual(2_000)
  })
})

/** Selections on a model, to any depth; with and without fragments they mean the same. */
const selection = fc.letrec((tie) => ({
  model: fc
    .array(
      fc.oneof(
        { depthSize: 'small' },
        fc.constant('name'),
        fc
          .tuple(fc.integer({ min: 1, max: 100 }), tie('version'))
          .map(([first, inner]) => `versions(first: ${first}) { nodes { ${String(inner)} } }`),
      ),
      { minLength: 1, maxLength: 3 },
    )
    .map((parts) => parts.map((part, at) => `a${at}: ${part}`).join(' ')),
  version: fc.oneof(
    { depthSize: 'small' },
    fc.constant('version'),
    tie('model').map((inner) => `model { ${String(inner)} } artifactUri`),
  ),
})).model

describe('for every selection', () => {
  test('a fragment costs what its fields cost in its place', () => {
    fc.assert(
      fc.property(selection, (fields) => {
        const inline = points(`{ models(first: 3) { nodes { ${fields} } } }`)
        expect(points(`{ models(first: 3) { nodes { ...F } } } fragment F on Model { ${fields} }`)).toBe(inline)
        expect(points(`{ models(first: 3) { nodes { ... on Model { ${fields} } } } }`)).toBe(inline)
      }),
    )
  })

  test('a longer list never costs less, and more fields never cost less', () => {
    fc.assert(
      fc.property(
        selection,
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 0, max: 50 }),
        (fields, first, more) => {
          const small = points(`{ models(first: ${first}) { nodes { ${fields} } } }`)
          expect(points(`{ models(first: ${first + more}) { nodes { ${fields} } } }`)).toBeGreaterThanOrEqual(small)
          expect(points(`{ models(first: ${first}) { nodes { ${fields} } } viewer { name } }`)).toBe(small + 1)
        },
      ),
    )
  })

  test('fragments that double at every step are measured step by step', () => {
    const steps = 60
    const fragments = Array.from(
      { length: steps },
      (_, at) => `fragment F${at} on Viewer { ...F${at + 1} ...F${at + 1} }`,
    )
    expect(points(`{ viewer { ...F0 } } ${fragments.join(' ')} fragment F${steps} on Viewer { name }`)).toBe(1)
  })
})
