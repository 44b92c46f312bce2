import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Uid } from '../kernel/ids.ts'
import { createCursorCodec, cursorsOf } from './cursor.ts'

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

test('a cursor that one principal was given is none for another, however their ids and lists are written', () => {
  const whose = fc.tuple(fc.string(), fc.string())
  fc.assert(
    fc.property(place, whose, whose, (key, [id, scope], [otherId, otherScope]) => {
      const cursor = cursorsOf(codec, id).encode(scope, key)
      const isSame = id === otherId && scope === otherScope
      expect(cursorsOf(codec, id).decode(scope, cursor)).toEqual(key)
      expect(cursorsOf(codec, otherId).decode(otherScope, cursor)).toEqual(isSame ? key : null)
      expect(cursorsOf(codec, id + scope).decode('', cursor)).toEqual(scope === '' ? key : null)
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
