import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { toDot } from './dot.ts'
import { partsOf } from './grouping.ts'
import { toMermaid } from './mermaid.ts'
import type { LineageEdge, LineageNode, RestrictedEdge, RestrictedNode, ShownNode } from './types.ts'

const nodeKinds = [
  ...(['DATASET', 'DATA_VERSION', 'CODE', 'JOB', 'RUN', 'EVALUATION', 'MODEL', 'MODEL_VERSION'] as const),
  ...(['ARTIFACT', 'DEPLOYMENT', 'ENDPOINT', 'CONSUMER'] as const),
]
const edgeKinds = [
  ...(['CONSUMED', 'PRODUCED', 'EVALUATED', 'STARTED', 'VERSION_OF', 'COPIED_TO'] as const),
  ...(['SERVED_BY', 'EXPOSED_AT', 'USED_BY'] as const),
]

function nodeOf(id: string, kind: LineageNode['kind'], facts: Partial<LineageNode> = {}): LineageNode {
  const node = { id, kind, name: `x/${id}`, ref: null, source: null, uid: null, subject: null } as const
  return { ...node, properties: {}, restricted: false, ...facts }
}

function hiddenNode(id: string): RestrictedNode {
  return { id, kind: null, name: null, ref: null, source: null, uid: null, properties: null, restricted: true }
}

function edgeOf(from: string, to: string, kind: LineageEdge['kind'] = 'CONSUMED'): LineageEdge {
  const times = { observedAt: 0, validFrom: null, validTo: null, validity: 'OBSERVED', columns: null } as const
  return { from, to, kind, confidence: 'OBSERVED', ...times }
}

function hiddenEdge(from: string, to: string): RestrictedEdge {
  const facts = { kind: null, confidence: null, observedAt: null, validity: null, columns: null } as const
  return { from, to, ...facts, validFrom: null, validTo: null }
}

/** A graph with the cards that its drawing has, as a file of test/lineage/drawings holds it. */
function drawingIn(file: string) {
  const path = join(import.meta.dirname, '..', '..', 'test', 'lineage', 'drawings', file)
  const [rootId = '', nodes = '', edges = '', cards = ''] = readFileSync(path, 'utf8').split('\n\n')
  const words = (section: string) => section.split(/\s+/).filter((word) => word !== '')
  const shown = words(nodes).map((word): ShownNode => {
    const [id = '', name, state] = word.split(':')
    const kind = nodeKinds.find((each) => each === name)
    return kind === undefined
      ? hiddenNode(id)
      : nodeOf(id, kind, { properties: state === 'live' ? { isLive: true, state: 'READY' } : {} })
  })
  const steps = words(edges).map((word) => {
    const [from = '', to = '', name] = word.split(/[>:]/)
    const kind = edgeKinds.find((each) => each === name)
    return kind === undefined ? hiddenEdge(from, to) : edgeOf(from, to, kind)
  })
  return { graph: { root: nodeOf(rootId, 'RUN'), nodes: shown, edges: steps }, cards: words(cards) }
}

describe('the cards of a drawing', () => {
  it.each(['search-and-serving.txt', 'impact-of-raw-data.txt'])('are those of the Python client for %s', (file) => {
    const { graph, cards } = drawingIn(file)
    const parts = partsOf(graph)
    const drawn = Map.groupBy(graph.nodes, ({ id }) => parts.get(id))
    expect([...drawn.values()].map((nodes) => nodes.map(({ id }) => id).join(','))).toEqual(cards)
    expect(cards.length).toBeLessThanOrEqual(50)
  })

  it('fold sibling runs into one and leave what was asked about, what it came of and what is live by itself', () => {
    const runs = Array.from({ length: 150 }, (_, index) => nodeOf(`run ${index}`, 'RUN', { name: `search/${index}` }))
    const live = nodeOf('endpoint', 'ENDPOINT', { properties: { isLive: true } })
    const root = nodeOf('version', 'MODEL_VERSION')
    const nodes = [root, nodeOf('data', 'DATA_VERSION'), ...runs, live, hiddenNode('secret id')]
    const edges = [
      ...runs.map(({ id }) => edgeOf('data', id)),
      edgeOf('run 7', 'version', 'PRODUCED'),
      edgeOf('version', 'endpoint', 'SERVED_BY'),
      edgeOf('secret id', 'data'),
    ]
    const mermaid = toMermaid({ root, nodes, edges })
    expect(mermaid).toContain('[["149 x RUN: search/0 #8230; 149"]]')
    expect(mermaid).toContain('-->|"CONSUMED x 149"|')
    expect(mermaid).toContain('["RUN: search/7"]')
    expect(mermaid).toMatch(/\["ENDPOINT: x\/endpoint #40;live#41;"\]:::live/)
    expect(mermaid).toContain('["restricted"]:::restricted')
    expect(mermaid).toContain('  class n0 root')
    expect(mermaid).not.toContain('secret')
    const dot = toDot({ root, nodes, edges })
    expect(dot).toContain('[label="149 x RUN: search/0 … 149", shape=box3d];')
    expect(dot).toContain('n0 [label="MODEL_VERSION: x/version", penwidth=3];')
    expect(dot).toContain('[label="restricted", style=dashed];')
  })

  it('draw apart what is inferred and what has ended', () => {
    const root = nodeOf('a', 'MODEL_VERSION')
    const nodes = [root, nodeOf('b', 'DEPLOYMENT'), nodeOf('c', 'DEPLOYMENT')]
    const inferred: LineageEdge = { ...edgeOf('a', 'b', 'SERVED_BY'), confidence: 'INFERRED' }
    const ended: LineageEdge = { ...edgeOf('a', 'c', 'SERVED_BY'), validTo: 1 }
    expect(toMermaid({ root, nodes, edges: [inferred, ended] })).toContain(
      '  n0 -.->|"SERVED_BY"| n1\n  n0 -.->|"SERVED_BY #40;ended#41;"| n2\n',
    )
    expect(toDot({ root, nodes, edges: [inferred, ended] })).toContain(
      '  n0 -> n1 [label="SERVED_BY", style=dashed];\n  n0 -> n2 [label="SERVED_BY (ended)", style=dotted];\n',
    )
  })

  it('are few also for the largest graph without any pattern', () => {
    const nodes = Array.from({ length: 10_000 }, (_, index) => nodeOf(`${index}`, nodeKinds[index % 9] ?? 'RUN'))
    const edges = nodes.flatMap((_, index) =>
      [1, 7, 31].map((step) => edgeOf(`${index}`, `${(index * step + 1) % 10_000}`)),
    )
    expect(new Set(partsOf({ nodes, edges }).values()).size).toBeLessThanOrEqual(50)
  })
})
