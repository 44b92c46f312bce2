import { serialize } from 'node:v8'
import { expect, test } from 'vitest'
import { roughBytes } from './rough-bytes.ts'

const node = {
  key: 'Pl-SYxxCfC9vcRyO_5S2oA',
  id: 'UnVuOjAxOTNhYmNkZWY',
  kind: 'RUN',
  name: 'sneaky-fish-12',
  source: 'tracking',
}
const facts = {
  params: { depth: '3' },
  metrics: { accuracy: 0.91 },
  tags: ['one', 'two'],
  at: 1_700_000_000_000,
  ended: null,
}

test.each([
  ['objects', { ...node, facts }],
  ['maps', new Map([[node.id, node]])],
  ['sets', new Set([node.key, node.id])],
  ['many alike', Array.from({ length: 5_000 }, () => structuredClone({ ...node, facts }))],
  ['bytes', { parts: [Buffer.alloc(5_000)] }],
])('what %s take is told to within a factor of two', (_what, value) => {
  const ratio = roughBytes(value) / serialize(value).byteLength
  expect(ratio).toBeGreaterThan(0.5)
  expect(ratio).toBeLessThan(2)
})

test('what unlike things take is a whole number', () => {
  expect(roughBytes(Array.from({ length: 41 }, (_, at) => 'x'.repeat(at)))).toSatisfy(Number.isInteger)
})
