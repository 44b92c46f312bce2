import { expect, test } from 'vitest'
import { impactOf } from './impact.ts'
import type { LineageEdge, LineageNode, LineageNodeKind, ShownNode } from './types.ts'

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

const ready = { properties: { state: 'READY' } }
const data = node('data', 'DATA_VERSION')
const chain = [
  edge('data', 'run', 'CONSUMED'),
  edge('run', 'v1'),
  edge('v1', 'served', 'SERVED_BY'),
  edge('served', 'url', 'EXPOSED_AT'),
  edge('url', 'app', 'USED_BY'),
]
const chainNodes = (served: Partial<LineageNode>, url: Partial<LineageNode> = {}): readonly LineageNode[] => [
  data,
  node('run', 'RUN'),
  node('v1', 'MODEL_VERSION'),
  node('served', 'DEPLOYMENT', served),
  node('url', 'ENDPOINT', url),
  node('app', 'CONSUMER'),
]
const placeOf = (source: string) => ({ name: source, isProtected: source === 'production' })
const severityOf = ({ affected }: ReturnType<typeof impactOf>) =>
  affected.map(({ node: { id }, severity, distance }) => [id, severity, distance])

test('what answers in a protected environment is critical, and so is whoever uses it', () => {
  const nodes = chainNodes({ ...ready, source: 'production' }, { properties: { isLive: true }, source: 'production' })
  const impact = impactOf({ root: data, nodes, edges: chain }, placeOf)
  expect(impact.severity).toBe('CRITICAL')
  expect(severityOf(impact)).toEqual([
    ['served', 'CRITICAL', 3],
    ['url', 'CRITICAL', 4],
    ['app', 'CRITICAL', 5],
    ['v1', 'MEDIUM', 2],
    ['run', 'LOW', 1],
  ])
  expect(impact.affected[0]).toMatchObject({ isLive: true, place: { name: 'production' } })
  expect(impact.affected[0]?.path).toEqual(['data', 'run', 'v1', 'served'])
})

test('what answers elsewhere is high, and what does not answer is medium with whoever would use it', () => {
  const live = impactOf({ root: data, nodes: chainNodes({ ...ready, source: 'staging' }), edges: chain }, placeOf)
  expect(severityOf(live).filter(([id]) => id === 'served' || id === 'app')).toEqual([
    ['served', 'HIGH', 3],
    ['app', 'MEDIUM', 5],
  ])
  const idle = impactOf({ root: data, nodes: chainNodes({ source: 'production' }), edges: chain }, placeOf)
  expect(idle.severity).toBe('MEDIUM')
})

test('a model stands for its versions, and data at the other end of an evaluation did not come of it', () => {
  const model = node('model', 'MODEL')
  const nodes = [model, node('v1', 'MODEL_VERSION'), node('eval', 'EVALUATION'), data]
  const edges = [edge('v1', 'model', 'VERSION_OF'), edge('v1', 'eval', 'EVALUATED'), edge('data', 'eval', 'CONSUMED')]
  expect(severityOf(impactOf({ root: model, nodes, edges }, placeOf))).toEqual([
    ['v1', 'MEDIUM', 1],
    ['eval', 'LOW', 2],
  ])
})

test('nothing is none, cycles end, and what is hidden comes last and tells nothing', () => {
  expect(impactOf({ root: data, nodes: [data], edges: [] }, placeOf)).toEqual({ severity: 'NONE', affected: [] })
  const hidden: ShownNode = {
    id: 'h',
    kind: null,
    name: null,
    ref: null,
    source: null,
    uid: null,
    properties: null,
    restricted: true,
  }
  const nodes = [data, node('run', 'RUN'), hidden, node('out', 'DATA_VERSION')]
  const edges = [edge('data', 'run'), edge('data', 'h'), edge('run', 'out'), edge('out', 'run'), edge('run', 'data')]
  const { affected } = impactOf({ root: data, nodes, edges }, placeOf)
  expect(affected.map(({ node: { id } }) => id)).toEqual(['run', 'out', 'h'])
  expect(affected.at(-1)).toMatchObject({ severity: 'LOW', isLive: false, place: null, stewards: [] })
})
