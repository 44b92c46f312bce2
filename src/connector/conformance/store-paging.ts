import type { ArtifactStore, CallContext, StoreLocation } from '../contract.ts'
import type { FileRecord } from '../records.ts'
import { demand, isSame } from './check.ts'

/** Demands that every file, and every entry of the top folder, comes once and in one order, for pages of any size. */
export async function demandPaging(
  member: ArtifactStore,
  location: StoreLocation,
  given: { readonly files: readonly string[]; readonly call: CallContext },
): Promise<void> {
  const { files, call } = given
  demand(
    files.length >= 3 && files.some((path) => path.includes('/')),
    'The subject must know at least three files, one of them in a folder.',
  )
  const entries = [...new Set(files.map((path) => path.split('/')[0] ?? ''))]
  for (const limit of [1, 2, files.length, 1_000]) {
    const all = await listAll((after) => member.list(location, { recursive: true, limit, after }, call), limit)
    const listed = all.filter((file) => !file.isDirectory).map((file) => file.path)
    demand(isSame(listed.toSorted(), files.toSorted()), `list must give every file below once, in pages of ${limit}.`)
    const top = await listAll((after) => member.list(location, { recursive: false, limit, after }, call), limit)
    const names = top.map((file) => file.path.replace(/\/$/, ''))
    demand(
      isSame(names.toSorted(), entries.toSorted()),
      `list must give what is directly in the folder once, in pages of ${limit}.`,
    )
  }
}

type Page = { readonly files: readonly FileRecord[]; readonly more: boolean }

async function listAll(read: (after: string | null) => Promise<Page>, limit: number): Promise<readonly FileRecord[]> {
  const found: FileRecord[] = []
  for (let after: string | null = null; ; ) {
    const page: Page = await read(after)
    demand(page.files.length <= limit, 'list must give at most as many entries as asked for.')
    found.push(...page.files)
    if (!page.more) return found
    const last = page.files.at(-1)
    demand(last !== undefined && last.path !== after, 'A page that says there is more must move on.')
    demand(found.length <= 10_000, 'list must come to an end.')
    after = last.path
  }
}
