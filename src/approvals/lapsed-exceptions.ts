import { configurationDigestOf } from './digests.ts'
import { exceptionToRule, liveExceptions } from './exceptions.ts'
import { checkFor, isPassed } from './judge.ts'
import type { GateException } from './people-types.ts'
import type { ApprovalRequest, Check } from './types.ts'

/** A gate that a request passed by exceptions alone, none of which counts any more. */
export interface LapsedException {
  readonly gate: string
  /** When the last of them was over, by its time or by somebody's word. */
  readonly overAt: number
}

/**
 * What a request that was carried out rested on and rests on no more. `checks` are its own, and `exceptions` all that were ever
 * granted for its version. Of broken glass nothing: no exception counts there.
 */
export function lapsedExceptions(
  request: ApprovalRequest,
  given: { readonly checks: readonly Check[]; readonly exceptions: readonly GateException[]; readonly now: number },
): readonly LapsedException[] {
  const { checks, exceptions, now } = given
  const { target, subject } = request
  const own = exceptions.filter((each) => each.target === target.uid && each.subjectDigest === subject.subjectDigest)
  if (own.length === 0 || (request.breakGlass !== undefined && request.breakGlass.outcome !== 'REVERSED')) return []
  const live = liveExceptions(own, request, now)
  const lapsed = new Map<string, number>()
  for (const rule of request.requirements.gates.filter(({ required }) => required)) {
    // A check that was too old since was not when it was looked at.
    if (isPassed(checkFor({ request, checks, now: 0 }, rule)) || exceptionToRule(live, rule) !== null) continue
    const configuration = configurationDigestOf(rule)
    const over = own.filter(({ gate, configurations }) => gate === rule.gate && configurations.includes(configuration))
    const ends = over.map(({ until, ending }) => Math.min(until, ending?.at ?? until))
    if (ends.length > 0) lapsed.set(rule.gate, Math.max(lapsed.get(rule.gate) ?? 0, ...ends))
  }
  return [...lapsed].map(([gate, overAt]) => ({ gate, overAt }))
}
