import type { Uid } from '../kernel/ids.ts'
import type { Duties } from './duties.ts'
import type { Examined, Look } from './look.ts'
import { planOf, retiredRows, rowsOf } from './plan.ts'
import type { ApprovalRequest, Requirements } from './types.ts'

/** What of a request follows from a look at the tools and the policies. */
export type Bound = Pick<
  ApprovalRequest,
  'subject' | 'plan' | 'policyVersion' | 'requirements' | 'excluded' | 'unknownAuthors' | 'riskTier'
>

/** Binds a request to what was looked at. */
export function bindTo(
  look: Look & { readonly requirements: Requirements },
  examined: Examined,
  { uid, duties }: { readonly uid: Uid; readonly duties: Duties },
): Bound {
  const { action, target, subject, base, held, loaded, retentionDays, release, policies, requirements, governed } = look
  const rows = target.kind === 'VERSION' ? retiredRows(look) : rowsOf(subject, examined.champion, examined.gates)
  const plan = planOf({
    request: uid,
    action,
    target,
    subject: subject.facts,
    base,
    ...(held === undefined ? {} : { held }),
    ...(loaded === undefined ? {} : { loaded }),
    ...(retentionDays === undefined ? {} : { retentionDays }),
    ...(release === undefined ? {} : { release }),
    policyVersion: policies.number,
    rows,
  })
  return {
    subject: subject.facts,
    plan,
    policyVersion: policies.number,
    requirements,
    excluded: duties.excluded,
    unknownAuthors: duties.unknownAuthors,
    riskTier: governed.riskTier,
  }
}
