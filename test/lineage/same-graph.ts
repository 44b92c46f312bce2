import { expect } from 'vitest'
import type { Lineage, LineageGraph, LineageQuery } from '../../src/lineage/index.ts'
import { newCall } from '../catalog/world.ts'
import { defaults } from './trace-of.ts'

/** What of a graph follows from what the tools hold, whichever way it was walked. */
export function factsOf(graph: LineageGraph) {
  const nodes = graph.nodes.map(({ id, kind, name, ref, source, properties, restricted }) => ({
    id,
    kind,
    name,
    ref,
    source,
    properties,
    restricted,
  }))
  const names = new Map(graph.nodes.map((node) => [node.id, `${node.kind} ${node.ref ?? node.name}`]))
  const isShared = new Set(
    graph.nodes.flatMap(({ id, kind, ref }) => (kind === 'ARTIFACT' && ref === null ? [id] : [])),
  )
  const edges = graph.edges.map(({ from, to, kind, confidence, validFrom, validTo, validity }) => {
    const name = `${names.get(from)} -${kind}-> ${names.get(to)}`
    // The index knows since when it saw a link; each version of one address tells of its own time.
    const isDatedAlike = kind !== 'SERVED_BY' && kind !== 'EXPOSED_AT' && !isShared.has(to)
    return { name, validTo, ...(isDatedAlike ? { confidence, validFrom, validity } : {}) }
  })
  return {
    nodes: nodes.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    edges: edges.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    truncation: graph.truncation,
    depthReached: graph.depthReached,
  }
}

/** Walks both ways, over the index and over the tools, and expects the same of both. Answers how many nodes that were. */
export async function expectSameGraph(lineage: Lineage, query: Partial<LineageQuery>): Promise<number> {
  const asked = { ...defaults, ...query }
  const live = await lineage.trace(asked, newCall())
  const indexed = await lineage.traceIndexed(asked, newCall())
  if (indexed === null) throw new Error(`the index did not answer ${JSON.stringify(query)}`)
  if (!live.ok || !indexed.ok) {
    expect(indexed).toEqual(live)
    return 0
  }
  expect({ query, ...factsOf(indexed.value.graph) }).toEqual({ query, ...factsOf(live.value) })
  // Before it was first seen, a tool's present tells of the past only what it still remembers.
  if (asked.at === null) expect(indexed.value.graph.complete).toBe(live.value.complete)
  return live.value.nodes.length
}
