import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addLeaf,
  emptyRoot,
  hashLeaf,
  hashNode,
  hashRange,
  type KeptLeaf,
  type LeafRange,
  placesOf,
  rootOf,
} from './merkle.ts'
import { consistencyRanges, inclusionRanges, verifyConsistency, verifyInclusion } from './proofs.ts'

/** Leaves, roots and proofs of the test vectors of Certificate Transparency's own Merkle tree. */
const vectorLeaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
]
const vectorRoots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

/** The definition of the RFC, word for word, over all leaves. */
function treeHash(leaves: readonly string[]): string {
  if (leaves.length === 0) return emptyRoot
  if (leaves.length === 1) return leaves[0] ?? ''
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return hashNode(treeHash(leaves.slice(0, split)), treeHash(leaves.slice(split)))
}

function grow(leaves: readonly string[]) {
  const kept = new Map<number, KeptLeaf>()
  const roots = [emptyRoot]
  let peaks: readonly string[] = []
  for (const [at, leafHash] of leaves.entries()) {
    const grown = addLeaf(peaks, at, leafHash)
    peaks = grown.peaks
    kept.set(at + 1, { leafHash, subtreeHash: grown.subtreeHash })
    roots.push(rootOf(peaks))
  }
  return { kept, roots, hashes: (ranges: readonly LeafRange[]) => ranges.map((range) => hashFrom(range, kept)) }
}

/** From nothing but the places that a range says it needs. */
function hashFrom(range: LeafRange, kept: ReadonlyMap<number, KeptLeaf>): string {
  const places = placesOf(range)
  return hashRange(range, new Map([...kept].filter(([place]) => places.includes(place))))
}

const leavesOf = (count: number) => Array.from({ length: count }, (_, at) => hashLeaf(`leaf ${at}`))

describe('the tree of RFC 9162', () => {
  const { roots, hashes } = grow(vectorLeaves.map((leaf) => hashLeaf(Buffer.from(leaf, 'hex'))))

  test('gives the known roots', () => {
    expect(emptyRoot).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(roots.slice(1)).toEqual(vectorRoots)
  })

  test.each([
    [0, 1, []],
    [
      0,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      5,
      8,
      [
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
    [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
    [
      1,
      5,
      [
        '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      ],
    ],
  ])('gives the known inclusion proof of leaf %i among %i', (index, size, wanted) => {
    expect(hashes(inclusionRanges(index, size))).toEqual(wanted)
  })

  test.each([
    [1, 1, []],
    [
      1,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      6,
      8,
      [
        '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
    [
      2,
      5,
      [
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      ],
    ],
  ])('gives the known consistency proof from %i to %i', (from, size, wanted) => {
    expect(hashes(consistencyRanges(from, size))).toEqual(wanted)
  })
})

const sizes = fc.integer({ min: 1, max: 300 }).chain((size) => fc.tuple(fc.constant(size), fc.nat(size - 1)))

/** Every way to change a proof by one hash, and by nothing but its order or length. */
function spoiled(path: readonly string[]): readonly (readonly string[])[] {
  const other = hashLeaf('another')
  return [
    [...path, other],
    [other, ...path],
    ...path.flatMap((_, at) => [path.toSpliced(at, 1), path.toSpliced(at, 1, other)]),
    ...path.slice(1).map((hash, at) => path.toSpliced(at, 2, hash, path[at] ?? '')),
  ].filter((changed) => changed.join() !== path.join())
}

describe('proofs of trees of any size', () => {
  test('growing leaf by leaf gives the same root as the definition', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), (size) => {
        expect(grow(leavesOf(size)).roots.at(-1)).toBe(treeHash(leavesOf(size)))
      }),
      { numRuns: 40 },
    )
  })

  test('an inclusion proof holds, and no changed one does', () => {
    fc.assert(
      fc.property(sizes, fc.nat(400), fc.nat(400), ([size, index], otherIndex, otherSize) => {
        const leaves = leavesOf(size)
        const { roots, hashes } = grow(leaves)
        const claim = { index, size, leafHash: leaves[index] ?? '', root: roots[size] ?? '' }
        const path = hashes(inclusionRanges(index, size))
        expect(verifyInclusion(claim, path)).toBe(true)
        for (const changed of spoiled(path)) expect(verifyInclusion(claim, changed)).toBe(false)
        expect(verifyInclusion({ ...claim, leafHash: hashLeaf('another') }, path)).toBe(false)
        expect(verifyInclusion({ ...claim, root: hashLeaf('another') }, path)).toBe(false)
        if (otherIndex !== index) expect(verifyInclusion({ ...claim, index: otherIndex }, path)).toBe(false)
        // A proof says nothing of how many leaves follow when the path has the same shape, so the root must be another.
        if (otherSize !== size && otherSize < roots.length)
          expect(verifyInclusion({ ...claim, size: otherSize, root: roots[otherSize] ?? '' }, path)).toBe(false)
      }),
      { numRuns: 150 },
    )
  })

  test('a consistency proof holds, and no changed one does', () => {
    fc.assert(
      fc.property(sizes, fc.nat(400), ([size, smaller], otherSize) => {
        const from = smaller + 1
        const { roots, hashes } = grow(leavesOf(size))
        const claim = { from, fromRoot: roots[from] ?? '', size, root: roots[size] ?? '' }
        const path = hashes(consistencyRanges(from, size))
        expect(verifyConsistency(claim, path)).toBe(true)
        for (const changed of spoiled(path)) expect(verifyConsistency(claim, changed)).toBe(false)
        expect(verifyConsistency({ ...claim, root: hashLeaf('another') }, path)).toBe(false)
        expect(verifyConsistency({ ...claim, fromRoot: hashLeaf('another') }, path)).toBe(false)
        if (otherSize !== from && otherSize > 0 && otherSize < roots.length)
          expect(verifyConsistency({ ...claim, from: otherSize, fromRoot: roots[otherSize] ?? '' }, path)).toBe(false)
        if (otherSize !== size && otherSize < roots.length)
          expect(verifyConsistency({ ...claim, size: otherSize, root: roots[otherSize] ?? '' }, path)).toBe(false)
      }),
      { numRuns: 150 },
    )
  })

  test.each([
    { index: -1, size: 1 },
    { index: 1, size: 1 },
    { index: 0, size: 0 },
    { index: 0.5, size: 2 },
    { index: Number.NaN, size: 2 },
  ])('a place that no tree has is refused: %j', (place) => {
    expect(verifyInclusion({ ...place, leafHash: emptyRoot, root: emptyRoot }, [])).toBe(false)
  })
})
