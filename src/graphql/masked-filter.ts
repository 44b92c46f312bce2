import type { MirroredKind } from '../catalog/types.ts'
import { hasEmailAddress } from '../kernel/email-address.ts'
import { faultOf, problem } from '../kernel/problem.ts'
import type { GraphContext } from './context.ts'

/** The conditions of a filter that may be about somebody's address. */
interface AddressFilter {
  readonly source?: string | null | undefined
  readonly user?: string | null | undefined
  readonly tags?: readonly { readonly value?: string | null | undefined }[] | null | undefined
}

/**
 * Refuses to look for an e-mail address where the caller may not read all of them: what is found would tell. Throws a
 * FORBIDDEN fault.
 */
export async function refuseMaskedFilter(
  context: GraphContext,
  kind: MirroredKind,
  { source, user, tags }: AddressFilter,
): Promise<void> {
  const field = hasEmailAddress(user ?? '') ? ['filter', 'user'] : fieldOfTag(tags ?? [])
  if (field === null || (await context.services.sensitive.isAllShown(kind, source ?? null))) return
  context.audit.denied(context, 'sensitive:read')
  throw faultOf(problem('FORBIDDEN', 'Filtering by an e-mail address needs the action sensitive:read.', { field }))
}

function fieldOfTag(tags: readonly { readonly value?: string | null | undefined }[]): readonly string[] | null {
  const at = tags.findIndex(({ value }) => hasEmailAddress(value ?? ''))
  return at === -1 ? null : ['filter', 'tags', String(at), 'value']
}
