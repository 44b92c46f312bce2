import { createHash } from 'node:crypto'

/**
 * The tree of RFC 9162, section 2.1: leaves are SHA-256(0x00 || entry), nodes SHA-256(0x01 || left || right).
 * Hashes are lower-case hexadecimal.
 */

/** Hash of a leaf. */
export function hashLeaf(entry: Uint8Array | string): string {
  return createHash('sha256').update(Uint8Array.of(0)).update(entry).digest('hex')
}

/** Hash of a node. */
export function hashNode(left: string, right: string): string {
  return createHash('sha256')
    .update(Uint8Array.of(1))
    .update(Buffer.from(left, 'hex'))
    .update(Buffer.from(right, 'hex'))
    .digest('hex')
}

/** Root of the tree without leaves. */
export const emptyRoot = createHash('sha256').digest('hex')

/** How often two divides a positive number: the level of the largest perfect subtree that ends with that leaf. */
export function levelOf(end: number): number {
  let level = 0
  for (let rest = end; rest % 2 === 0; rest /= 2) level += 1
  return level
}

/** Ends of the perfect subtrees that make up a tree, largest first: 11 leaves are 8, 2 and 1, which end at 8, 10 and 11. */
export function peakEnds(size: number): readonly number[] {
  const ends: number[] = []
  let end = 0
  for (let rest = size; rest > 0; rest = size - end) {
    end += 2 ** Math.floor(Math.log2(rest))
    ends.push(end)
  }
  return ends
}

/** A tree that grew by one leaf. */
export interface GrownTree {
  readonly peaks: readonly string[]
  /** Root of the largest perfect subtree that ends with the new leaf; the last of `peaks`. */
  readonly subtreeHash: string
}

/** Adds a leaf to a tree of `size` leaves, of which only the roots of its perfect subtrees are needed. */
export function addLeaf(peaks: readonly string[], size: number, leaf: string): GrownTree {
  const merged = levelOf(size + 1)
  const kept = peaks.slice(0, peaks.length - merged)
  const subtreeHash = peaks.slice(peaks.length - merged).reduceRight((right, left) => hashNode(left, right), leaf)
  return { peaks: [...kept, subtreeHash], subtreeHash }
}

/** Root of the tree that these perfect subtrees make up. */
export function rootOf(peaks: readonly string[]): string {
  return peaks.length === 0
    ? emptyRoot
    : peaks.slice(0, -1).reduceRight((right, left) => hashNode(left, right), peaks.at(-1) ?? '')
}

/** What is kept of a leaf, by its place from 1 on. */
export interface KeptLeaf {
  readonly leafHash: string
  readonly subtreeHash: string
}

/** Leaves `start` (counted from 0, inclusive) to `end` (exclusive). */
export interface LeafRange {
  readonly start: number
  readonly end: number
}

/** Places, from 1 on, of the kept leaves that {@link hashRange} needs: a few for each level, whatever the size. */
export function placesOf(range: LeafRange): readonly number[] {
  return perfectParts(range).flatMap(({ end, level }) => {
    const below = Array.from({ length: level }, (_, at) => end - 2 ** at)
    return [end, ...below]
  })
}

/** Hash of a subtree, from what is kept of some of its leaves. Throws when one is missing. */
export function hashRange(range: LeafRange, kept: ReadonlyMap<number, KeptLeaf>): string {
  return rootOf(perfectParts(range).map(({ end, level }) => hashPerfect(end, level, kept)))
}

function perfectParts({ start, end }: LeafRange): readonly { readonly end: number; readonly level: number }[] {
  let before = 0
  return peakEnds(end - start).map((partEnd) => {
    const level = Math.round(Math.log2(partEnd - before))
    before = partEnd
    return { end: start + partEnd, level }
  })
}

/** A leaf keeps the largest subtree it completes; a smaller one is put together from those of its left halves. */
function hashPerfect(end: number, level: number, kept: ReadonlyMap<number, KeptLeaf>): string {
  const leaf = kept.get(end)
  if (leaf === undefined) throw new RangeError(`leaf ${end} is missing`)
  if (level === levelOf(end)) return leaf.subtreeHash
  if (level === 0) return leaf.leafHash
  return hashNode(hashPerfect(end - 2 ** (level - 1), level - 1, kept), hashPerfect(end, level - 1, kept))
}
