import { itemsOf } from './list.ts'
import type { RefReading } from './parse-ref.ts'
import type { CatalogStore } from './ports.ts'
import type { MirroredKind, MirroredObject, ObjectQuery } from './types.ts'

/** Enough to recognise a slip of the pen; more would be a list. */
const lookalikesMax = 5

/** A shorter part of a name is in too many of them. */
const wordLengthMin = 3

/**
 * Objects that a ref which names nothing may have meant, from the mirror: other versions of the thing it names, else
 * things that share the longest word of the name. None for a run or an id, where a likeness means nothing.
 */
export async function lookalikes(
  store: CatalogStore,
  readings: readonly RefReading[],
  source: string | null,
): Promise<readonly MirroredObject[]> {
  const meant = readings.map(thingIn).find((thing) => thing !== null)
  if (meant === undefined) return []
  const namesakes = meant.versions === null ? [] : await store.byName(meant.kind, meant.name, source)
  const [only] = namesakes
  if (meant.versions !== null && only !== undefined) {
    const versions = await find(store, { kind: meant.versions, parentUid: only.uid, order: 'NEWEST' })
    return versions.length > 0 ? versions : namesakes.slice(0, lookalikesMax)
  }
  const word = longestWord(meant.name)
  if (word.length < wordLengthMin) return []
  const inSource = source === null ? {} : { source }
  return find(store, { kind: meant.kind, nameContains: word, order: 'NAME', ...inSource })
}

interface Thing {
  readonly kind: MirroredKind
  readonly name: string
  /** Kind of the versions of it that the ref was about; null when it named the thing itself. */
  readonly versions: MirroredKind | null
}

function thingIn(reading: RefReading): Thing | null {
  switch (reading.by) {
    case 'version':
    case 'alias':
    case 'newest': {
      return { kind: 'Model', name: reading.model, versions: 'ModelVersion' }
    }
    case 'digest': {
      return { kind: 'Dataset', name: reading.dataset, versions: 'DataVersion' }
    }
    case 'deployment': {
      return { kind: 'Deployment', name: reading.name, versions: null }
    }
    case 'name': {
      return reading.kind === 'Run' ? null : { kind: reading.kind, name: reading.nativeId, versions: null }
    }
    case 'address':
    case 'id': {
      return null
    }
  }
}

async function find(store: CatalogStore, query: ObjectQuery): Promise<readonly MirroredObject[]> {
  return itemsOf(await store.page(query, { first: lookalikesMax, after: null }))
}

function longestWord(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u)
  return words.reduce((longest, word) => (word.length > longest.length ? word : longest), '')
}
