import type { EndExceptionCommand, GrantExceptionCommand } from '../approvals/index.ts'
import { fromGlobalId, type Uid } from '../kernel/ids.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import type { GrantExceptionInput } from './generated/types.ts'
import { nameMax, noReason, textMax, texts } from './input-texts.ts'

/** What a mutation `grantException` asks for. */
export type ExceptionWish =
  | { readonly kind: 'NEW'; readonly command: GrantExceptionCommand }
  | { readonly kind: 'END'; readonly command: EndExceptionCommand }

/** Reads `grantException`. Refuses with BAD_USER_INPUT or NOT_FOUND. */
export function exceptionWish(input: GrantExceptionInput): Outcome<ExceptionWish> {
  const { request: id, gate: _gate, until, expectedRevision, ends } = input
  const lengths = { gate: nameMax, reason: textMax, compensatingControl: textMax, idempotencyKey: nameMax }
  const read = texts(input, lengths)
  if (!read.ok) return read
  const { gate, reason, compensatingControl, idempotencyKey } = read.value
  if (reason === null) return refuse(noReason)
  if (ends != null) {
    if ([id, input.gate, until, expectedRevision, input.compensatingControl].some((each) => each != null))
      return refuse(beside)
    return succeed({ kind: 'END', command: { exception: exceptionUid(ends), reason, idempotencyKey } })
  }
  if (id == null || gate === null || until == null) return refuse(incomplete)
  const named = fromGlobalId(id)
  if (named?.kind !== 'ApprovalRequest')
    return refuse(problem('NOT_FOUND', 'There is no such request.', { field: ['request'] }))
  const on = { request: named.uid, expectedRevision: expectedRevision ?? null }
  return succeed({ kind: 'NEW', command: { ...on, gate, until, reason, compensatingControl, idempotencyKey } })
}

/** Ids of what is no exception name nothing. */
function exceptionUid(id: string): Uid {
  const named = fromGlobalId(id)
  return named?.kind === 'GateException' ? named.uid : ('' as Uid)
}

const incomplete = problem('BAD_USER_INPUT', 'This needs `request`, `gate` and `until`, or `ends` alone.')

const beside = problem('BAD_USER_INPUT', 'Only `reason` and `idempotencyKey` may stand beside `ends`.', {
  field: ['ends'],
})
