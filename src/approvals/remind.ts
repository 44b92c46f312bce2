import { systemActor } from '../kernel/actor.ts'
import { judgedNow } from './decide-now.ts'
import { happeningEvent } from './events.ts'
import { openForGateway } from './open-request.ts'
import type { ApprovalPorts } from './ports.ts'
import type { ApprovalRequest } from './types.ts'

/** Parts of the time that a request may wait after which its reviewers are reminded, in percent; the last is a warning. */
const percents = [50, 90] as const

/** A reminder that is due, in percent of the time that the request may wait; null for none. */
export function reminderDue(
  { state, submittedAt: since, expiresAt, reminded }: ApprovalRequest,
  now: number,
): (typeof percents)[number] | null {
  if (state !== 'PENDING' || since === null || now >= expiresAt) return null
  const waited = (100 * (now - since)) / (expiresAt - since)
  const due = percents.findLast((percent) => waited >= percent) ?? null
  const last = reminded?.since === since ? reminded.percent : 0
  return due !== null && due > last ? due : null
}

/**
 * Says that a request still waits, and for whom, once for each part of its time however many replicas there are; whoever
 * missed the first part is told of the second alone. Answers whether it was said.
 */
export async function remind(
  ports: ApprovalPorts,
  log: { warn(facts: object, message: string): void },
  known: ApprovalRequest,
): Promise<boolean> {
  const done = await openForGateway(ports, { known, by: systemActor }, async (opened) => {
    const { request, transaction, bench } = opened
    const percent = reminderDue(request, bench.now)
    if (percent === null || request.submittedAt === null) return null
    const told: ApprovalRequest = { ...request, reminded: { since: request.submittedAt, percent } }
    await transaction.save(told)
    const { judgement } = await judgedNow(opened, ports.gates)
    const open = judgement.blockers.flatMap(({ code, subject }) =>
      code === 'REVIEWS_MISSING' && subject !== null ? [subject] : [],
    )
    const details = { percent, expiresAt: request.expiresAt, rules: open }
    const severity = percent === percents.at(-1) ? ({ severity: 'WARN' } as const) : {}
    transaction.record(happeningEvent('reminded', told, { action: 'approval:expire', details, ...severity }))
    return details
  })
  if (done == null) return false
  log.warn({ request: known.uid, ...done }, 'a request waits for its reviewers, and will lapse')
  return true
}
