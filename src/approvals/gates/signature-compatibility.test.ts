import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { candidate, champion, run } from '../../../test/support/gate-run.ts'
import type { ColumnRecord, ModelDescription } from '../../connector/records.ts'
import type { GateEvidence } from './evidence.ts'
import { breaksOf } from './signature-compatibility.ts'

const column = (name: string, type: string, more: Partial<ColumnRecord> = {}): ColumnRecord => ({
  name,
  type,
  required: true,
  shape: null,
  ...more,
})

describe('signature-compatibility', () => {
  const signature = (inputs: readonly ColumnRecord[], outputs: readonly ColumnRecord[] = []) => ({
    inputs,
    outputs,
    params: [],
  })
  const a = column('a', 'integer')
  test.each([
    ['the same', [a], [a], 0],
    ['a wider type', [a], [column('a', 'double')], 0],
    ['a narrower type', [column('a', 'double')], [a], 1],
    ['a new column that is required', [a], [a, column('b', 'string')], 1],
    ['a new column that is optional', [a], [a, column('b', 'string', { required: false })], 0],
    ['a column less', [a, column('b', 'string')], [a], 0],
    ['optional before and required now', [column('a', 'integer', { required: false })], [a], 1],
    [
      'any size of a tensor',
      [column('a', 'float32', { shape: [1, 3] })],
      [column('a', 'float32', { shape: [-1, 3] })],
      0,
    ],
    [
      'another size of a tensor',
      [column('a', 'float32', { shape: [-1, 3] })],
      [column('a', 'float32', { shape: [-1, 4] })],
      1,
    ],
  ] as const)('of inputs: %s', (_what, before, after, breaks) => {
    expect(breaksOf(signature(before), signature(after))).toHaveLength(breaks)
  })

  test('of outputs is the other way round', () => {
    const [wide, narrow] = [column('y', 'double'), column('y', 'float')]
    expect(breaksOf(signature([], [wide]), signature([], [narrow]))).toEqual([])
    expect(breaksOf(signature([], [narrow]), signature([], [wide]))).toHaveLength(1)
    expect(breaksOf(signature([], [wide]), signature([], []))).toHaveLength(1)
  })

  test('always holds of a signature with itself', () => {
    const columns = fc.uniqueArray(
      fc.record({
        name: fc.string(),
        type: fc.constantFrom('integer', 'double', 'string'),
        required: fc.constantFrom(true, false, null),
        shape: fc.constant(null),
      }),
      { selector: ({ name }) => name },
    )
    fc.assert(
      fc.property(columns, columns, (inputs, outputs) => {
        expect(breaksOf(signature(inputs, outputs), signature(inputs, outputs))).toEqual([])
      }),
    )
  })

  test('is asked of a candidate only where the present version has a signature', async () => {
    const of = (mine: boolean, theirs: boolean): Partial<GateEvidence> => ({
      described: async ({ facts }) =>
        (facts.uid === candidate.facts.uid ? mine : theirs)
          ? ({ ...signature([a]), flavors: [], environmentFiles: [] } satisfies ModelDescription)
          : null,
    })
    expect((await run('signature-compatibility', {}, { given: of(true, true) })).verdict).toBe('NOT_APPLICABLE')
    expect((await run('signature-compatibility', {}, { given: of(false, false), against: champion })).verdict).toBe(
      'NOT_APPLICABLE',
    )
    expect((await run('signature-compatibility', {}, { given: of(false, true), against: champion })).reasons).toEqual([
      'MISSING_EVIDENCE',
    ])
    expect((await run('signature-compatibility', {}, { given: of(true, true), against: champion })).verdict).toBe(
      'PASS',
    )
  })
})
