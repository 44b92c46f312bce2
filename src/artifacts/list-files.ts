import type { CallContext } from '../connector/contract.ts'
import type { FileRecord } from '../connector/records.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { Fault, problem } from '../kernel/problem.ts'
import type { ResolvedLocation } from './types.ts'

const pageSize = 1_000

/**
 * Every file below a location, sorted by path in the order of UTF-16 code units; the location itself, under the path
 * '', when it is a file. Refuses with NOT_FOUND when there is none and with UNSUPPORTED when there are more than `filesMax`.
 */
export async function listFiles(
  at: ResolvedLocation,
  filesMax: number,
  call: CallContext,
): Promise<Outcome<readonly FileRecord[]>> {
  const files = new Map<string, FileRecord>()
  let after: string | null = null
  let isLast = false
  while (!isLast) {
    const page: Awaited<ReturnType<typeof at.store.list>> = await at.store.list(
      at.location,
      { recursive: true, limit: pageSize, after },
      call,
    )
    // A file that is listed twice means that pages overlap, and then others may be missing between them.
    if (page.files.some(({ path }) => files.has(path))) throw overlapping(at.source)
    for (const file of page.files) if (!file.isDirectory) files.set(file.path, file)
    if (files.size > filesMax) return refuse(problem('UNSUPPORTED', tooMany, { details: { filesMax } }))
    after = page.files.at(-1)?.path ?? null
    isLast = !page.more || after === null
  }
  return files.size > 0 ? succeed(sortByPath([...files.values()])) : listItself(at, call)
}

const tooMany = 'There are more files than this gateway is configured to hash.'

async function listItself(at: ResolvedLocation, call: CallContext): Promise<Outcome<readonly FileRecord[]>> {
  const itself = await at.store.stat(at.location, '', call)
  if (itself === null || itself.isDirectory) return refuse(problem('NOT_FOUND', 'There are no files.'))
  return succeed([itself])
}

function sortByPath(files: readonly FileRecord[]): FileRecord[] {
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

function overlapping(source: string): Fault {
  return new Fault({
    code: 'UPSTREAM_INVALID',
    publicMessage: `Source ${source} answered with something that could not be read.`,
    internalMessage: `${source} listed one file twice`,
    retryable: true,
    source,
  })
}
