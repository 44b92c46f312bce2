import { getNamedType, isCompositeType, isObjectType } from 'graphql'
import { describe, expect, test } from 'vitest'
import { createSchema } from '../schema.ts'
import { createLineageDocuments } from './lineage-documents.ts'

const isKeepable = createLineageDocuments()
const keepable = (
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
  operationName: string | null = null,
) =>
  // Twice: the second time the document is known.
  [1, 2].map(() => isKeepable({ query, variables, operationName }))[1]

describe('an answer is kept', () => {
  test.each([
    '{ lineage(ref: "m") { complete } }',
    'query { a: lineage(ref: "m") { complete } b: impact(of: "m") { severity } __typename }',
    'query Q { diffLineage(a: "a", b: "b") { unchanged } }',
    '{ ...F } fragment F on Query { ... on Query { lineage(ref: "m", freshness: STALE_OK) { complete } } }',
    'query ($f: LineageFreshness = CACHED) { lineage(ref: "m", freshness: $f) { complete } }',
    '{ ...F } fragment F on Query { lineage(ref: "m") { complete } ...F }',
  ])('of %s', (query) => {
    expect(keepable(query)).toBe(true)
  })

  test('of the operation that is named', () => {
    const query = 'query L { lineage(ref: "m") { complete } } query V { viewer { id } }'
    expect([keepable(query, {}, 'L'), keepable(query, {}, 'V'), keepable(query)]).toEqual([true, false, false])
  })
})

describe('an answer is made anew', () => {
  test.each([
    '{ viewer { id } }',
    '{ lineage(ref: "m") { complete } viewer { id } }',
    '{ lineage(ref: "m") { complete } ...F } fragment F on Query { viewer { id } }',
    '{ model(ref: "m") { lineage { complete } } }',
    '{ lineage(ref: "m", freshness: LIVE) { complete } }',
    '{ a: lineage(ref: "m") { complete } b: lineage(ref: "m", freshness: LIVE) { complete } }',
    'mutation { lineage(ref: "m") { complete } }',
    'query ($f: LineageFreshness = LIVE) { lineage(ref: "m", freshness: $f) { complete } }',
    '{ ...Gone } # lineage',
    '{ __typename } # lineage',
    '{ lineage(',
    '',
  ])('of %s', (query) => {
    expect(keepable(query)).toBe(false)
  })

  test('where a variable asks for it to be walked now', () => {
    const query = 'query ($f: LineageFreshness) { lineage(ref: "m", freshness: $f) { complete } }'
    expect([keepable(query, { f: 'LIVE' }), keepable(query, { f: 'CACHED' }), keepable(query)]).toEqual([
      false,
      true,
      true,
    ])
  })
})

test('whatever can be asked of lineage is told by the lineage service and nobody else', () => {
  const query = createSchema().getQueryType()?.getFields() ?? {}
  const open = ['lineage', 'impact', 'diffLineage'].flatMap((name) => query[name]?.type ?? []).map(getNamedType)
  const met = new Set<string>()
  for (const type of open) {
    if (!isCompositeType(type) || met.has(type.name)) continue
    met.add(type.name)
    if (isObjectType(type)) open.push(...Object.values(type.getFields()).map((field) => getNamedType(field.type)))
  }
  // Something else may hang on more than the index, and an answer with it must not be sent again.
  expect([...met].toSorted()).toEqual([
    'ColumnLineage',
    'ImpactedObject',
    'LineageCache',
    'LineageDiff',
    'LineageEdge',
    'LineageGraph',
    'LineageImpact',
    'LineageNode',
    'LineageNodeChange',
    'LineageSource',
    'SourceError',
  ])
})
