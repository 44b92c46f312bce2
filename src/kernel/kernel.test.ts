import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson, type JsonValue } from './canonical-json.ts'
import { deriveKey } from './derive-key.ts'
import { entityKinds, fromGlobalId, mintUid, toGlobalId } from './ids.ts'
import { Secret } from './secret.ts'

describe('global ids', () => {
  test('every kind and uid round trips', () => {
    fc.assert(
      fc.property(fc.constantFrom(...entityKinds), fc.string({ minLength: 1 }), (kind, uid) => {
        fc.pre(Buffer.from(uid, 'utf8').toString('utf8') === uid)
        expect(fromGlobalId(toGlobalId(kind, uid))).toEqual({ kind, uid })
      }),
    )
  })

  test('text that is not an id of ours is never taken for one', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = fromGlobalId(text)
        if (parsed !== undefined) expect(toGlobalId(parsed.kind, parsed.uid)).toBe(text)
      }),
    )
    expect(fromGlobalId(Buffer.from('Nothing:1').toString('base64url'))).toBeUndefined()
  })

  test('uids sort by the moment they were minted and say version 7', () => {
    const earlier = mintUid(1_700_000_000_000)
    expect(earlier < mintUid(1_700_000_000_001)).toBe(true)
    expect(earlier).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })
})

test('canonical JSON does not depend on the order of keys and reads back as the same value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const plain = JSON.parse(JSON.stringify(value)) as JsonValue
      const reversed = JSON.parse(JSON.stringify(plain), (_key, item: unknown) =>
        item !== null && typeof item === 'object' && !Array.isArray(item)
          ? Object.fromEntries(Object.entries(item).toReversed())
          : item,
      ) as JsonValue
      expect(canonicalJson(reversed)).toBe(canonicalJson(plain))
      expect(JSON.parse(canonicalJson(plain))).toEqual(plain)
    }),
  )
})

test('keys of different uses differ, and a secret prints as [secret]', () => {
  const secret = new Secret('s'.repeat(40))
  expect(deriveKey(secret, 'cursor').equals(deriveKey(secret, 'cache'))).toBe(false)
  expect(String(secret) + JSON.stringify({ secret })).not.toContain('ssss')
})
