import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { admit, type BreakerState, type CallEnd, closedBreaker, settle } from './breaker.ts'

const limits = { failures: 3, coolDownMs: 1_000, coolDownMsMax: 4_000 }

function fail(state: BreakerState, now: number): BreakerState {
  const leave = admit(state, now)
  return leave.admission === null
    ? leave.state
    : settle(leave.state, { admission: leave.admission, end: 'FAILED', now }, limits)
}

/** A breaker opened at time 0. */
function opened(): BreakerState {
  return fail(fail(fail(closedBreaker, 0), 0), 0)
}

describe('breaker', () => {
  test('opens after the configured failures in a row and refuses until the cool-down is over', () => {
    expect(fail(fail(closedBreaker, 0), 0).kind).toBe('CLOSED')
    expect(admit(opened(), 999).admission).toBeNull()
    expect(admit(opened(), 1_000).admission).toBe('PROBE')
  })

  test('an answer in between starts the count again', () => {
    const answered = settle(fail(fail(closedBreaker, 0), 0), { admission: 'PASS', end: 'ANSWERED', now: 0 }, limits)
    expect(fail(fail(answered, 0), 0).kind).toBe('CLOSED')
  })

  test('lets one trial call out at a time', () => {
    const probing = admit(opened(), 1_000).state
    expect(admit(probing, 1_000_000).admission).toBeNull()
  })

  test('closes when the trial call is answered', () => {
    const probing = admit(opened(), 1_000).state
    expect(settle(probing, { admission: 'PROBE', end: 'ANSWERED', now: 1_001 }, limits)).toEqual(closedBreaker)
  })

  test('waits twice as long after each failed trial, up to the bound', () => {
    const waits: number[] = []
    let state = opened()
    for (let now = 0; waits.length < 4; ) {
      if (state.kind !== 'OPEN') throw new Error('The breaker should be open')
      waits.push(state.until - now)
      now = state.until
      state = fail(state, now)
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 4_000])
  })

  test('a trial call that its caller gave up makes room for another at once', () => {
    const probing = admit(opened(), 1_000).state
    const state = settle(probing, { admission: 'PROBE', end: 'ABANDONED', now: 1_500 }, limits)
    expect(admit(state, 1_500).admission).toBe('PROBE')
  })

  test('calls that went out before it opened do not prolong the cool-down', () => {
    expect(settle(opened(), { admission: 'PASS', end: 'FAILED', now: 900 }, limits)).toEqual(opened())
  })

  test('whatever happened, a call is admitted again once the longest cool-down has passed and nothing is under way', () => {
    const ends = fc.array(fc.tuple(fc.constantFrom<CallEnd>('ANSWERED', 'FAILED', 'ABANDONED'), fc.nat(3_000)))
    fc.assert(
      fc.property(ends, (calls) => {
        let state: BreakerState = closedBreaker
        let now = 0
        for (const [end, pauseMs] of calls) {
          now += pauseMs
          const leave = admit(state, now)
          state =
            leave.admission === null
              ? leave.state
              : settle(leave.state, { admission: leave.admission, end, now }, limits)
        }
        expect(admit(state, now + limits.coolDownMsMax).admission).not.toBeNull()
      }),
    )
  })
})
