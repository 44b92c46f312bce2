import { expect, test } from 'vitest'
import { Fault } from '../../src/connector/index.ts'
import { parseIndex, parseMarker, parseMetadata, parseSettings } from './wire.ts'

test('an index of MLServer and one of Triton give the same rows', () => {
  const mlserver = [
    { name: 'churn', version: 'v2', state: 'READY', reason: '' },
    { name: 'old', state: 'UNAVAILABLE', reason: '' },
  ]
  expect(parseIndex(mlserver, 'serving')).toEqual([
    { name: 'churn', version: 'v2', state: 'READY' },
    { name: 'old', version: null, state: 'UNAVAILABLE' },
  ])
  const triton = [
    { name: 'churn', version: '1', state: 'UNAVAILABLE', reason: 'unloaded' },
    { name: 'churn', version: '2', state: 'UNAVAILABLE', reason: 'Internal: SyntaxError: invalid syntax' },
    { name: 'never-loaded' },
    { name: 'odd', state: 'WARMING' },
  ]
  expect(parseIndex(triton, 'serving')).toEqual([
    { name: 'churn', version: '1', state: 'UNAVAILABLE' },
    { name: 'churn', version: '2', state: 'FAILED' },
    { name: 'never-loaded', version: null, state: 'UNAVAILABLE' },
    { name: 'odd', version: null, state: 'UNKNOWN' },
  ])
})

test.each([null, {}, 'READY', [1], [{ version: '1' }], [{ name: '' }]])(
  'an index such as %j is refused as invalid',
  (body) => {
    expect(() => parseIndex(body, 'serving')).toThrow(Fault)
  },
)

test('columns come with their shape, and an empty list means that the server knows none', () => {
  const body = {
    name: 'iris',
    platform: '',
    versions: [],
    inputs: [{ name: 'x', datatype: 'FP64', shape: [-1, 4] }],
    outputs: [],
  }
  expect(parseMetadata(body, 'serving')).toEqual({
    platform: null,
    inputs: [{ name: 'x', type: 'FP64', required: null, shape: [-1, 4] }],
    outputs: null,
    versions: [],
    marker: null,
    files: null,
  })
})

test('a marker in `versions` is found, and is no version', () => {
  const body = { name: 'iris', versions: ['1', 'modelwarden:tracking:models:/iris/1', 'modelwarden-files:ab'] }
  expect(parseMetadata(body, 'serving')).toMatchObject({
    versions: ['1'],
    marker: { ref: 'models:/iris/1', source: 'tracking' },
    files: 'ab',
  })
  expect(parseMarker('modelwarden:models:/iris/1')).toEqual({ ref: 'models:/iris/1', source: null })
  expect(parseMarker('sklearn/1.9')).toBeNull()
})

test('settings keep what is right when other parts are wrong', () => {
  const text = JSON.stringify({
    name: 'iris',
    implementation: 5,
    parameters: { uri: './m', version: 3, extra: { modelwarden: { ref: 'models:/iris/1', source: 'tracking' } } },
  })
  expect(parseSettings(text)).toEqual({
    name: 'iris',
    version: null,
    uri: './m',
    implementation: null,
    marker: { ref: 'models:/iris/1', source: 'tracking' },
  })
})

test.each(['', '{', '[]', '"x"', 'null'])('a settings file that holds %j is none', (text) => {
  expect(parseSettings(text)).toBeNull()
})
