import { expect, test } from 'vitest'
import { quoted } from '../refusals.ts'
import { apiGateway } from '../world.ts'

const { read, world } = await apiGateway()
const { name } = world.model

interface Graph {
  readonly lineage: {
    readonly root: { readonly id: string; readonly kind: string }
    readonly nodes: readonly { readonly id: string; readonly kind: string; readonly ref: string | null }[]
    readonly edges: readonly { readonly from: string; readonly to: string; readonly kind: string }[]
    readonly truncated: boolean
    readonly complete: boolean
  }
}

const lineage = async (args: string) =>
  (
    await read<Graph>(`{ lineage(ref: ${quoted(`models:/${name}@champion`)}, ${args}) {
      root { id kind } nodes { id kind name ref source restricted } edges { from to kind confidence }
      truncated truncationReason depthReached nodesOmitted complete asOf cache { state } sources { source state } } }`)
  ).lineage

test('a version leads up to the run and the data it was made from', async () => {
  const graph = await lineage('direction: UP')
  expect(graph).toMatchObject({
    root: { kind: 'MODEL_VERSION' },
    truncated: false,
    complete: true,
    sources: [{ source: 'tracking', state: 'UP' }],
  })
  const refs = graph.nodes.map(({ ref }) => ref)
  expect(refs).toEqual(
    expect.arrayContaining([
      `runs:/${world.children[0].runId}`,
      `dataset:${world.dataset.name}@${world.dataset.digest}`,
    ]),
  )
  const ids = new Set(graph.nodes.map(({ id }) => id))
  for (const { from, to } of graph.edges) expect([ids.has(from), ids.has(to)]).toEqual([true, true])
})

test('a version leads down to what was copied from it, and not up', async () => {
  const graph = await lineage('direction: DOWN')
  const refs = graph.nodes.map(({ ref }) => ref)
  expect(refs).toContain(`models:/${world.copy.name}/1`)
  expect(refs).not.toContain(`runs:/${world.children[0].runId}`)
})

test('a budget of nodes and a depth cut the graph and say so', async () => {
  expect(await lineage('maxNodes: 1')).toMatchObject({ truncated: true, truncationReason: 'NODES' })
  expect(await lineage('depth: 1, direction: UP')).toMatchObject({
    truncated: true,
    truncationReason: 'DEPTH',
    depthReached: 1,
  })
  expect((await lineage('maxNodes: 10000, depth: 100')).truncated).toBe(false)
})

test('kinds narrow the graph to nodes of those kinds and the root', async () => {
  const graph = await lineage('kinds: [DATA_VERSION]')
  expect(new Set(graph.nodes.map(({ kind }) => kind))).toEqual(new Set(['MODEL_VERSION', 'DATA_VERSION']))
})

test('a drawing names the nodes', async () => {
  const answer = await read<{ lineage: { mermaid: string; dot: string } }>(
    `{ lineage(ref: ${quoted(`models:/${name}@champion`)}, depth: 2) { mermaid dot } }`,
  )
  expect(answer.lineage.mermaid).toMatch(/^(flowchart|graph) /)
  expect(answer.lineage.dot).toMatch(/^digraph /)
  expect(answer.lineage.mermaid).toContain(name)
})

test('a live lineage has the same nodes as a plain one', async () => {
  const ids = (graph: Graph['lineage']) => graph.nodes.map(({ id }) => id).toSorted()
  expect(ids(await lineage('freshness: LIVE, maxNodes: 100'))).toEqual(ids(await lineage('maxNodes: 100')))
})

test('a moment before the gateway had seen anything is answered as incomplete', async () => {
  expect(await lineage('at: "2024-01-01T00:00:00.000Z"')).toMatchObject({ complete: false })
})
