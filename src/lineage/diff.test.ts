import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MirroredObject } from '../catalog/index.ts'
import type { Uid } from '../kernel/ids.ts'
import { diffOf } from './diff.ts'
import type { LineageEdge, LineageNode, LineageNodeKind } from './types.ts'

const node = (id: string, kind: LineageNodeKind, facts: Partial<LineageNode> = {}): LineageNode => ({
  id,
  kind,
  name: id,
  ref: null,
  source: 'tracking',
  uid: null,
  subject: null,
  properties: {},
  restricted: false,
  ...facts,
})

const edge = (from: string, to: string, kind: LineageEdge['kind'] = 'PRODUCED'): LineageEdge => ({
  from,
  to,
  kind,
  confidence: 'OBSERVED',
  observedAt: 0,
  validFrom: null,
  validTo: null,
  validity: 'INFERRED',
  columns: null,
})

const childOf = (parent: string): Partial<LineageNode> => ({
  subject: {
    uid: 'x' as Uid,
    kind: 'ModelVersion',
    source: 'tracking',
    workspace: '',
    nativeId: 'x',
    nativeCreatedAt: null,
    parentUid: parent as Uid,
    name: 'x',
    description: null,
    createdAt: null,
    updatedAt: null,
    observedAt: 0,
    facts: {},
    accessClass: '',
  } satisfies MirroredObject,
})

const lineageOf = (n: number, commit: string, extra: readonly LineageNode[] = []) => {
  const root = node(`v${n}`, 'MODEL_VERSION', childOf('m'))
  const nodes = [
    root,
    node(`run${n}`, 'RUN', { properties: { status: 'FINISHED', user: `user${n}` } }),
    node(`data@${n}`, 'DATA_VERSION', childOf('d')),
    node(commit, 'CODE', { properties: { repository: 'git', commit } }),
    ...extra,
  ]
  const edges = [edge(`run${n}`, `v${n}`), edge(`data@${n}`, `run${n}`, 'CONSUMED'), edge(commit, `run${n}`, 'USED_BY')]
  return { root, nodes, edges }
}

test('nodes with the same part are told as one that changed, and the edges between such are the same', () => {
  const extra = node('more', 'DATA_VERSION', childOf('other'))
  const second = lineageOf(2, 'c1', [extra])
  const difference = diffOf(lineageOf(1, 'c1'), {
    ...second,
    edges: [...second.edges, edge('more', 'run2', 'CONSUMED')],
  })
  expect(difference.changed.map(({ before, after, fields }) => [before.id, after.id, fields])).toEqual([
    ['v1', 'v2', ['name']],
    ['run1', 'run2', ['name', 'user']],
    ['data@1', 'data@2', ['name']],
  ])
  expect(difference.added).toEqual([extra])
  expect(difference.addedEdges).toEqual([edge('more', 'run2', 'CONSUMED')])
  expect(difference.removed).toEqual([])
  expect(difference.removedEdges).toEqual([])
  expect(difference.unchanged).toBe(1)
})

test('one object with other facts changed, and one with the same did not', () => {
  const at = (status: string) => {
    const root = node('run', 'RUN', { properties: { status, startedAt: 1 } })
    return { root, nodes: [root, node('c', 'CODE')], edges: [edge('c', 'run', 'USED_BY')] }
  }
  const difference = diffOf(at('RUNNING'), at('FINISHED'))
  expect(difference.changed.map(({ fields }) => fields)).toEqual([['status']])
  expect(difference).toMatchObject({ unchanged: 1, added: [], removed: [], addedEdges: [], removedEdges: [] })
})

test('a graph does not differ from itself, and every node of two graphs is told of once', () => {
  const kinds = fc.constantFrom<LineageNodeKind>('RUN', 'MODEL_VERSION', 'DATA_VERSION', 'CODE')
  const some = fc.array(fc.tuple(fc.nat(8), kinds, fc.constantFrom('p', 'q')), { minLength: 1, maxLength: 8 })
  const wires = fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 12 })
  const graph = fc.tuple(some, wires).map(([items, pairs]) => {
    const facts = (parent: string) => ({ ...childOf(parent), properties: { repository: parent } })
    const byId = new Map(items.map(([id, kind, parent]) => [`${kind}${id}`, node(`${kind}${id}`, kind, facts(parent))]))
    const nodes = [...byId.values()]
    const edges = pairs.flatMap(([from, to]) => {
      const [first, second] = [nodes[from % nodes.length], nodes[to % nodes.length]]
      return first === undefined || second === undefined ? [] : [edge(first.id, second.id)]
    })
    return { root: nodes[0] ?? node('x', 'RUN'), nodes, edges }
  })
  fc.assert(
    fc.property(graph, graph, (a, b) => {
      expect(diffOf(a, a)).toMatchObject({ added: [], removed: [], changed: [], addedEdges: [], removedEdges: [] })
      const { added, removed, changed, unchanged } = diffOf(a, b)
      expect(removed.length + changed.length + unchanged).toBe(a.nodes.length)
      expect(added.length + changed.length + unchanged).toBe(b.nodes.length)
    }),
  )
})
