import { expect, test } from 'vitest'
import { parseMarker } from './parse-marker.ts'

test('a marker names a version by model and number, in a source where it says so', () => {
  expect(parseMarker({ ref: 'models:/fraud/3', source: null })).toEqual({
    modelName: 'fraud',
    version: '3',
    source: null,
  })
  expect(parseMarker({ ref: 'models:/team/fraud/3', source: 'tracking' })).toEqual({
    modelName: 'team/fraud',
    version: '3',
    source: 'tracking',
  })
})

test.each(['models:/fraud', 'models:/fraud@champion', 'models:/fraud/', 'runs:/1/2', ''])(
  'a marker such as %j, which can come to mean something else, names none',
  (ref) => {
    expect(parseMarker({ ref, source: null })).toBeNull()
  },
)
