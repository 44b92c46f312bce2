import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mintUid, toGlobalId } from '../kernel/ids.ts'
import { joinNativeId } from '../kernel/native-id.ts'
import { parseRef, type RefReading } from './parse-ref.ts'
import { refOf } from './ref-of.ts'
import { type MirroredKind, type MirroredObject, mirroredKinds } from './types.ts'

const likeliest = (ref: string): RefReading | undefined => {
  const outcome = parseRef(ref)
  return outcome.ok ? outcome.value[0] : undefined
}

const objectNamed = (kind: MirroredKind, nativeId: string): MirroredObject => ({
  uid: mintUid(0),
  kind,
  source: 'tracking',
  workspace: '',
  nativeId,
  nativeCreatedAt: null,
  parentUid: null,
  name: nativeId,
  description: null,
  createdAt: null,
  updatedAt: null,
  observedAt: 0,
  facts: {},
  accessClass: '',
})

// MLflow refuses names with a slash or a colon; everything printable else is fair.
const modelName = fc
  .string({ minLength: 1, maxLength: 40, unit: 'grapheme' })
  .filter((name) => !/[/:\p{Cc}]/u.test(name) && name.trim() !== '')
const anyName = fc
  .string({ minLength: 1, maxLength: 40, unit: 'grapheme' })
  .filter((name) => !/\p{Cc}/u.test(name) && name.trim() !== '')

describe('parseRef', () => {
  it('finds name and number of any version again', () => {
    fc.assert(
      fc.property(modelName, fc.nat(), (name, number) => {
        const ref = refOf(objectNamed('ModelVersion', `${name}\n${number}`))
        expect(ref).not.toBeNull()
        expect(likeliest(ref ?? '')).toEqual({
          by: 'version',
          kind: 'ModelVersion',
          model: name,
          version: String(number),
        })
      }),
    )
  })

  it('finds name and alias of any model again', () => {
    fc.assert(
      fc.property(modelName, fc.stringMatching(/^[\w-]{1,30}$/), (name, alias) => {
        expect(likeliest(`models:/${name}@${alias}`)).toEqual({ by: 'alias', kind: 'ModelVersion', model: name, alias })
      }),
    )
  })

  it("takes MLflow's words for a version that moves, in any case", () => {
    const newest = (stage: string | null) => ({ by: 'newest', kind: 'ModelVersion', model: 'm', stage })
    expect(likeliest('models:/m/latest')).toEqual(newest(null))
    expect(likeliest('models:/m/Latest')).toEqual(newest(null))
    expect(likeliest('models:/m/production')).toEqual(newest('Production'))
    expect(likeliest('models:/m/Staging')).toEqual(newest('Staging'))
    expect(likeliest('models:/m/somewhere')).toEqual({ by: 'name', kind: 'Model', nativeId: 'm/somewhere' })
    expect(likeliest('models:/latest')).toEqual({ by: 'name', kind: 'Model', nativeId: 'latest' })
  })

  it('always keeps the reading in which the whole text is a model name', () => {
    fc.assert(
      fc.property(modelName, (name) => {
        const outcome = parseRef(`models:/${name}`)
        expect(outcome.ok && outcome.value.at(-1)).toEqual({ by: 'name', kind: 'Model', nativeId: name })
      }),
    )
  })

  it('takes the digest after the last @ of a dataset, and the whole as a name second', () => {
    fc.assert(
      fc.property(anyName, fc.stringMatching(/^[0-9a-f]{8}$/), (name, digest) => {
        const ref = refOf(objectNamed('DataVersion', joinNativeId(name, digest)))
        const outcome = parseRef(ref ?? '')
        expect(outcome.ok && outcome.value).toEqual([
          { by: 'digest', kind: 'DataVersion', dataset: name, digest },
          { by: 'name', kind: 'Dataset', nativeId: `${name}@${digest}` },
        ])
      }),
    )
  })

  it('splits a deployment at the first slash, as ids of sources hold none', () => {
    expect(likeliest('deployment:serving/team/fraud')).toEqual({
      by: 'deployment',
      kind: 'Deployment',
      source: 'serving',
      name: 'team/fraud',
    })
  })

  it('takes the global id of every mirrored kind', () => {
    for (const kind of mirroredKinds) {
      const uid = mintUid(1)
      expect(likeliest(toGlobalId(kind, uid))).toEqual({ by: 'id', kind, uid })
    }
  })

  it('refuses what names nothing, with examples', () => {
    const hostile = [
      '',
      'models:/',
      'models://host/x',
      'runs:/',
      'runs:/a/b',
      'dataset:',
      'deployment:x',
      'deployment:/x',
      's3://bucket',
      'file:///etc/passwd',
      'fraud',
      'models:/a\nb',
      'models:/ ',
      'dataset: ',
      'models:/half\ud800',
      `models:/${'x'.repeat(3_000)}`,
      toGlobalId('Source', 'x'),
    ]
    for (const ref of hostile) {
      const outcome = parseRef(ref)
      expect({ ref, outcome }).toMatchObject({ ref, outcome: { ok: false, problem: { code: 'BAD_USER_INPUT' } } })
    }
  })

  it('answers any text, and names no empty thing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const outcome = parseRef(text)
        expect(outcome.ok ? outcome.value.length : outcome.problem.code).not.toBe(0)
      }),
    )
  })
})
