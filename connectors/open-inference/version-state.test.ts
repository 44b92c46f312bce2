import { expect, test } from 'vitest'
import { predecessors, stateOf } from './version-state.ts'

test('only the readiness call makes a version READY, whatever the index claims', () => {
  for (const claimed of ['READY', 'LOADING', 'UNLOADING', 'UNAVAILABLE', 'FAILED', 'UNKNOWN'] as const) {
    expect(stateOf(claimed, 'READY')).toEqual({ state: 'READY', reason: null })
    expect(stateOf(claimed, 'ABSENT').state).not.toBe('READY')
    expect(stateOf(claimed, 'NOT_READY').state).not.toBe('READY')
  }
})

test('a version that the index calls READY and the server does not know is UNAVAILABLE, and the reason names the index', () => {
  expect(stateOf('READY', 'ABSENT')).toMatchObject({ state: 'UNAVAILABLE', reason: expect.stringContaining('index') })
})

test('predecessors count down the number at the end, in its own notation, at most eight', () => {
  expect(predecessors('v3')).toEqual(['v2', 'v1', 'v0'])
  expect(predecessors('010')).toEqual(['009', '008', '007', '006', '005', '004', '003', '002'])
  expect(predecessors('1.0.2')).toEqual(['1.0.1', '1.0.0'])
  expect(predecessors('0')).toEqual([])
  expect(predecessors('stable')).toEqual([])
})
