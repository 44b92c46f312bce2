import { expect, it } from 'vitest'
import { toMermaid } from './mermaid.ts'
import { withPlaces } from './places.ts'
import type { LineageGraph, LineageNode } from './types.ts'

function nodeOf(kind: LineageNode['kind'], source: string, properties: LineageNode['properties'] = {}): LineageNode {
  const node = { id: `${kind} ${source}`, kind, name: source, ref: null, source, uid: null, subject: null } as const
  return { ...node, properties, restricted: false }
}

const facts = { edges: [], truncation: null, depthReached: 0, nodesOmitted: 0, complete: true, asOf: 0, sources: [] }

function graphOf(root: LineageNode, ...others: readonly LineageNode[]): LineageGraph {
  return { root, nodes: [root, ...others], ...facts }
}

const places = async () => (source: string) => (source === 'hidden' ? null : { name: 'production', isProtected: true })

it('a deployment and an endpoint say where they are, and nothing else does', async () => {
  const live = nodeOf('ENDPOINT', 'serving', { isLive: true })
  const graph = await withPlaces(graphOf(nodeOf('DEPLOYMENT', 'serving'), live, nodeOf('RUN', 'tracking')), places)
  expect(graph.nodes.map(({ properties }) => properties)).toEqual([
    { environment: 'production' },
    { isLive: true, environment: 'production' },
    {},
  ])
  expect(graph.root).toEqual(graph.nodes[0])
  expect(toMermaid(graph)).toContain('["ENDPOINT: serving in production #40;live#41;"]:::live')
})

it('an environment that the caller may not know of is not named', async () => {
  const graph = await withPlaces(graphOf(nodeOf('DEPLOYMENT', 'hidden')), places)
  expect(graph.nodes.map(({ properties }) => properties)).toEqual([{}])
})

it('environments are not read for a graph that serves nothing', async () => {
  const graph = graphOf(nodeOf('RUN', 'tracking'))
  expect(await withPlaces(graph, () => Promise.reject(new Error('nobody asked')))).toBe(graph)
})
