import type { EndDelegationCommand } from '../approvals/index.ts'
import { fromGlobalId, type Uid } from '../kernel/ids.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import type { DelegationWish } from './delegation-service.ts'
import type { DelegateReviewsInput } from './generated/types.ts'
import { nameMax, noReason, textMax, texts } from './input-texts.ts'

const placesMax = 20

/** What a mutation `delegateReviews` asks for. */
export type DelegateWish =
  | { readonly kind: 'NEW'; readonly wish: DelegationWish }
  | { readonly kind: 'END'; readonly command: EndDelegationCommand }

/** Reads `delegateReviews`. Refuses with BAD_USER_INPUT. */
export function delegateWish(input: DelegateReviewsInput): Outcome<DelegateWish> {
  const { environments, models, source, startsAt, until, ends } = input
  const read = texts(input, { to: nameMax, reason: textMax, idempotencyKey: nameMax })
  if (!read.ok) return read
  const { to, reason, idempotencyKey } = read.value
  if (reason === null) return refuse(noReason)
  if (ends != null) {
    if ([input.to, environments, models, source, startsAt, until].some((each) => each != null)) return refuse(beside)
    const named = fromGlobalId(ends)
    // Ids of what is no delegation name nothing.
    const delegation = named?.kind === 'ReviewDelegation' ? named.uid : ('' as Uid)
    return succeed({ kind: 'END', command: { delegation, reason, idempotencyKey } })
  }
  if (to === null || until == null) return refuse(incomplete)
  for (const [field, given] of Object.entries({ environments, models }))
    if ((given ?? []).length > placesMax || given?.some((each) => each.includes('\0')))
      return refuse(problem('BAD_USER_INPUT', `At most ${placesMax}, without NUL.`, { field: [field] }))
  const places = { environments: environments ?? null, models: models ?? null, source: source ?? null }
  return succeed({ kind: 'NEW', wish: { ...places, to, startsAt: startsAt ?? null, until, reason, idempotencyKey } })
}

const incomplete = problem('BAD_USER_INPUT', 'Delegating needs `to` and `until`, or `ends` alone.', { field: ['to'] })

const beside = problem('BAD_USER_INPUT', 'Only `reason` and `idempotencyKey` may stand beside `ends`.', {
  field: ['ends'],
})
