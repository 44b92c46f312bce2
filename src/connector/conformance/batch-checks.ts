import type { NativeKey } from '../records.ts'
import { demand, isSame } from './check.ts'
import { keyText } from './keys.ts'
import type { KnownBatch, ObservedHost } from './subject.ts'

/** A batch read: answers in the order asked, null where there is none. */
export type BatchRead<Key extends NativeKey> = (keys: readonly Key[]) => Promise<readonly (NativeKey | null)[]>

/** Demands order, nulls, duplicates and round-tripping keys of a batch read. */
export async function demandBatch<Key extends NativeKey>(
  what: string,
  known: KnownBatch<Key>,
  read: BatchRead<Key>,
): Promise<void> {
  demand(known.present.length >= 2, `The subject must know at least two ${what}.`)
  const asked = [...known.present.toReversed(), known.missing, ...known.present, ...known.present.slice(0, 1)]
  const expected = asked.map((key) => (key === known.missing ? null : keyText(key)))
  const answered = await read(asked)
  demand(
    answered.length === asked.length,
    `A batch read of ${what} must give one answer for each key asked, duplicates included.`,
  )
  const found = answered.map((record) => (record === null ? null : keyText(record)))
  demand(found[known.present.length] === null, `A batch read of ${what} must answer null for what is not there.`)
  demand(isSame(found, expected), `A batch read of ${what} must answer in the order asked, under the keys asked for.`)
}

/** Demands that asking for nothing costs nothing. */
export async function demandFreeEmptyBatch(
  what: string,
  host: ObservedHost,
  read: () => Promise<readonly unknown[]>,
): Promise<void> {
  const before = host.calls.length
  const answered = await read()
  demand(answered.length === 0, `An empty batch of ${what} must be answered with an empty list.`)
  demand(host.calls.length === before, `An empty batch of ${what} must make no call.`)
}
