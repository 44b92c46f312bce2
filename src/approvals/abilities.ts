import type { Principal } from '../access/types.ts'
import { benchNow, reviewResource } from './bench.ts'
import { mayCancel } from './cancel.ts'
import { isStanding } from './judge.ts'
import { type Glimpsed, mayDo } from './open-request.ts'
import type { ApprovalPorts } from './ports.ts'
import { isRatifiable } from './ratify-break-glass.ts'
import { isForAnybody } from './resubmit.ts'
import { standInsOf, withStandIns } from './stand-ins.ts'
import { canGo } from './state-machine.ts'
import type { ApprovalRequest } from './types.ts'

/** What somebody could do with a request now. */
export interface Abilities {
  readonly review: boolean
  readonly withdrawReview: boolean
  readonly resubmit: boolean
  readonly cancel: boolean
  readonly revoke: boolean
  /** Say that breaking glass was right. */
  readonly ratify: boolean
}

/**
 * What a viewer could do with a request as it is. For what is shown alone: what somebody does is decided when they do it,
 * and how freshly they have proved who they are is looked at then too.
 */
export async function abilitiesOf(
  ports: ApprovalPorts,
  request: ApprovalRequest,
  viewer: Principal,
): Promise<Abilities> {
  await ports.engine.ready()
  const [bench, governed] = [await benchNow(ports), await ports.governed(request.subject)]
  const { state, requester } = request
  const reviews = await ports.reads.reviews(request.uid)
  const person = bench.persons.of(viewer.id)
  const isRequester = bench.persons.of(requester) === person
  // Each name takes back what was said under it.
  const hasSpoken = reviews.some((review) => review.reviewer === viewer.id && isStanding(review))
  const glimpsed = { bench, request, governed }
  const asked = withStandIns(bench, request)
  const resource = governed === null ? null : reviewResource(asked, governed)
  const mayReview = resource !== null && bench.decide(viewer, 'approval:review', resource).allowed
  const mayStandIn =
    resource !== null &&
    !asked.excluded.includes(viewer.id) &&
    standInsOf(bench, viewer.id, { place: asked, resource }).length > 0
  return {
    review: state === 'PENDING' && viewer.kind === 'USER' && (mayReview || mayStandIn),
    withdrawReview: state === 'PENDING' && hasSpoken,
    resubmit: isRequester ? canGo('submit', state) : mayTakeOver(glimpsed, viewer),
    cancel: canGo('cancel', state) && mayCancel(glimpsed, viewer),
    revoke: canGo('revoke', state) && mayDo(glimpsed, viewer, 'approval:revoke'),
    ratify: isRatifiable(request) && !isRequester && viewer.kind === 'USER' && mayReview,
  }
}

/** Whether somebody may make their own what a program drafted. */
function mayTakeOver({ bench, request, governed }: Glimpsed, viewer: Principal): boolean {
  if (governed === null || !isForAnybody({ bench, request })) return false
  return bench.decide(viewer, 'approval:request', governed.version).allowed
}
