import type { EndDelegationCommand } from '../approvals/index.ts'
import { fromGlobalId, type Uid } from '../kernel/ids.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import type { DelegationWish } from './delegation-service.ts'
import type { DelegateReviewsInput } from './generated/types.ts'
import { nameMax, noReason, nulRefusal, textMax, texts } from './input-texts.ts'

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
    return succeed({ kind: 'END', command: { delegation: delegationUid(ends), reason, idempotencyKey } })
  }
  if (to === null || until == null) return refuse(incomplete)
  const nul = nulRefusal({ source: input.source })
  if (nul !== null) return refuse(nul)
  const places = placesOf(input)
  if (!places.ok) return places
  const rest = { to, startsAt: startsAt ?? null, until, reason, idempotencyKey }
  return succeed({ kind: 'NEW', wish: { ...places.value, ...rest } })
}

/** Ids of what is no delegation name nothing. */
function delegationUid(id: string): Uid {
  const named = fromGlobalId(id)
  return named?.kind === 'ReviewDelegation' ? named.uid : ('' as Uid)
}

function placesOf({
  environments = null,
  models = null,
  source = null,
}: DelegateReviewsInput): Outcome<Pick<DelegationWish, 'environments' | 'models' | 'source'>> {
  for (const [field, given] of Object.entries({ environments, models }))
    if (given !== null && (given.length > placesMax || given.some((each) => each.includes('\0'))))
      return refuse(problem('BAD_USER_INPUT', `At most ${placesMax}, without NUL.`, { field: [field] }))
  return succeed({ environments, models, source })
}

const incomplete = problem('BAD_USER_INPUT', 'Delegating needs `to` and `until`, or `ends` alone.', { field: ['to'] })

const beside = problem('BAD_USER_INPUT', 'Only `reason` and `idempotencyKey` may stand beside `ends`.', {
  field: ['ends'],
})
