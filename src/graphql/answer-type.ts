/** How an answer may be written (GraphQL over HTTP, section 4). */
export type AnswerType = 'application/json' | 'application/graphql-response+json'

const types: readonly AnswerType[] = ['application/json', 'application/graphql-response+json']

/**
 * The type that an `Accept` header asks for, `application/json` without one; null when neither is wanted. By quality,
 * then by how exactly the type is named, then by its place, as Apollo Server chooses it (RFC 9110, section 12.5.1).
 */
export function answerType(accept: string | undefined): AnswerType | null {
  if (accept === undefined || accept.trim() === '') return 'application/json'
  const ranges = accept.toLowerCase().split(',').map(readRange)
  const wanted = types
    .map((type) => ({ type, range: ranges.filter(({ name }) => covers(name, type)).toSorted(byExactness)[0] }))
    .filter(({ range }) => range !== undefined && range.quality > 0)
    .toSorted(({ range: a }, { range: b }) =>
      a === undefined || b === undefined ? 0 : b.quality - a.quality || byExactness(a, b) || a.place - b.place,
    )
  return wanted[0]?.type ?? null
}

interface MediaRange {
  readonly name: string
  readonly quality: number
  readonly place: number
}

function readRange(text: string, place: number): MediaRange {
  const [name = '', ...parameters] = text.split(';').map((part) => part.trim())
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
  return { name, place, quality: quality === undefined ? 1 : Number(quality) || 0 }
}

function covers(range: string, type: string): boolean {
  return range === type || range === '*/*' || range === 'application/*'
}

function byExactness(a: MediaRange, b: MediaRange): number {
  const looseness = ({ name }: MediaRange) => name.split('*').length
  return looseness(a) - looseness(b)
}
