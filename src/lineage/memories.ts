import { LRUCache } from 'lru-cache'
import type { LineageKey } from '../kernel/lineage-key.ts'
import type { LineageChanges } from './cache-ports.ts'

/** Something that was read. */
interface Memory<Value> {
  readonly value: Value
  /** Everything of which a change changes it. */
  readonly keys: readonly LineageKey[]
  /** Change up to which it is known to be right. */
  sequence: number
}

/** What is remembered of keys. */
interface Recalled<Value> {
  /** Of those that are remembered and right still, in their order. */
  readonly known: readonly Value[]
  readonly lacking: readonly LineageKey[]
  /** Change up to which what is read from here on is right. */
  readonly sequence: number
}

/** How much may be remembered. */
export interface MemoryRoom<Value> {
  readonly bytesMax: number
  /** What a value takes, roughly. */
  readonly bytesOf: (value: Value) => number
}

/** What one memory takes beside its value, roughly. */
const memoryBytes = 200

/** What was read of keys, the least used forgotten first, and known to be right as far as changes are known. */
export class Memories<Value> {
  readonly #changes: Pick<LineageChanges, 'known' | 'isUnchanged'>
  readonly #bytesOf: MemoryRoom<Value>['bytesOf']
  readonly #byKey: LRUCache<LineageKey, Memory<Value>>

  constructor(changes: Pick<LineageChanges, 'known' | 'isUnchanged'>, { bytesMax, bytesOf }: MemoryRoom<Value>) {
    this.#changes = changes
    this.#bytesOf = bytesOf
    this.#byKey = new LRUCache({ maxSize: bytesMax })
  }

  /** Ask before reading what is lacking: a change after that is then one after what it vouches for. */
  async recall(asked: readonly LineageKey[]): Promise<Recalled<Value>> {
    const sequence = await this.#changes.known()
    const known: Value[] = []
    const lacking: LineageKey[] = []
    for (const key of new Set(asked)) {
      const memory = this.#byKey.get(key)
      const isRight = memory !== undefined && this.#isRightUpTo(sequence, memory)
      if (isRight) known.push(memory.value)
      else lacking.push(key)
    }
    return { known, lacking, sequence }
  }

  keep(key: LineageKey, memory: Memory<Value>): void {
    this.#byKey.set(key, memory, { size: memoryBytes + this.#bytesOf(memory.value) })
  }

  #isRightUpTo(sequence: number, memory: Memory<Value>): boolean {
    if (memory.sequence === sequence) return true
    if (!this.#changes.isUnchanged(memory)) return false
    memory.sequence = Math.max(memory.sequence, sequence)
    return true
  }
}
