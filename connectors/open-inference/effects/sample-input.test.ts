import { expect, test } from 'vitest'
import { sampleInputs } from './sample-input.ts'

const described = (...inputs: readonly object[]) => ({ name: 'm', inputs })
const amount = { name: 'amount', datatype: 'FP64', shape: [-1, 1] }
const country = { name: 'country', datatype: 'BYTES', shape: [-1, 1], parameters: { content_type: 'str' } }
const vector = { name: 'input-0', datatype: 'FP32', shape: [-1, 3] }

test('the first row of a table is asked, each column by its name whatever their order', () => {
  const example = JSON.stringify({
    columns: ['country', 'amount'],
    data: [
      ['DE', 12.5],
      ['FR', 1],
    ],
  })
  expect(sampleInputs(described(amount, country), example)).toEqual([
    { name: 'amount', datatype: 'FP64', shape: [1, 1], data: [12.5] },
    { name: 'country', datatype: 'BYTES', shape: [1, 1], data: ['DE'], parameters: { content_type: 'str' } },
  ])
})

test('the first row of an array is asked', () => {
  const example = JSON.stringify({
    inputs: [
      [1, 2, 3],
      [4, 5, 6],
    ],
  })
  expect(sampleInputs(described(vector), example)?.[0]).toMatchObject({ shape: [1, 3], data: [1, 2, 3] })
  const named = JSON.stringify({ inputs: { 'input-0': [[7, 8, 9]] } })
  expect(sampleInputs(described(vector), named)?.[0]).toMatchObject({ data: [7, 8, 9] })
})

test.each([null, '{', '[]', '{"inputs": [1]}', '{"columns": [], "data": [[]]}'])(
  'where the example is %j, zeros and empty texts of the declared types are asked',
  (example) => {
    const when = { name: 'when', datatype: 'BYTES', shape: [-1, 1], parameters: { content_type: 'datetime' } }
    const is = { name: 'is', datatype: 'BOOL', shape: [-1, 1] }
    const data = sampleInputs(described(vector, country, when, is), example)?.map((input) => input.data)
    expect(data?.slice(1)).toEqual([[''], ['2000-01-01T00:00:00'], [false]])
    expect(data?.[0]).toEqual([0, 0, 0])
  },
)

test.each([null, {}, { inputs: [] }, { inputs: 'x' }])('a model that declares %j cannot be asked', (metadata) => {
  expect(sampleInputs(metadata, null)).toBeNull()
})
