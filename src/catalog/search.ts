import { faultOf, problem } from '../kernel/problem.ts'
import type { CatalogList } from './api.ts'
import { contributionsTo } from './contributions.ts'
import { demandSource } from './known-source.ts'
import type { CatalogPorts } from './ports.ts'
import { type MirroredKind, mirroredKinds, type PageRequest, type SearchHit } from './types.ts'

/** The longest text that is searched for. */
export const searchTextLengthMax = 200

/** What is searched for. */
export interface SearchRequest {
  readonly text: string
  /** Empty is all of them. */
  readonly kinds: readonly MirroredKind[]
  readonly source: string | null
  readonly page: PageRequest
}

/** Objects whose name, tags or description hold every word. Throws BAD_USER_INPUT for a text without a word or that is too long, and for an unknown source. */
export async function searchObjects(
  ports: Pick<CatalogPorts, 'sources' | 'store'>,
  request: SearchRequest,
): Promise<CatalogList<SearchHit>> {
  const words = wordsOf(request.text)
  demandSource(ports.sources, request.source, ['source'])
  const kinds = request.kinds.length === 0 ? mirroredKinds : request.kinds
  const page = await ports.store.search({ words, kinds, source: request.source }, request.page)
  const sourceStatus = await contributionsTo(ports, {
    kinds,
    source: request.source,
    faults: new Map(),
    unchecked: new Set(),
  })
  return { page, sourceStatus }
}

function wordsOf(text: string): readonly string[] {
  if (text.length > searchTextLengthMax) {
    const message = `The text may hold up to ${searchTextLengthMax} characters.`
    throw faultOf(problem('BAD_USER_INPUT', message, { field: ['text'], details: { maximum: searchTextLengthMax } }))
  }
  const words = [
    ...new Set(
      text
        .normalize('NFC')
        .split(/\s+/u)
        .filter((word) => word !== ''),
    ),
  ]
  if (words.length === 0)
    throw faultOf(problem('BAD_USER_INPUT', 'The text must hold at least one word.', { field: ['text'] }))
  return words
}
