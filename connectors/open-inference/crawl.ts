import type { CallContext, CrawlBatch, CrawlRequest } from '../../src/connector/index.ts'
import type { Serving } from './serving.ts'

const batchSize = 200
const afterName = 'after:'
const finished = 'finished'

/**
 * Yields every deployment by name, in batches of 200. The list of a server is small and has no times of
 * change, so a delta reads the same.
 */
export async function* crawlDeployments(
  serving: Serving,
  request: CrawlRequest,
  call: CallContext,
): AsyncGenerator<CrawlBatch> {
  const { cursor } = request
  const all = await serving.names(call)
  const names = cursor?.startsWith(afterName) ? all.filter((name) => name > cursor.slice(afterName.length)) : all
  for (let start = 0; start + batchSize < names.length; start += batchSize) {
    const batch = names.slice(start, start + batchSize)
    yield { records: await serving.read(batch, call), cursor: `${afterName}${batch.at(-1) ?? ''}` }
  }
  const rest = names.slice(names.length - (names.length % batchSize || Math.min(names.length, batchSize)))
  yield { records: await serving.read(rest, call), cursor: finished, nextCursor: finished }
}
