import type { Uid } from '../../../src/kernel/ids.ts'
import type { Standing } from '../random/sight.ts'
import type { WhoSees } from './who-sees.ts'
import type { Words } from './words.ts'

/** A parsed answer of `/graphql`. */
export interface Reply {
  readonly data: unknown
  readonly errors: unknown
  readonly extensions: unknown
}

/** Variables of a query. */
export type Variables = Readonly<Record<string, unknown>>

/** One caller who is about to ask something of one replica. */
export interface Asked {
  readonly sees: WhoSees
  readonly words: Words
  readonly standing: Standing
  /** Any number; it picks what is asked for. */
  readonly pick: number
  /** Asks as this caller. Throws when the answer tells what the caller may not know. */
  ask(query: string, variables?: Variables): Promise<Reply>
  /** Asks the same replica as one who sees everything. */
  eye(query: string, variables?: Variables): Promise<Reply>
  /** Asks as another caller; null where the world has only this one. */
  readonly other: ((query: string, variables?: Variables) => Promise<Reply>) | null
  /** Expects that no source is named but those that may be: with something to see, or with what once was to be seen. */
  expectSources(named: readonly string[]): Promise<void>
  /** A uid that nothing ever had. */
  unknownUid(): Uid
  /** A word that nothing carries. */
  unknownWord(): string
}

/** Asks something and checks what comes back. Throws where the caller is told more, or less. */
export type Question = (asked: Asked) => Promise<void>

/** One of a list by a number; undefined of an empty one. */
export function nth<Item>(items: readonly Item[], pick: number): Item | undefined {
  return items.length === 0 ? undefined : items[pick % items.length]
}
