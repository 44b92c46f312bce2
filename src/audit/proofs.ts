import { hashNode, type LeafRange } from './merkle.ts'

/** Subtrees whose hashes prove that leaf `index` (from 0 on) is in the tree of `size` leaves (RFC 9162, section 2.1.3.1). */
export function inclusionRanges(index: number, size: number): readonly LeafRange[] {
  return inclusionIn({ start: 0, end: size }, index)
}

function inclusionIn({ start, end }: LeafRange, index: number): readonly LeafRange[] {
  if (end - start <= 1) return []
  const middle = start + splitOf(end - start)
  return index < middle
    ? [...inclusionIn({ start, end: middle }, index), { start: middle, end }]
    : [...inclusionIn({ start: middle, end }, index), { start, end: middle }]
}

/** Subtrees whose hashes prove that the tree of `from` leaves begins the one of `size` (RFC 9162, section 2.1.4.1). */
export function consistencyRanges(from: number, size: number): readonly LeafRange[] {
  return from === 0 || from === size ? [] : consistencyIn({ start: 0, end: size }, from, true)
}

function consistencyIn({ start, end }: LeafRange, from: number, isWhole: boolean): readonly LeafRange[] {
  if (from === end) return isWhole ? [] : [{ start, end }]
  const middle = start + splitOf(end - start)
  return from <= middle
    ? [...consistencyIn({ start, end: middle }, from, isWhole), { start: middle, end }]
    : [...consistencyIn({ start: middle, end }, from, false), { start, end: middle }]
}

/** The largest power of two below `size`. */
function splitOf(size: number): number {
  const power = 2 ** Math.floor(Math.log2(size))
  return power === size ? power / 2 : power
}

/** A leaf that is claimed to be in a tree. `index` counts from 0. */
export interface InclusionClaim {
  readonly index: number
  readonly size: number
  readonly leafHash: string
  readonly root: string
}

/** Checks an inclusion proof (RFC 9162, section 2.1.3.2). */
export function verifyInclusion({ index, size, leafHash, root }: InclusionClaim, path: readonly string[]): boolean {
  if (!isCount(index) || !isCount(size) || index >= size) return false
  let [fn, sn, hash] = [index, size - 1, leafHash]
  for (const sibling of path) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      hash = hashNode(sibling, hash)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)]
    } else hash = hashNode(hash, sibling)
    ;[fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
  }
  return sn === 0 && hash === root
}

/** Two trees, of which the smaller is claimed to begin the larger. */
export interface ConsistencyClaim {
  readonly from: number
  readonly fromRoot: string
  readonly size: number
  readonly root: string
}

/** Checks a consistency proof (RFC 9162, section 2.1.4.2). A tree without leaves begins every other, without a proof. */
export function verifyConsistency(claim: ConsistencyClaim, path: readonly string[]): boolean {
  const { from, fromRoot, size, root } = claim
  if (!isCount(from) || !isCount(size) || from > size) return false
  if (from === size) return path.length === 0 && fromRoot === root
  if (from === 0) return path.length === 0
  return climb(claim, isPowerOfTwo(from) ? [fromRoot, ...path] : path)
}

/** From the last subtree of the smaller tree up to both roots. */
function climb({ from, fromRoot, size, root }: ConsistencyClaim, path: readonly string[]): boolean {
  const [first, ...rest] = path
  if (first === undefined) return false
  let [fn, sn] = [from - 1, size - 1]
  while (fn % 2 === 1) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
  let [older, newer] = [first, first]
  for (const sibling of rest) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      older = hashNode(sibling, older)
      newer = hashNode(sibling, newer)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)]
    } else newer = hashNode(newer, sibling)
    ;[fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
  }
  return sn === 0 && older === fromRoot && newer === root
}

function isPowerOfTwo(size: number): boolean {
  return 2 ** Math.round(Math.log2(size)) === size
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}
