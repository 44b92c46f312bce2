/** Numbers that look random and follow from a seed. */
export interface Chance {
  /** In [0, 1). */
  next(): number
  /** A whole number from 0 to `below - 1`. */
  index(below: number): number
  /** Such as the id of a run: `length` hexadecimal digits. */
  hex(length: number): string
}

/** The generator mulberry32 (public domain, Tommy Ettinger): 32 bits of state are plenty for ids of test data. */
export function createChance(seed: number): Chance {
  let state = seed | 0
  const bits = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const next = () => bits() / 2 ** 32
  return {
    next,
    index: (below) => Math.floor(next() * below),
    hex(length) {
      let text = ''
      while (text.length < length) text += bits().toString(16).padStart(8, '0')
      return text.slice(0, length)
    },
  }
}
