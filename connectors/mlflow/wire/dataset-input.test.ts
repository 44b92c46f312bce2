import { describe, expect, test } from 'vitest'
import { datasetInputs, roleOf } from './dataset-input.ts'

function parsed(dataset: Readonly<Record<string, string>>) {
  const [found] = datasetInputs.parse([{ tags: [], dataset: { name: 'loans', digest: 'd', ...dataset } }])
  return found
}

describe('data that a run read', () => {
  test.each([
    ['training', 'TRAIN'],
    ['Eval', 'VALIDATION'],
    ['validation ', 'VALIDATION'],
    ['testing', 'TEST'],
    ['constructor', 'UNKNOWN'],
    [null, 'UNKNOWN'],
  ])('for %s has the role %s', (context, role) => {
    expect(roleOf(context)).toBe(role)
  })

  test('has the columns of a table', () => {
    const schema = JSON.stringify({
      mlflow_colspec: [
        { type: 'long', name: 'age', required: true },
        { type: 'object', name: 'x' },
      ],
    })
    expect(parsed({ schema })?.columns).toEqual([
      { name: 'age', type: 'long', required: true, shape: null },
      { name: 'x', type: 'object', required: null, shape: null },
    ])
  })

  test('has the shapes of tensors, whose specifications are texts within the text', () => {
    const features = JSON.stringify([{ type: 'tensor', 'tensor-spec': { dtype: 'float64', shape: [-1, 4] } }])
    const schema = JSON.stringify({ mlflow_tensorspec: { features, targets: null } })
    expect(parsed({ schema })?.columns).toEqual([{ name: null, type: 'float64', required: null, shape: [-1, 4] }])
  })

  test('has an origin whatever its kind, without credentials', () => {
    expect(parsed({ source: '{"uri": "s3://b/k"}' })?.originUri).toBe('s3://b/k')
    expect(parsed({ source: '{"url": "https://u:p@h/x"}' })?.originUri).toBe('https://h/x')
    expect(parsed({ source: '{"tags": {"mlflow.user": "dana"}}' })?.originUri).toBeNull()
  })

  test('with words of somebody’s own in place of JSON is still data', () => {
    const found = parsed({ schema: 'a, b, c', profile: '[]', source: 'my disk' })
    expect(found).toMatchObject({ columns: null, rowCount: null, originUri: null })
  })
})
