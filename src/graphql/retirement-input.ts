import type { RetireCommand } from '../approvals/index.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import type { RetireModelVersionInput } from './generated/types.ts'
import { nameMax, noReason, nulRefusal, textMax, texts } from './input-texts.ts'

/** Reads `retireModelVersion`. Refuses with BAD_USER_INPUT. */
export function retireCommand(input: RetireModelVersionInput): Outcome<RetireCommand> {
  const read = texts(input, { reason: textMax, ticket: nameMax, idempotencyKey: nameMax })
  if (!read.ok) return read
  const { reason, ticket, idempotencyKey } = read.value
  if (reason === null) return refuse(noReason)
  const { ref, source, notBefore, draft } = input
  const nul = nulRefusal({ ref, source })
  if (nul !== null) return refuse(nul)
  const asked = { ref, source: source ?? null, notBefore: notBefore ?? null, draft: draft ?? false }
  return succeed({ ...asked, reason, ticket, idempotencyKey })
}
