import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import type { ReviewCommand, ReviewResult } from './commands.ts'
import { decideNow } from './decide-now.ts'
import { happeningEvent } from './events.ts'
import { isStanding } from './judge.ts'
import { type Opened, openRequest, revisionRefusal, unknownRequest, wrongState } from './open-request.ts'
import type { ApprovalCaller, ApprovalPorts } from './ports.ts'
import { repeatOf } from './repeats.ts'

/**
 * Takes back what a reviewer said of a request that still waits (T4). Refuses with NOT_FOUND, also where they said nothing
 * that counts, WRONG_STATE, REVISION_CONFLICT or IDEMPOTENCY_CONFLICT.
 */
export function takeBack(
  ports: ApprovalPorts,
  caller: ApprovalCaller,
  command: ReviewCommand,
): Promise<Outcome<ReviewResult>> {
  const repeat = repeatOf(caller, 'reviewRequest', command)
  return openRequest(ports, caller, {
    uid: command.request,
    repeat,
    async again(request, transaction) {
      const own = (await transaction.reviews(request.uid)).filter(({ reviewer }) => reviewer === caller.principal.id)
      const review = own.filter(({ dismissal }) => dismissal !== null).at(-1)
      return review === undefined ? refuse(unknownRequest) : succeed({ request, review })
    },
    async work(opened) {
      const done = await dismissOwn(ports, opened, { caller, command })
      if (done.ok) await repeat.remember(opened.transaction, opened.request.uid)
      return done
    },
  })
}

async function dismissOwn(
  ports: ApprovalPorts,
  opened: Opened,
  { caller, command }: { readonly caller: ApprovalCaller; readonly command: ReviewCommand },
): Promise<Outcome<ReviewResult>> {
  const { transaction, request, bench } = opened
  if (request.state !== 'PENDING') return refuse(wrongState(request, 'reviewed any more'))
  const revision = revisionRefusal(request, command.expectedRevision)
  if (revision !== null) return refuse(revision)
  const { id } = caller.principal
  const standing = (await transaction.reviews(request.uid)).filter(
    (review) => review.reviewer === id && isStanding(review),
  )
  const review = standing.at(-1)
  if (review === undefined) return refuse(nothingSaid)
  const dismissal = { at: bench.now, by: id, reason: command.comment?.trim() ?? '' }
  await transaction.dismiss(
    standing.map(({ uid }) => uid),
    dismissal,
  )
  const details = { review: review.uid }
  transaction.record(
    happeningEvent('review_dismissed', request, { action: 'approval:review', reason: command.comment, details }),
  )
  return succeed({ review: { ...review, dismissal }, request: await decideNow(opened, ports.gates) })
}

const nothingSaid = problem('NOT_FOUND', 'You have said nothing of this request that counts.', { field: ['request'] })
