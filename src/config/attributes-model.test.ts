import { describe, expect, test } from 'vitest'
import { labelsOf } from '../access/policy/labels.ts'
import { attributes } from './attributes-model.ts'

describe('attributes', () => {
  test('left out read the usual tags', () => {
    const rules = attributes.parse({})
    const tags = {
      team: 'fraud',
      sensitivity: 'Restricted',
      risk_tier: 'high',
      regions: 'eu,us',
      pii: 'none',
      promoted: 'true',
    }
    expect(labelsOf(rules, tags)).toEqual({
      team: 'fraud',
      sensitivity: 3,
      riskTier: 3,
      regions: ['eu', 'us'],
      containsPii: false,
      tags: ['promoted=true'],
    })
  })

  test('are read in any case', () => {
    const rules = attributes.parse({
      sensitivity: { tag: 'class', values: { Open: 0 } },
      pii: { values: { Ja: true, Nein: false } },
    })
    expect(labelsOf(rules, { class: 'OPEN', pii: 'nein' })).toMatchObject({ sensitivity: 0, containsPii: false })
  })

  test.each([[{ sensitivity: { values: { open: 5 } } }], [{ team: { tags: 'x' } }], [{ riskTier: { default: -1 } }]])(
    'refuse %j',
    (written) => {
      expect(attributes.safeParse(written).success).toBe(false)
    },
  )
})
