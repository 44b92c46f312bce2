/** What was there before, which is shared and stays as it is, and what came to it. */
export class Layered<Key, Value> {
  readonly #before: ReadonlyMap<Key, Value>
  readonly #own = new Map<Key, Value>()

  constructor(before: ReadonlyMap<Key, Value> = new Map()) {
    this.#before = before
  }

  has(key: Key): boolean {
    return this.#own.has(key) || this.#before.has(key)
  }

  get(key: Key): Value | undefined {
    return this.#own.has(key) ? this.#own.get(key) : this.#before.get(key)
  }

  set(key: Key, value: Value): void {
    this.#own.set(key, value)
  }

  joined(): ReadonlyMap<Key, Value> {
    if (this.#own.size === 0) return this.#before
    return this.#before.size === 0 ? this.#own : new Map([...this.#before, ...this.#own])
  }
}

/** What was there before and came to it, by some name and by key: there are few names, and names of both would be many. */
export class LayeredBy<Key, Value> {
  readonly #before: ReadonlyMap<string, ReadonlyMap<Key, Value>>
  readonly #layers = new Map<string, Layered<Key, Value>>()

  constructor(before: ReadonlyMap<string, ReadonlyMap<Key, Value>> = new Map()) {
    this.#before = before
  }

  of(name: string): Layered<Key, Value> {
    const layer = this.#layers.get(name) ?? new Layered(this.#before.get(name))
    this.#layers.set(name, layer)
    return layer
  }

  joined(): ReadonlyMap<string, ReadonlyMap<Key, Value>> {
    const own = [...this.#layers].map(([name, layer]) => [name, layer.joined()] as const)
    return new Map([...this.#before, ...own])
  }
}
