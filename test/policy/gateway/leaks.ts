import type { Uid } from '../../../src/kernel/ids.ts'
import type { Sight } from '../random/sight.ts'
import type { Carrier, Words } from './words.ts'
import { wordsIn } from './words.ts'

const uidPattern = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g
const encoded = /[A-Za-z0-9_-]{12,}/g

/** What an answer is checked with. */
export interface LeakCheck {
  readonly sight: Sight
  readonly words: Words
  /** What the caller itself has said. */
  readonly said: string
}

/** Everything in an answer, cursors and ids opened too, that its caller may not be told. */
export function leaksIn(answer: string, { sight, words, said }: LeakCheck): readonly string[] {
  const text = opened(answer)
  const known = opened(said)
  const told = [...wordsIn(text)].filter((word) => !known.includes(word))
  const uids = new Set(text.match(uidPattern))
  const ofWorld = new Set<string>(sight.standing.everyUid)
  return [
    ...told
      .filter((word) => !words.carriersOf(word).some((carrier) => mayHave(sight, carrier)))
      .map((word) => words.labelOf(word)),
    ...[...uids].filter((uid) => ofWorld.has(uid) && !known.includes(uid) && sight.thing(uid as Uid) === undefined),
  ]
}

/** Whether a caller may be told what an object carries. */
export function mayHave(sight: Sight, { key, need }: Carrier): boolean {
  const identity = sight.standing.identities.get(key)
  if (identity === undefined || sight.thing(identity.uid) === undefined) return false
  if (typeof need === 'object' && need !== null) return !sight.hidesData(need)
  if (need === null || sight.may(need === 'columns' ? 'sensitive:read' : need, identity.uid)) return true
  return need === 'columns' && !sight.holdsPersonalData(identity.uid)
}

/** A text with what is encoded in it. */
function opened(text: string): string {
  const parts = (text.match(encoded) ?? []).map((part) => Buffer.from(part, 'base64url').toString('utf8'))
  return [text, ...parts].join('\n')
}
