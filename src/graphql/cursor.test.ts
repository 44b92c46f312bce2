import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Uid } from '../kernel/ids.ts'
import { createCursorCodec } from './cursor.ts'

const codec = createCursorCodec(Buffer.alloc(32, 1))
const place = fc.record({
  key: fc.oneof(fc.string(), fc.integer()),
  uid: fc.uuid().map((uid) => uid as Uid),
})

test('a cursor leads back to its place in its own list and nowhere else', () => {
  fc.assert(
    fc.property(place, fc.string(), fc.string(), (key, scope, other) => {
      const cursor = codec.encode(scope, key)
      expect(codec.decode(scope, cursor)).toEqual(key)
      expect(codec.decode(other, cursor)).toEqual(other === scope ? key : null)
      expect(createCursorCodec(Buffer.alloc(32, 2)).decode(scope, cursor)).toBeNull()
    }),
  )
})

test('no text that was not given out is a cursor', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(codec.decode('models', text)).toBeNull()
    }),
  )
})
