import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MirroredObject } from '../catalog/index.ts'
import { mintUid } from '../kernel/ids.ts'
import { chooseVersion, type MatchEvidence, matchServedVersion } from './match-version.ts'

interface Registered {
  readonly source?: string
  readonly model?: string
  readonly number?: number
  readonly copiedFrom?: MirroredObject
}

function registered({ source = 'tracking', model = 'fraud', number = 1, copiedFrom }: Registered): MirroredObject {
  const version = String(number)
  return {
    uid: mintUid(1_700_000_000_000),
    kind: 'ModelVersion',
    source,
    workspace: '',
    nativeId: `${model}\n${version}`,
    nativeCreatedAt: 1,
    parentUid: null,
    name: model,
    description: null,
    createdAt: 1,
    updatedAt: 1,
    observedAt: 1,
    facts: { version, copiedFrom: copiedFrom?.nativeId ?? null },
    accessClass: '',
  }
}

function evidence(given: Partial<MatchEvidence>): MatchEvidence {
  return { deployment: 'fraud', marker: null, byUri: [], byDigest: [], obstacle: null, ...given }
}

describe('the order of evidence', () => {
  const declared = registered({ number: 1 })
  const atAddress = registered({ number: 2 })
  const sameBytes = registered({ number: 3 })

  test('a marker wins over an address, and an address over bytes', () => {
    const all = { byUri: [atAddress], byDigest: [sameBytes] }
    const marked = matchServedVersion(evidence({ ...all, marker: [{ version: declared, bytes: 'UNKNOWN' }] }))
    expect(marked).toMatchObject({ match: 'DECLARED', modelVersion: declared })
    expect(matchServedVersion(evidence(all))).toMatchObject({ match: 'URI', modelVersion: atAddress })
    expect(matchServedVersion(evidence({ byDigest: [sameBytes] }))).toMatchObject({
      match: 'DIGEST',
      modelVersion: sameBytes,
    })
  })

  test('a marker that names no version is passed over with the reason', () => {
    const match = matchServedVersion(evidence({ marker: [], byUri: [atAddress] }))
    expect(match).toMatchObject({ match: 'URI', modelVersion: atAddress, reason: 'MARKER_NAMES_NO_VERSION' })
  })

  test('a marker whose version has other bytes is passed over with the reason', () => {
    const marker = [{ version: declared, bytes: 'DIFFERENT' as const }]
    expect(matchServedVersion(evidence({ marker, byDigest: [sameBytes] }))).toMatchObject({
      match: 'DIGEST',
      modelVersion: sameBytes,
      reason: 'MARKER_BYTES_DIFFER',
    })
    expect(matchServedVersion(evidence({ marker }))).toMatchObject({
      match: 'UNKNOWN',
      modelVersion: null,
      candidates: [],
    })
  })

  test('what nobody registered is unknown and has no candidates', () => {
    const nothing = { match: 'UNKNOWN', modelVersion: null, candidates: [], reason: null }
    expect(matchServedVersion(evidence({}))).toStrictEqual(nothing)
    expect(matchServedVersion(evidence({ obstacle: 'BYTES_NOT_COMPARED_YET' })).reason).toBe('BYTES_NOT_COMPARED_YET')
  })
})

describe('two registries that hold the same name', () => {
  const here = registered({ source: 'tracking' })
  const there = registered({ source: 'archive' })
  const both = [here, there].map((version) => ({ version, bytes: 'UNKNOWN' as const }))

  test('a marker without a source is followed only where bytes or address tell which is meant', () => {
    expect(matchServedVersion(evidence({ marker: both }))).toMatchObject({
      match: 'UNKNOWN',
      reason: 'MARKER_AMBIGUOUS',
    })
    expect(matchServedVersion(evidence({ marker: both, byUri: [there] }))).toMatchObject({
      match: 'DECLARED',
      modelVersion: there,
    })
    const told = [
      { version: here, bytes: 'SAME' as const },
      { version: there, bytes: 'UNKNOWN' as const },
    ]
    expect(matchServedVersion(evidence({ marker: told }))).toMatchObject({ match: 'DECLARED', modelVersion: here })
  })

  test('equal bytes in both name neither, whatever the deployment is called', () => {
    const match = matchServedVersion(evidence({ byDigest: [here, there] }))
    expect(match).toMatchObject({ match: 'DIGEST', modelVersion: null, reason: 'SEVERAL_VERSIONS' })
    expect(match.candidates).toHaveLength(2)
  })

  test('a copy is no copy of the version of the same name in another registry', () => {
    const copy = registered({ source: 'archive', model: 'fraud-live', copiedFrom: here })
    expect(chooseVersion([here, copy], 'fraud-live')).toBeNull()
  })
})

