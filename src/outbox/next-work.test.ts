import { expect, test } from 'vitest'
import type { Uid } from '../kernel/ids.ts'
import { abandon } from './abandon.ts'
import { nextWork, takenOn } from './next-work.ts'
import type { Effect, EffectState } from './types.ts'

const request = 'request' as Uid
const error = { code: 'NOT_FOUND', message: 'gone' }

function effects(...states: readonly EffectState[]): readonly Effect[] {
  return states.map((state, ordinal) => ({
    uid: `${ordinal}` as Uid,
    request,
    revision: 1,
    ordinal,
    source: 'tracking',
    place: { kind: 'ALIAS', workspace: '', model: 'm', alias: 'a' },
    desired: '2',
    state,
    attempts: 3,
    fence: 1,
    claimedBy: null,
    leaseUntil: null,
    nextAttemptAt: 0,
    sentAt: null,
    endedAt: null,
    error: null,
    createdAt: 0,
    updatedAt: 0,
  }))
}

test.each<readonly [number | null, readonly EffectState[]]>([
  [0, ['PLANNED', 'PLANNED']],
  [1, ['VERIFIED', 'RETRY_WAIT', 'PLANNED']],
  [1, ['SKIPPED', 'APPLIED', 'PLANNED']],
  [1, ['COMPENSATING', 'COMPENSATING', 'FAILED', 'CANCELLED']],
  [0, ['COMPENSATING', 'COMPENSATED', 'FAILED']],
  [null, ['VERIFIED', 'SKIPPED']],
  [null, ['COMPENSATED', 'COMPENSATION_FAILED', 'FAILED', 'CANCELLED']],
])('work goes on at %s of its plan', (ordinal, states) => {
  expect(nextWork(effects(...states))?.ordinal ?? null).toBe(ordinal)
})

test('an effect that was sent stays so when it is taken on again, as nobody knows what came of it', () => {
  const [effect] = effects('RETRY_WAIT')
  if (effect === undefined) throw new Error('unreachable: there is one')
  expect(takenOn(effect)).toMatchObject({ state: 'CLAIMED', attempts: 4 })
  expect(takenOn({ ...effect, sentAt: 1 })).toMatchObject({ state: 'SENT' })
})

test('giving up undoes what was done before, leaves what was so already, and cancels the rest', () => {
  const all = effects('VERIFIED', 'SKIPPED', 'SENT', 'PLANNED')
  const [, , effect] = all
  if (effect === undefined) throw new Error('unreachable: there are four')
  const states = (isUnknown: boolean) =>
    abandon(all, { effect, error, isUnknown }).map(({ uid, state }) => `${uid} ${state}`)
  expect(states(false)).toEqual(['0 COMPENSATING', '2 FAILED', '3 CANCELLED'])
  expect(states(true)).toEqual(['0 COMPENSATING', '2 COMPENSATING', '3 CANCELLED'])
})
