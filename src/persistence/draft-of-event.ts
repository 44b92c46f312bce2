import type { Transaction } from 'kysely'
import type { AuditDraft } from '../audit/types.ts'
import type { Actor } from '../kernel/actor.ts'
import { pseudonymIn } from './audit-principals.ts'
import type { Tables } from './tables.ts'

/** Something that happened, with the ids of principals that are named in it. */
export type NamingEvent = Omit<AuditDraft, 'actor'> & { readonly people?: Readonly<Record<string, string>> }

/** An event as the trail takes it: whoever is named in it becomes a pseudonym. */
export async function draftOf(
  trx: Transaction<Tables>,
  { people = {}, details = {}, ...event }: NamingEvent,
  actor: Actor,
): Promise<AuditDraft> {
  const pseudonyms: Record<string, string> = {}
  for (const [part, id] of Object.entries(people)) pseudonyms[part] = await pseudonymIn(trx, { id, name: null })
  return { ...event, actor, details: { ...details, ...pseudonyms } }
}
