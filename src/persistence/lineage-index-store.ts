import type { MirroredObject } from '../catalog/types.ts'
import { type LineageKey, lineageKeyOf } from '../kernel/lineage-key.ts'
import type { LineageIndexStore } from '../lineage/index-ports.ts'
import type { Database } from './database.ts'
import { readChanges, readHead } from './lineage/changes.ts'
import { equate } from './lineage/equate.ts'
import { createIndexReader, type IndexReader } from './lineage/index-reader.ts'
import { readIndexedSince } from './lineage/indexed-since.ts'
import { readAlias } from './lineage/read-aliases.ts'
import { readEdges } from './lineage/read-edges.ts'
import { readNodes } from './lineage/read-nodes.ts'
import { readSame } from './lineage/same-keys.ts'
import { takeStatement } from './lineage/state.ts'

/** What the index shows. */
export interface LineageIndexOptions {
  /** Ids of the configured sources; null shows all objects. */
  readonly sources?: readonly string[] | null
  readonly now: () => number
}

/** The lineage index in the store. What objects state of themselves is written with them, by the catalogue's store. */
export function createLineageIndexStore(
  database: Database,
  { sources = null, now }: LineageIndexOptions,
): LineageIndexStore {
  const { news } = database
  const reader = createIndexReader(database, sources)
  return {
    edgesOf: (keys, way, { at, limit }) => readEdges(reader, { keys, way, at, limit }),
    edgesBetween: (from, to, { at, limit }) => readEdges(reader, { keys: to, way: 'UP', at, limit, farEnds: from }),
    nodesOf: (keys, at) => readNodes(reader, keys, at),
    keysOf: (objects) => keysOf(reader, objects),
    aliasAt: (alias, at) => readAlias(reader, alias, at),
    indexedSince: (source) => readIndexedSince(reader, source),
    head: () => readHead(reader),
    changesSince: (sequence) => readChanges(reader, sequence),
    async state(statements) {
      for (const statement of statements) news.tell(await takeStatement(database, statement))
    },
    equate: async (equalities) => news.tell(await equate(database, equalities, now())),
    subscribe: (listener) => news.subscribe(listener),
  }
}

async function keysOf(reader: IndexReader, objects: readonly MirroredObject[]): Promise<readonly LineageKey[]> {
  const keys = objects.map(lineageKeyOf)
  const same = await readSame(reader, keys)
  return keys.map((key) => same.get(key) ?? key)
}
