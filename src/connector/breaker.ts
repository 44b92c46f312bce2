/** Whether a source is being called. Plain data; {@link admit} and {@link settle} make the next one. */
export type BreakerState =
  | { readonly kind: 'CLOSED'; readonly failures: number }
  | { readonly kind: 'OPEN'; readonly until: number; readonly coolDownMs: number }
  | { readonly kind: 'HALF_OPEN'; readonly coolDownMs: number }

/** A call's leave to go out. `PROBE` is the single trial call of an open breaker. */
export type Admission = 'PASS' | 'PROBE'

/**
 * How a call went, as far as the breaker cares: `ANSWERED` is any answer that shows a live tool, `FAILED` none,
 * `ABANDONED` a call that its caller gave up too early to tell.
 */
export type CallEnd = 'ANSWERED' | 'FAILED' | 'ABANDONED'

/** When it opens and for how long; times in milliseconds. */
export interface BreakerLimits {
  readonly failures: number
  readonly coolDownMs: number
  readonly coolDownMsMax: number
}

/** A breaker that has seen nothing. */
export const closedBreaker: BreakerState = { kind: 'CLOSED', failures: 0 }

/** Asks leave for one call at `now`; `admission` is null when it must be refused at once. */
export function admit(
  state: BreakerState,
  now: number,
): { readonly state: BreakerState; readonly admission: Admission | null } {
  if (state.kind === 'CLOSED') return { state, admission: 'PASS' }
  if (state.kind === 'HALF_OPEN' || now < state.until) return { state, admission: null }
  return { state: { kind: 'HALF_OPEN', coolDownMs: state.coolDownMs }, admission: 'PROBE' }
}

/** Accounts for the end of an admitted call. */
export function settle(
  state: BreakerState,
  call: { readonly admission: Admission; readonly end: CallEnd; readonly now: number },
  limits: BreakerLimits,
): BreakerState {
  if (call.end === 'ANSWERED') return closedBreaker
  if (state.kind === 'CLOSED') return call.end === 'FAILED' ? countFailure(state.failures + 1, call.now, limits) : state
  // Calls that went out before the breaker opened come home late: only the trial call may move an open breaker.
  if (state.kind === 'OPEN' || call.admission === 'PASS') return state
  const coolDownMs = call.end === 'FAILED' ? Math.min(limits.coolDownMsMax, state.coolDownMs * 2) : state.coolDownMs
  return { kind: 'OPEN', until: call.end === 'FAILED' ? call.now + coolDownMs : call.now, coolDownMs }
}

function countFailure(failures: number, now: number, limits: BreakerLimits): BreakerState {
  if (failures < limits.failures) return { kind: 'CLOSED', failures }
  return { kind: 'OPEN', until: now + limits.coolDownMs, coolDownMs: limits.coolDownMs }
}
