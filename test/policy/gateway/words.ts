import { keyOf, type Thing } from '../random/tool-world.ts'

/** Names an object of a tool. */
export type Place = Pick<Thing, 'source' | 'kind' | 'nativeId'>

/** What a caller needs of the object that carries a word, besides seeing it. */
export type Need = 'sensitive:read' | 'artifact:read' | 'columns' | MeasuredData | null

/** That this data is not hidden: whoever sees a metric is told what it was measured on, unless the catalogue hides that. */
export interface MeasuredData {
  readonly source: string
  readonly name: string
  readonly digest: string
}

/** Somebody who may be told a word: whoever sees the object and has what the word needs. */
export interface Carrier {
  readonly key: string
  readonly need: Need
}

const pattern = /zq\d+x\d+z/g

/** Words that occur nowhere but where a world puts them, so that whatever tells one has told of an object that carries it. */
export class Words {
  readonly #salt: number
  readonly #words = new Map<string, string>()
  readonly #carriers = new Map<string, Carrier[]>()

  constructor(salt: number) {
    this.#salt = salt
  }

  /** The word of a label; equal labels have one word. */
  of(label: string): string {
    const word = this.#words.get(label) ?? `zq${this.#words.size}x${this.#salt}z`
    this.#words.set(label, word)
    return word
  }

  /** The word of a label, which an object now carries. */
  on(place: Place, label: string, need: Need = null): string {
    const word = this.of(label)
    const key = keyOf(place)
    const known = this.#carriers.get(word) ?? []
    if (!known.some((carrier) => carrier.key === key && carrier.need === need)) known.push({ key, need })
    this.#carriers.set(word, known)
    return word
  }

  /** Who may be told a word; nobody, for one that no object carries. */
  carriersOf(word: string): readonly Carrier[] {
    return this.#carriers.get(word) ?? []
  }

  /** What a word was made for. */
  labelOf(word: string): string {
    const label = [...this.#words].find(([, made]) => made === word)?.[0] ?? word
    return [...this.#words].reduce(
      (shown, [known, made]) => (known === label ? shown : shown.replaceAll(made, `<${known}>`)),
      label,
    )
  }

  /** Words that only those may be told who have a need. */
  needing(need: Need): readonly string[] {
    return [...this.#carriers].flatMap(([word, carriers]) =>
      carriers.every((carrier) => carrier.need === need) ? [word] : [],
    )
  }
}

/** Every word in a text. */
export function wordsIn(text: string): ReadonlySet<string> {
  return new Set(text.match(pattern))
}
