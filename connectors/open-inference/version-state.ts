import type { ServedVersionRecord } from '../../src/connector/index.ts'
import type { Readiness } from './server-client.ts'
import type { IndexState } from './wire.ts'

/** State of a version, and the reason for it when it is not simply ready. */
export type VersionState = Pick<ServedVersionRecord, 'state' | 'reason'>

/**
 * Weighs what the index claims against what the server answers when asked for the version. The answer wins:
 * MLServer's index reads its folder and the state of the *name*, and so reports READY for a version whose load failed.
 */
export function stateOf(claimed: IndexState, readiness: Readiness): VersionState {
  if (readiness === 'READY') return { state: 'READY', reason: null }
  if (readiness === 'UNASKABLE') return { state: 'UNKNOWN', reason: 'The protocol cannot ask about a name like this.' }
  if (claimed === 'UNLOADING') return { state: 'UNAVAILABLE', reason: 'It is being unloaded.' }
  if (claimed === 'FAILED') return { state: 'UNAVAILABLE', reason: 'Its last load failed.' }
  if (claimed === 'UNAVAILABLE') return { state: 'UNAVAILABLE', reason: 'It is in the repository and not loaded.' }
  if (claimed === 'LOADING' || readiness === 'NOT_READY') {
    return { state: 'LOADING', reason: 'The server has begun to load it and it is not ready.' }
  }
  if (claimed === 'READY') {
    return {
      state: 'UNAVAILABLE',
      reason:
        'The repository index says READY, and the server does not serve this version: its last load failed, or has not been asked for.',
    }
  }
  return { state: 'UNAVAILABLE', reason: 'The server does not serve this version.' }
}

/** State of an entry without a version, whose name answers while one of its versions does too. */
export const indistinct: VersionState = {
  state: 'UNKNOWN',
  reason: 'The server answers for a version of this name, and does not say whether also for the entry without one.',
}

/** State of what a server serves although its repository does not list it. */
export const unlisted: VersionState = {
  state: 'READY',
  reason:
    'The server serves this, and its repository no longer lists it: a later load failed, or its settings were removed.',
}

/**
 * Versions that may have come before: `v3` gives `v2`, `v1`. Asked about when the index is wrong and nothing was
 * seen before, as after a restart of the gateway.
 */
export function predecessors(version: string): readonly string[] {
  const [, stem = '', digits] = /^(.*?)(\d{1,9})$/s.exec(version) ?? []
  if (digits === undefined) return []
  const last = Number(digits)
  const first = Math.max(0, last - 8)
  const numbers = Array.from({ length: last - first }, (_, offset) => last - 1 - offset)
  return numbers.map((number) => stem + String(number).padStart(digits.startsWith('0') ? digits.length : 0, '0'))
}
