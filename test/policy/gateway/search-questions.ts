import { expect } from 'vitest'
import { errorsOf } from './alike.ts'
import { at, listAt, textAt } from './json.ts'
import { mayHave } from './leaks.ts'
import { uidIn } from './object-questions.ts'
import { type Asked, nth, type Question } from './question.ts'

const query = `query ($text: String!, $first: Int, $after: String) { search(text: $text, first: $first, after: $after) {
  nodes { kind name ref source matchedIn node { id } } pageInfo { hasNextPage endCursor } sourceStatus { source } } }`

/** What one who sees everything finds, less what this caller may not know. */
async function expectFound(asked: Asked, text: string, isSuch: (id: unknown) => boolean): Promise<void> {
  const whole = listAt((await asked.eye(query, { text, first: 100 })).data, 'search', 'nodes')
  const expected = whole.filter((hit) => isSuch(at(hit, 'node', 'id')))
  const first = (asked.pick % 3) + 1
  const found: unknown[] = []
  for (let after: unknown = null; ; ) {
    const reply = await asked.ask(query, { text, first, after })
    expect(errorsOf(reply)).toEqual([])
    const page = at(reply.data, 'search')
    found.push(...listAt(page, 'nodes'))
    expect(at(page, 'pageInfo', 'hasNextPage')).toBe(found.length < expected.length)
    const named = listAt(page, 'sourceStatus').map((status) => textAt(status, 'source'))
    await asked.expectSources(named)
    if (at(page, 'pageInfo', 'hasNextPage') !== true) break
    after = at(page, 'pageInfo', 'endCursor')
  }
  expect(found).toEqual(expected)
}

const isSeen = (asked: Asked) => (id: unknown) => {
  const uid = uidIn(id)
  return uid !== null && asked.sees.object(uid)
}

/** Searches by words of names, and by words of what is held back. */
export const searchQuestions: Readonly<Record<string, Question>> = {
  async searchName(asked) {
    const thing = nth(asked.standing.tools.all(), asked.pick)
    await expectFound(asked, thing?.name ?? asked.unknownWord(), isSeen(asked))
  },
  async searchPart(asked) {
    await expectFound(asked, 'zq', isSeen(asked))
  },
  async searchNote(asked) {
    const word = nth(asked.words.needing(null), asked.pick)
    if (word !== undefined) await expectFound(asked, word, isSeen(asked))
  },
  async searchSensitive(asked) {
    const word = nth(asked.words.needing('sensitive:read'), asked.pick)
    if (word === undefined) return
    const uids = asked.words.carriersOf(word).flatMap((carrier) => {
      const uid = asked.standing.identities.get(carrier.key)?.uid
      return uid !== undefined && mayHave(asked.sees.sight, carrier) ? [uid] : []
    })
    await expectFound(asked, word, (id) => uids.some((uid) => uid === uidIn(id)))
  },
}
