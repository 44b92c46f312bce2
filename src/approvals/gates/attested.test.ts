import { describe, expect, test } from 'vitest'
import { approvalWorld } from '../../../test/support/approval-world.ts'
import type { Evidence, Producer } from '../../evidence/types.ts'
import type { Uid } from '../../kernel/ids.ts'
import type { GateQuestion } from '../ports.ts'
import { attestedGates } from './attested.ts'
import { attestedKinds } from './attested-kinds.ts'

const hourMs = 60 * 60 * 1000
const now = 1_000 * hourMs
const world = await approvalWorld()
const call = { signal: new AbortController().signal, requestId: 'r' }
const subject = await world.ports.subjects.read('models:/fraud/1', null, call)
if (!subject.ok) throw new Error('The world has a version 1.')
const { facts } = subject.value
const target = await world.ports.subjects.target({
  model: subject.value.model,
  environment: 'production',
  alias: null,
  deployment: null,
})
if (!target.ok) throw new Error('The world has a target.')

const producer = (name: string, mayAttestOwnWork = false): Producer => ({
  name,
  principal: `id-${name}`,
  gates: attestedKinds.map((kind) => kind.name),
  mayAttestOwnWork,
})
const producers = [producer('a'), producer('b'), producer('maker'), producer('trusted', true)]

let minted = 0
const said = (by: string, more: Partial<Evidence> = {}): Evidence => ({
  uid: `e${(minted += 1)}` as Uid,
  version: facts.uid,
  gate: 'data-quality',
  outcome: 'PASS',
  values: [],
  uri: null,
  digest: null,
  issuedAt: now - hourMs,
  expiresAt: null,
  subjectDigest: facts.subjectDigest,
  artifactDigest: null,
  producer: by,
  principal: `id-${by}`,
  receivedAt: now,
  ...more,
})
const nulls = (value: number) => ({ outcome: null, values: [{ name: 'nulls', value, unit: null }] })

function gateOver(told: readonly Evidence[], name = 'data-quality') {
  const found = attestedGates({
    producers,
    latest: async ({ gate, subjectDigest }) =>
      told.filter((each) => each.gate === gate && each.subjectDigest === subjectDigest),
    makers: async () => new Set(['id-maker', 'id-trusted']),
  }).find((gate) => gate.name === name)
  if (found === undefined) throw new Error(`There is no gate ${name}.`)
  return found
}

async function verdictOf(told: readonly Evidence[], params: Readonly<Record<string, unknown>> = {}) {
  const rule = { gate: 'data-quality', required: true, params: { producers: ['a', 'b'], ...params } }
  const question: GateQuestion = {
    subject: subject.ok ? subject.value : never(),
    target: target.ok ? target.value : never(),
    action: 'PROMOTE',
    champion: null,
    rule,
    now,
  }
  const { verdict, reasons, expiresAt } = await gateOver(told).run(question, call)
  return [verdict, ...reasons, ...(expiresAt === null ? [] : [(expiresAt - now) / hourMs])]
}

function never(): never {
  throw new Error('unreachable')
}

const bar = { thresholds: [{ value: 'nulls', min: 0, max: 0.1 }] }

describe('evidence from elsewhere', () => {
  test.each<[string, readonly Evidence[], Readonly<Record<string, unknown>>, readonly unknown[]]>([
    ['that is not there fails', [], {}, ['FAIL', 'MISSING_EVIDENCE']],
    ['that passes lets pass', [said('a')], {}, ['PASS']],
    [
      'that does not pass outweighs what passes',
      [said('a'), said('b', { outcome: 'FAIL' })],
      {},
      ['FAIL', 'ATTESTED_FAIL'],
    ],
    [
      'that could not be computed blocks',
      [said('a'), said('b', { outcome: 'ERROR' })],
      {},
      ['ERROR', 'ATTESTED_ERROR'],
    ],
    [
      'of another state of the version does not count',
      [said('a', { subjectDigest: 'x' })],
      {},
      ['FAIL', 'MISSING_EVIDENCE'],
    ],
    ['that has expired does not count', [said('a', { expiresAt: now })], {}, ['FAIL', 'MISSING_EVIDENCE']],
    ['that has not expired counts until it does', [said('a', { expiresAt: now + hourMs })], {}, ['PASS', 1]],
    ['that is too old does not count', [said('a')], { maxAgeHours: 1 }, ['FAIL', 'MISSING_EVIDENCE']],
    ['that is young enough counts until it is not', [said('a')], { maxAgeHours: 3 }, ['PASS', 2]],
    ['of fewer producers than asked fails', [said('a'), said('a')], { minProducers: 2 }, ['FAIL', 'MISSING_EVIDENCE']],
    ['of as many as asked counts', [said('a'), said('b')], { minProducers: 2 }, ['PASS']],
    ['of a producer that is not asked does not count', [said('b')], { producers: ['a'] }, ['FAIL', 'MISSING_EVIDENCE']],
    [
      'of whoever was that producer once does not count',
      [said('a', { principal: 'id-old' })],
      {},
      ['FAIL', 'MISSING_EVIDENCE'],
    ],
    [
      'of whoever made the version does not count',
      [said('maker')],
      { producers: ['maker'] },
      ['FAIL', 'MISSING_EVIDENCE'],
    ],
    ['of a maker whom the configuration lets counts', [said('trusted')], { producers: ['trusted'] }, ['PASS']],
    ['that only tells values is judged by the policy', [said('a', nulls(0.1))], bar, ['PASS']],
    ['above what is asked fails', [said('a', nulls(0.2))], bar, ['FAIL', 'ABOVE_BAR']],
    ['below what is asked fails', [said('a', nulls(-1))], bar, ['FAIL', 'BELOW_BAR']],
    ['without the value that is asked for fails, whatever it says', [said('a')], bar, ['FAIL', 'MISSING_EVIDENCE']],
    ['that only tells values which nobody judges fails', [said('a', nulls(0))], {}, ['FAIL', 'NO_VERDICT']],
    ['of one moment counts by the worse', [said('a'), said('a', { outcome: 'FAIL' })], {}, ['FAIL', 'ATTESTED_FAIL']],
  ])('%s', async (_what, told, params, expected) => {
    expect(await verdictOf(told, params)).toEqual(expected)
    expect(await verdictOf(told.toReversed(), params)).toEqual(expected)
  })

  test('is asked of producers that the configuration names for the gate, and of nobody else', () => {
    const gate = gateOver([])
    expect(gate.problemsOf({ producers: ['a'] })).toEqual([])
    expect(gate.problemsOf({ producers: ['nobody'] })).toEqual([expect.stringContaining('a, b, maker, trusted')])
    for (const params of [
      {},
      { producers: [] },
      { producers: ['a'], more: 1 },
      { producers: ['a'], thresholds: [{ value: 'x' }] },
    ])
      expect(gate.problemsOf(params), JSON.stringify(params)).not.toEqual([])
  })

  test('of scans and drills grows old by itself', () => {
    expect(attestedKinds.filter(({ maxAgeHours }) => maxAgeHours !== null).map(({ name }) => name)).toEqual([
      'rollback-readiness',
      'dependency-vulnerabilities',
    ])
  })
})
