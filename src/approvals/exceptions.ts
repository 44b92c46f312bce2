import { configurationDigestOf } from './digests.ts'
import { integrityGate, isEmergency } from './emergency.ts'
import type { ExceptionPlace } from './people-ports.ts'
import type { GateException } from './people-types.ts'
import type { ApprovalRequest, GateRule } from './types.ts'

/** Where exceptions to the gates of a request are found. */
export function exceptionPlaceOf({ subject, target }: Pick<ApprovalRequest, 'subject' | 'target'>): ExceptionPlace {
  return { version: subject.uid, target: target.uid }
}

/**
 * Those that count for a request now: of these very bytes, in their time, and granted by nobody whose own work it is. None
 * counts where glass was broken: what must pass then is what is never skipped.
 */
export function liveExceptions(
  exceptions: readonly GateException[],
  request: Pick<ApprovalRequest, 'subject' | 'target' | 'excluded' | 'breakGlass'>,
  now: number,
): readonly GateException[] {
  if (isEmergency(request)) return []
  const { subject, target, excluded } = request
  return exceptions.filter(
    (each) =>
      each.ending === null &&
      each.until > now &&
      each.target === target.uid &&
      each.subjectDigest === subject.subjectDigest &&
      each.gate !== integrityGate &&
      !excluded.includes(each.grantedBy),
  )
}

/** The exception by which a gate with these parameters need not pass; null where there is none. */
export function exceptionTo(
  live: readonly GateException[],
  gate: string,
  configurationDigest: string,
): GateException | null {
  return live.find((each) => each.gate === gate && each.configurations.includes(configurationDigest)) ?? null
}

/** The same of a gate as a policy asks for it. */
export function exceptionToRule(live: readonly GateException[], rule: GateRule): GateException | null {
  return exceptionTo(live, rule.gate, configurationDigestOf(rule))
}
