import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromGlobalId, mintUid, toGlobalId } from '../kernel/ids.ts'
import { decodeArtifactId, decodeArtifactUid, encodeArtifactId } from './artifact-id.ts'
import { confinePath } from './confine-path.ts'
import { artifactOwnerKinds } from './types.ts'

const key = fc.record({
  ownerKind: fc.constantFrom(...artifactOwnerKinds),
  ownerUid: fc.nat().map((now) => mintUid(now)),
  path: fc.string({ unit: 'grapheme' }).filter((path) => confinePath(path).ok),
})

test('an id gives back what it was made of', () => {
  fc.assert(
    fc.property(key, (artifact) => {
      const id = encodeArtifactId(artifact)
      expect(decodeArtifactId(id)).toEqual(artifact)
      expect(decodeArtifactUid(fromGlobalId(id)?.uid ?? '')).toEqual(artifact)
    }),
  )
})

test('an id that is read is spelt in one way only', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.base64String(), fc.string(), key.map(encodeArtifactId)),
      fc.string({ maxLength: 2 }),
      (id, extra) => {
        const read = decodeArtifactId(id + extra)
        expect(read === undefined || encodeArtifactId(read) === id + extra).toBe(true)
      },
    ),
  )
})

test.each([
  ['another kind of object', toGlobalId('Run', 'x')],
  ['an owner that holds no files', toGlobalId('Artifact', `Model:u:${encoded('a')}`)],
  ['no owner', toGlobalId('Artifact', `Run::${encoded('a')}`)],
  ['no path', toGlobalId('Artifact', 'Run:u')],
  ['a path that climbs', toGlobalId('Artifact', `Run:u:${encoded('../x')}`)],
  ['padding', toGlobalId('Artifact', `Run:u:${encoded('a')}==`)],
  ['something more', toGlobalId('Artifact', `Run:u:${encoded('a')}:b`)],
])('an id with %s is none', (_what, id) => {
  expect(decodeArtifactId(id)).toBeUndefined()
})

function encoded(path: string): string {
  return Buffer.from(path, 'utf8').toString('base64url')
}
