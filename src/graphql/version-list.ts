import type { Uid } from '../kernel/ids.ts'
import type { Outcome } from '../kernel/outcome.ts'
import { type ConnectionView, connectionOf, type ListScope, type PageArguments, pageRequest } from './connection.ts'
import { unwrap } from './unwrap.ts'

/** Versions of one page, the newest first; `after` is a number. */
type ReadVersions<Version> = (page: {
  readonly first: number
  readonly after: number | null
}) => Promise<Outcome<{ readonly items: readonly Version[]; readonly hasNextPage: boolean }>>

/** Lists versions that are named by their numbers, each shown as `viewOf` says. Throws what a refusal throws, and for a bad page. */
export async function listVersions<Version extends { readonly number: number }, View>(
  args: PageArguments,
  list: ListScope,
  { read, viewOf }: { readonly read: ReadVersions<Version>; readonly viewOf: (version: Version) => View },
): Promise<ConnectionView<View>> {
  const request = pageRequest(args, list)
  const after = request.after === null ? null : Number(request.after.uid)
  const { items, hasNextPage } = unwrap(await read({ first: request.first, after }))
  const page = items.map((version) => ({
    item: viewOf(version),
    cursor: { key: '', uid: String(version.number) as Uid },
  }))
  return connectionOf({ items: page, hasNextPage }, { ...list, request })
}
