import { expect, test } from 'vitest'
import type { Uid } from '../kernel/ids.ts'
import { gateWithoutBase, planWithoutBase } from './without-base.ts'

test('a plan tells nothing of what the target stands for to whoever does not see it', () => {
  const base = { uid: 'hidden-uid' as Uid, version: 'hidden-7' }
  const rows = [{ label: 'accuracy', before: 'hidden-0.9', after: '0.95', verdict: 'BETTER' as const }]
  const shown = planWithoutBase({ base, rows, steps: [], digest: 'd' })
  expect(JSON.stringify(shown)).not.toContain('hidden')
  expect(shown.rows).toEqual([{ label: 'accuracy', before: null, after: '0.95', verdict: null }])
})

test('a gate that compares tells whether it holds, and nothing of the other side', () => {
  const gate = {
    gate: 'champion-comparison',
    verdict: 'PASS' as const,
    value: 0.05,
    threshold: 0,
    unit: null,
    observed: [
      { name: 'champion', value: 0.9, text: null },
      { name: 'candidate', value: 0.95, text: null },
    ],
    reasons: [],
    explanation: 'It is 0.05 better than 0.9.',
    evidence: [{ uri: 'runs:/hidden', digest: null }],
    inputsDigest: 'd',
    expiresAt: null,
  }
  const shown = gateWithoutBase(gate)
  expect(shown).toMatchObject({ verdict: 'PASS', value: null, observed: [{ name: 'candidate' }], evidence: [] })
  expect(shown.explanation).not.toContain('0.9')
  expect(gateWithoutBase({ ...gate, gate: 'metric-bar' })).toMatchObject({ value: 0.05 })
})
