import type { Database } from './database.ts'

/** The key that ids of principals are made with; made once, with the store. */
export async function readPrincipalKey({ kysely }: Pick<Database, 'kysely'>): Promise<string> {
  const { key } = await kysely.selectFrom('principal_key').select('key').where('id', '=', 1).executeTakeFirstOrThrow()
  return key
}
