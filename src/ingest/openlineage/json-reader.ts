import { type Fault, faultOf, problem } from '../../kernel/problem.ts'

/** Where in an event something is, outermost first. */
export type JsonPath = readonly (string | number)[]

/** A JSON pointer (RFC 6901). */
export function pointerOf(path: JsonPath): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** Refuses an event for what is at a path. Thrown, as it ends the reading of the event wherever it is found. */
export function refuseAt(path: JsonPath, message: string): Fault {
  const shown = pointerOf(path.map((part) => (typeof part === 'string' ? part.slice(0, shownMax) : part)))
  return faultOf(
    problem('BAD_USER_INPUT', `${shown === '' ? 'The event' : shown} ${message}`, { details: { field: shown } }),
  )
}

/** As much of a sender's own key as an answer repeats. */
const shownMax = 100

/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>

/** A part of an event with its place. */
export class JsonReader {
  readonly value: JsonObject
  readonly path: JsonPath

  constructor(value: unknown, path: JsonPath = []) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refuseAt(path, 'must be an object.')
    // It is no array and not null.
    this.value = value as JsonObject
    this.path = path
  }

  /** What is under a key of its own; undefined for none and for null. */
  get(key: string): unknown {
    return Object.hasOwn(this.value, key) ? (this.value[key] ?? undefined) : undefined
  }

  at(key: string): JsonPath {
    return [...this.path, key]
  }

  /** A text that is not empty. Undefined for none. */
  text(key: string, lengthMax: number): string | undefined {
    const value = this.get(key)
    if (value === undefined) return undefined
    if (typeof value !== 'string') throw refuseAt(this.at(key), 'must be a text.')
    if (value.includes('\0') || !value.isWellFormed()) throw refuseAt(this.at(key), 'must be Unicode text without NUL.')
    if (value.length > lengthMax) throw refuseAt(this.at(key), `must have at most ${lengthMax} characters.`)
    return value === '' ? undefined : value
  }

  /** A text that is cut where it is too long. */
  prose(key: string, lengthMax: number): string | undefined {
    return this.text(key, Number.POSITIVE_INFINITY)?.slice(0, lengthMax)
  }

  /** A text that must be there. */
  word(key: string, lengthMax: number): string {
    const text = this.text(key, lengthMax)
    if (text === undefined) throw refuseAt(this.at(key), 'must be there and not be empty.')
    return text
  }

  /** A name: a text of one line that must be there. */
  name(key: string, lengthMax: number): string {
    const name = this.word(key, lengthMax)
    if (/\p{Cc}/u.test(name)) throw refuseAt(this.at(key), 'must be one line without control characters.')
    return name
  }

  /** A whole number of at least 0. */
  count(key: string): number | undefined {
    const value = this.get(key)
    if (value === undefined) return undefined
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
      throw refuseAt(this.at(key), 'must be a whole number.')
    return value
  }

  flag(key: string): boolean | undefined {
    const value = this.get(key)
    if (value === undefined || typeof value === 'boolean') return value
    throw refuseAt(this.at(key), 'must be true or false.')
  }

  /** An object; undefined for none. */
  part(key: string): JsonReader | undefined {
    const value = this.get(key)
    return value === undefined ? undefined : new JsonReader(value, this.at(key))
  }

  /** An object that must be there. */
  whole(key: string): JsonReader {
    const part = this.part(key)
    if (part === undefined) throw refuseAt(this.at(key), 'must be there.')
    return part
  }

  /** A list of objects; none counts as an empty one. */
  parts(key: string, countMax: number): readonly JsonReader[] {
    const list = this.get(key)
    if (list === undefined) return []
    if (!Array.isArray(list)) throw refuseAt(this.at(key), 'must be a list.')
    if (list.length > countMax)
      throw refuseAt(this.at(key), `must have at most ${countMax} entries, and has ${list.length}.`)
    return list.map((item: unknown, index) => new JsonReader(item, [...this.at(key), index]))
  }

  /** Its own keys, each an object. */
  members(countMax: number): readonly (readonly [string, JsonReader])[] {
    const keys = Object.keys(this.value)
    if (keys.length > countMax)
      throw refuseAt(this.path, `must have at most ${countMax} entries, and has ${keys.length}.`)
    return keys.flatMap((key) => {
      const part = this.part(key)
      return part === undefined ? [] : [[key, part] as const]
    })
  }
}