describe('copied versions', () => {
  const original = registered({ model: 'fraud-dev', number: 7 })
  const staging = registered({ model: 'fraud-staging', copiedFrom: original })
  const live = registered({ model: 'fraud', copiedFrom: staging })

  test('the copy whose model is named like the deployment is the one', () => {
    expect(chooseVersion([original, staging, live], 'fraud')).toBe(live)
  })

  test('without a namesake, or with two, the original is the one', () => {
    expect(chooseVersion([original, staging, live], 'churn')).toBe(original)
    const again = registered({ model: 'fraud', number: 2, copiedFrom: original })
    expect(chooseVersion([original, staging, live, again], 'fraud')).toBe(original)
  })

  test('a marker that names a copy wins, and the others stay candidates', () => {
    const marker = [{ version: staging, bytes: 'SAME' as const }]
    const match = matchServedVersion(evidence({ marker, byUri: [original, staging, live] }))
    expect(match).toMatchObject({ match: 'DECLARED', modelVersion: staging })
    expect(match.candidates.map(({ uid }) => uid).toSorted()).toEqual(
      [original, staging, live].map(({ uid }) => uid).toSorted(),
    )
  })

  test('versions that claim to be copies of each other in a ring name none', () => {
    const one = registered({ model: 'a' })
    const two = registered({ model: 'b', copiedFrom: one })
    const ring = { ...one, facts: { ...one.facts, copiedFrom: two.nativeId } }
    expect(chooseVersion([ring, two], 'a')).toBeNull()
    expect(chooseVersion([ring, two, registered({ model: 'c' })], 'c')).toBeNull()
  })
})

describe('whatever the evidence', () => {
  const pool = fc
    .array(
      fc.record({
        source: fc.constantFrom('tracking', 'archive'),
        model: fc.constantFrom('a', 'b', 'fraud'),
        parent: fc.nat(7),
      }),
      {
        maxLength: 8,
      },
    )
    .map((list) =>
      list.reduce<MirroredObject[]>((made, { source, model, parent }, at) => {
        const copiedFrom = made[parent]
        return [...made, registered({ source, model, number: at + 1, ...(copiedFrom ? { copiedFrom } : {}) })]
      }, []),
    )
  const some = (from: readonly MirroredObject[]) => fc.subarray([...from], { minLength: 0 })
  const bytes = fc.constantFrom('SAME', 'DIFFERENT', 'UNKNOWN')
  const anyEvidence = pool.chain((versions) =>
    fc.record({
      deployment: fc.constantFrom('a', 'fraud', 'nobody'),
      marker: fc.option(
        some(versions).chain((named) =>
          fc.tuple(...named.map((version) => bytes.map((verdict) => ({ version, bytes: verdict })))),
        ),
      ),
      byUri: some(versions),
      byDigest: some(versions),
      obstacle: fc.constantFrom(null, 'BYTES_NOT_READABLE', 'BYTES_NOT_COMPARED_YET'),
    }),
  )

  test('the version is a candidate, each candidate comes once, and UNKNOWN has neither', () => {
    fc.assert(
      fc.property(anyEvidence, (given) => {
        const { match, modelVersion, candidates } = matchServedVersion(given)
        const uids = candidates.map(({ uid }) => uid)
        expect(new Set(uids).size).toBe(uids.length)
        expect(candidates[0] ?? null).toBe(modelVersion ?? candidates[0] ?? null)
        expect(candidates.length === 0).toBe(match === 'UNKNOWN')
        expect(match === 'DECLARED' && modelVersion === null).toBe(false)
      }),
    )
  })

  test('the order of the lists does not matter', () => {
    fc.assert(
      fc.property(anyEvidence, (given) => {
        const turned = {
          ...given,
          marker: given.marker?.toReversed() ?? null,
          byUri: given.byUri.toReversed(),
          byDigest: given.byDigest.toReversed(),
        }
        const [one, other] = [matchServedVersion(given), matchServedVersion(turned)]
        expect([other.match, other.modelVersion, other.reason]).toEqual([one.match, one.modelVersion, one.reason])
        expect(new Set(other.candidates)).toEqual(new Set(one.candidates))
      }),
    )
  })

  test('a version with other bytes is never the declared one', () => {
    fc.assert(
      fc.property(anyEvidence, (given) => {
        const { match, modelVersion } = matchServedVersion(given)
        const verdict = given.marker?.find(({ version }) => version === modelVersion)?.bytes
        expect(match === 'DECLARED' && verdict === 'DIFFERENT').toBe(false)
      }),
    )
  })

  test('the name of the deployment alone never turns a version that is no copy into the one', () => {
    fc.assert(
      fc.property(pool, fc.constantFrom('a', 'b', 'fraud'), (versions, deployment) => {
        const chosen = chooseVersion(versions, deployment)
        const unrelated = versions.filter(({ facts }) => facts.copiedFrom === null)
        expect(unrelated.length > 1 && chosen !== null).toBe(false)
      }),
    )
  })
})
