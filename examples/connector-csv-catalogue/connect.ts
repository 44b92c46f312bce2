import type { Connector, ConnectorHost, CrawlBatch } from 'modelwarden/connector'
import type { CatalogueConfig } from './config.ts'
import { openCatalogue, type ReadCatalogue } from './read-catalogue.ts'

/** Records in one batch of a crawl. */
const batchRecords = 200

/** Makes the live connector. */
export function connect(config: CatalogueConfig, host: ConnectorHost): Connector {
  const read = openCatalogue(config, host)
  return {
    async probe(call) {
      const datasets = await read(call)
      return { version: null, detail: `${datasets.length} datasets` }
    },
    crawl: (request, call) => crawl(() => read(call), request.cursor),
    datasetCatalogue: {
      async datasets(names, call) {
        if (names.length === 0) return []
        const byName = new Map((await read(call)).map((dataset) => [dataset.name, dataset]))
        return names.map((key) => (key.workspace === '' ? (byName.get(key.nativeId) ?? null) : null))
      },
    },
    // The host owns every socket; there is nothing of our own to end.
    close: async () => undefined,
  }
}

/**
 * Reads in the order of names. The cursor is the last name of a batch, so lines that come and go meanwhile shift
 * nothing. The file cannot tell what changed, so a delta begins at the first name again: unchanged records may repeat.
 */
async function* crawl(read: () => ReturnType<ReadCatalogue>, cursor: string | null): AsyncIterable<CrawlBatch> {
  const after = cursor ?? ''
  const datasets = (await read()).filter((dataset) => dataset.name > after)
  for (let start = 0; ; start += batchRecords) {
    const records = datasets.slice(start, start + batchRecords)
    const isLast = start + batchRecords >= datasets.length
    const last = records.at(-1)?.name ?? after
    yield isLast ? { records, cursor: last, nextCursor: '' } : { records, cursor: last }
    if (isLast) return
  }
}
