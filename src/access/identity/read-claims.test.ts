import { describe, expect, test } from 'vitest'
import { momentOf, readClaims, showsMfa } from './read-claims.ts'

const names = { groups: 'realm.groups', name: 'name', clearance: 'level', regions: 'regions', roles: 'roles' }

describe('claims', () => {
  test('are read where the configuration says, also within others', () => {
    const payload = { name: ' Ada ', realm: { groups: ['a', 'b', 'a'] }, level: 3, regions: 'eu', roles: ['viewer'] }
    expect(readClaims(payload, names)).toEqual({
      name: 'Ada',
      groups: ['a', 'b'],
      roles: ['viewer'],
      clearance: 3,
      regions: ['eu'],
      aliases: [],
    })
  })

  test('whose whole name holds dots are read before those within others', () => {
    const payload = { 'https://a.example/groups': ['a'], realm: { groups: ['b'] }, 'realm.groups': ['c'] }
    expect(readClaims(payload, { ...names, groups: 'https://a.example/groups' }).groups).toEqual(['a'])
    expect(readClaims(payload, names).groups).toEqual(['c'])
  })

  test.each([
    [{ level: 5 }],
    [{ level: '9' }],
    [{ level: 2.5 }],
    [{ level: -1 }],
    [{ level: true }],
    [{ name: 7, realm: 'x', regions: { eu: true }, roles: ['root', 'constructor'] }],
    [{ name: '\u0000', regions: ['\uD800', '', 3, null, 'x'.repeat(300)] }],
    [{}],
  ])('of another form count as not said: %j', (payload) => {
    const nothing = { name: null, groups: [], roles: [], clearance: null, regions: [], aliases: [] }
    expect(readClaims(payload, names)).toEqual(nothing)
  })

  test('tell of more than one factor by amr, or by an acr that is configured', () => {
    expect(showsMfa({ amr: ['pwd', 'mfa'] }, [])).toBe(true)
    expect(showsMfa({ amr: ['pwd'], acr: 'gold' }, ['gold'])).toBe(true)
    expect(showsMfa({ amr: 'mfa', acr: 'gold' }, [])).toBe(false)
  })

  test('tell moments in seconds', () => {
    expect(momentOf(1_700_000_000)).toBe(1_700_000_000_000)
    for (const wrong of ['1', Number.NaN, -1, null, undefined]) expect(momentOf(wrong)).toBeNull()
  })
})
