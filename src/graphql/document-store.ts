import type { DocumentNode } from 'graphql'
import { LRUCache } from 'lru-cache'

/** A document takes about three times its JSON text in memory, so this is some 6 MB: hundreds of usual queries. */
const textMax = 2 * 2 ** 20

/** A document above it is parsed anew each time, or a few of them would drive out all others. */
const textMaxOfOne = 2 ** 18

/**
 * Keeps parsed and validated documents by their hash, least used out first. Apollo's own store keeps 30 MB of text,
 * which a caller who sends ever new documents turns into 100 MB of memory.
 */
export function createDocumentStore() {
  const kept = new LRUCache<string, DocumentNode>({
    maxSize: textMax,
    maxEntrySize: textMaxOfOne,
    sizeCalculation: (document) => JSON.stringify(document).length,
  })
  return {
    get: async (key: string) => kept.get(key),
    async set(key: string, document: DocumentNode) {
      kept.set(key, document)
    },
    delete: async (key: string) => kept.delete(key),
  }
}
