import { noEntry } from './chain.ts'
import { type AuditKeys, publicKeyOf, type VerifyingKey } from './keys.ts'
import type { AuditStore } from './ports.ts'
import type { AuditStream } from './types.ts'
import { objectAt, parseEvent } from './verify-log.ts'
import { keyReplacedType } from './writer.ts'

/** What comes before the first entry of a log. */
export const logBegin = { size: 0, entryHash: noEntry, peaks: [] } as const

/** Every key that signed entries of a log: the configured ones, and those that hand-overs in it name. */
export async function keysOfLog(
  store: Pick<AuditStore, 'list'>,
  stream: AuditStream,
  keys: AuditKeys,
): Promise<readonly VerifyingKey[]> {
  const handOvers = await store.list({ stream, type: keyReplacedType }, { first: 1_000, before: null })
  const named = handOvers.entries.flatMap(({ eventJson }) => {
    const details = objectAt(objectAt(parseEvent(eventJson) ?? {}, 'data'), 'details')
    return [details['previousPublicKey'], details['publicKey']].flatMap((text) => {
      const key = typeof text === 'string' ? publicKeyOf(text) : undefined
      return key === undefined ? [] : [key]
    })
  })
  const all = [keys.current, ...keys.previous, ...named]
  return all.filter((key, at) => all.findIndex(({ id }) => id === key.id) === at)
}
