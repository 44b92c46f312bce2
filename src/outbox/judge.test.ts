import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Uid } from '../kernel/ids.ts'
import { judge, judgeUndo } from './judge.ts'
import type { Effect } from './types.ts'

const value = fc.option(fc.constantFrom('1', '2', '3'), { nil: null })
const uid = '6ba7b810-9dad-11d1-80b4-00c04fd430c8' as Uid
const fresh: Effect = {
  uid,
  request: uid,
  revision: 1,
  ordinal: 0,
  source: 'tracking',
  place: { kind: 'ALIAS', workspace: '', model: 'm', alias: 'champion' },
  desired: '2',
  state: 'CLAIMED',
  attempts: 1,
  fence: 1,
  claimedBy: 'w',
  leaseUntil: 1,
  nextAttemptAt: 0,
  sentAt: null,
  endedAt: null,
  error: null,
  createdAt: 0,
  updatedAt: 0,
}

describe('what is sent', () => {
  test('never overwrites anything but what was expected or found, and never sends what is there', () => {
    fc.assert(
      fc.property(value, value, value, fc.boolean(), (desired, known, held, isSent) => {
        const effect = isSent ? { ...fresh, desired, found: known, sentAt: 1 } : { ...fresh, desired, expects: known }
        const judgement = judge(effect, held)
        if (held === desired) expect(judgement).toBe(isSent ? 'ARRIVED' : 'SKIP')
        else expect(judgement).toBe(held === known ? 'SEND' : 'MOVED')
      }),
    )
  })

  test('without a condition takes whatever is there, until something was sent', () => {
    expect(judge(fresh, '7')).toBe('SEND')
    expect(judge({ ...fresh, found: '7', sentAt: 1 }, '8')).toBe('MOVED')
  })

  test('is undone only where the place still holds it', () => {
    fc.assert(
      fc.property(value, value, value, (desired, found, held) => {
        const judgement = judgeUndo({ ...fresh, desired, found }, held)
        if (held === found) expect(judgement).toBe('ARRIVED')
        else expect(judgement).toBe(held === desired ? 'SEND' : 'MOVED')
      }),
    )
  })
})
