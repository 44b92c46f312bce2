import { describe, expect, test } from 'vitest'
import { aModel, aVersion, rules } from '../../../test/policy/worlds.ts'
import { resourceOf } from './catalog-resource.ts'
import { labelsOf, ownerTeamOf, policyTagsOf } from './labels.ts'

describe('labels', () => {
  test('are what the configured tags say, in any case and with any spaces around', () => {
    const tags = {
      team: ' fraud ',
      sensitivity: 'Secret',
      risk: '2',
      regions: 'us, eu,us',
      pii: 'YES',
      promoted: 'x',
      y: 'z',
    }
    expect(labelsOf(rules, tags)).toEqual({
      team: 'fraud',
      sensitivity: 4,
      riskTier: 2,
      regions: ['eu', 'us'],
      containsPii: true,
      tags: ['promoted=x'],
    })
  })

  test('are open where there is no tag', () => {
    expect(labelsOf(rules, {})).toEqual({
      team: null,
      sensitivity: null,
      riskTier: null,
      regions: null,
      containsPii: null,
      tags: [],
    })
  })

  test.each([
    [{ sensitivity: 'hig', risk: '5', regions: ' , ', pii: 'perhaps', team: ' ' }],
    [{ sensitivity: '', risk: '-1', regions: '', pii: '' }],
    [null],
  ])('take what restricts most where they cannot be read: %j', (tags) => {
    expect(labelsOf(rules, tags)).toMatchObject({
      team: null,
      sensitivity: 4,
      riskTier: 4,
      regions: [],
      containsPii: true,
    })
  })

  test('are not read from what every object inherits', () => {
    const odd = { ...rules, team: { tag: 'constructor' }, sensitivity: { ...rules.sensitivity, tag: '__proto__' } }
    expect(labelsOf(odd, {})).toMatchObject({ team: null, sensitivity: null })
    expect(labelsOf(rules, { sensitivity: 'constructor' }).sensitivity).toBe(4)
  })

  test('need these tags and no others', () => {
    expect([...policyTagsOf(rules)].toSorted()).toEqual(['pii', 'promoted', 'regions', 'risk', 'sensitivity', 'team'])
  })
})

describe('the resource of an object', () => {
  const attributesOf = (
    own: Readonly<Record<string, string>> | null,
    parent: Readonly<Record<string, string>> | null,
  ) =>
    resourceOf(rules, { kind: 'DataVersion', uid: 'd', parentUid: 'p', source: 's', tags: own, parentTags: parent })
      .entity.attributes

  test('has the defaults where neither it nor its parent is tagged', () => {
    expect(attributesOf({}, {})).toEqual({
      sensitivity: 1,
      riskTier: 0,
      regions: [],
      tags: [],
      parentTags: [],
      containsPii: false,
    })
  })

  test('is as sensitive and as risky as the more so of it and its parent, and open where its parent is', () => {
    expect(attributesOf({ sensitivity: '0', risk: '3' }, { sensitivity: '2', risk: '1' })).toMatchObject({
      sensitivity: 2,
      riskTier: 3,
    })
    expect(attributesOf({}, { sensitivity: 'public' })).toMatchObject({ sensitivity: 0 })
  })

  test('is in its own regions, or else in those of its parent', () => {
    expect(attributesOf({ regions: 'us' }, { regions: 'eu' })).toMatchObject({ regions: ['us'] })
    expect(attributesOf({}, { regions: 'eu' })).toMatchObject({ regions: ['eu'] })
  })

  test('holds personal data when it or its parent does', () => {
    expect(attributesOf({ pii: 'no' }, { pii: 'yes' })).toMatchObject({ containsPii: true })
  })

  test('is closed where the parent is not known', () => {
    expect(attributesOf({ sensitivity: '0' }, null)).toMatchObject({
      sensitivity: 4,
      riskTier: 4,
      regions: [],
      containsPii: true,
    })
  })

  test('lies in its source, its team and the organisation', () => {
    const { ancestors } = aVersion('v', 'm', { team: 'fraud' })
    expect(ancestors.map(({ type, id }) => `${type} ${id}`)).toEqual([
      'Model m',
      'Team fraud',
      'Source s1',
      'Organization main',
    ])
  })

  test('shares its class with those of equal facts only', () => {
    const keys = [
      aModel('a'),
      aModel('b'),
      aModel('a', { team: 'x' }),
      aModel('a', {}, 's2'),
      aVersion('a', 'b'),
      aVersion('a', null),
    ]
    expect(keys[0]?.classKey).toBe(keys[1]?.classKey)
    expect(new Set(keys.slice(1).map(({ classKey }) => classKey)).size).toBe(5)
  })
})

test.each([
  ['its own tag', { tags: { team: ' fraud ' }, parentTags: { team: 'risk' } }, 'fraud'],
  ["its parent's, where it has none", { tags: { team: '' }, parentTags: { team: 'risk' } }, 'risk'],
  ["its parent's, while its tool was not read for it", { tags: null, parentTags: { team: 'risk' } }, 'risk'],
  ['nobody, where no tag says', { tags: {}, parentTags: {} }, null],
  ['nobody, while nothing is known', { tags: null, parentTags: null }, null],
])('an object is owned as %s says', (_by, facts, team) => {
  expect(ownerTeamOf(rules, facts)).toBe(team)
})
