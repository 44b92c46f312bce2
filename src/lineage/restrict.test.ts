import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { restrict } from './restrict.ts'
import type { LineageEdge, LineageNode } from './types.ts'

const node = (id: string, kind: LineageNode['kind'] = 'RUN'): LineageNode => ({
  id,
  kind,
  name: id,
  ref: null,
  source: null,
  uid: null,
  subject: null,
  properties: {},
  restricted: false,
})
const edge = (from: string, to: string): LineageEdge => ({
  from,
  to,
  kind: 'CONSUMED',
  confidence: 'OBSERVED',
  observedAt: 0,
  validFrom: null,
  validTo: null,
  validity: 'INFERRED',
  columns: null,
})
const graphOf = (edges: readonly (readonly [string, string])[]) => ({
  nodes: [...new Set(edges.flat())].map((id) => node(id)),
  edges: edges.map(([from, to]) => edge(from, to)),
})
const isHidden = ({ id }: LineageNode) => id.startsWith('h')
const shown = (graph: ReturnType<typeof graphOf>) =>
  restrict(graph, new Set(graph.nodes.filter(isHidden).map(({ id }) => id)), (beside) => JSON.stringify(beside))

test('what lies behind something hidden changes nothing, however far one looks', () => {
  const near = shown(graphOf([['root', 'h1']]))
  const far = shown(
    graphOf([
      ['root', 'h1'],
      ['h1', 'h2'],
      ['h2', 'h3'],
      ['h4', 'h3'],
    ]),
  )
  expect(far).toEqual(near)
  expect(near.nodes).toHaveLength(2)
})

test('how many hidden things hang on the same visible ones is not told', () => {
  const one = shown(graphOf([['root', 'h1']]))
  const three = shown(
    graphOf([
      ['root', 'h1'],
      ['root', 'h2'],
      ['root', 'h3'],
    ]),
  )
  expect(three).toEqual(one)
})

test('nothing about hidden nodes, be it their names, kinds or order, changes what is shown', () => {
  const ids = fc.constantFrom('root', 'a', 'b', 'h1', 'h2', 'h3')
  const edges = fc.array(fc.tuple(ids, ids), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(edges, fc.func(fc.nat()), (world, rank) => {
      const renamed = (id: string) => (id.startsWith('h') ? `h${9 - Number(id.slice(1))}` : id)
      const plain = graphOf(world)
      const other = graphOf(world.map(([from, to]) => [renamed(from), renamed(to)] as const))
      const visible = other.nodes.filter((each) => !isHidden(each))
      const hidden = other.nodes.filter(isHidden).map(({ id }) => node(id, 'DATASET'))
      const mixed = [...visible, ...hidden].toSorted((a, b) =>
        isHidden(a) || isHidden(b) ? rank(a.id) - rank(b.id) : 0,
      )
      const inOrder = mixed.filter((each) => !isHidden(each)).map(({ id }) => id)
      fc.pre(inOrder.join() === visible.map(({ id }) => id).join())
      expect(shown({ nodes: mixed, edges: other.edges })).toEqual(shown(plain))
    }),
  )
})
