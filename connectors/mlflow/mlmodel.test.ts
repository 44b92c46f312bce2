import { describe, expect, test } from 'vitest'
import { parseMlmodel } from './mlmodel.ts'

const tensors = `
flavors:
  python_function: {env: conda.yaml, loader_module: mlflow.tensorflow}
  tensorflow: {saved_model_dir: tf2model, tensorflow_version: 2.15.0, code: null}
signature:
  inputs: '[{"name": "image", "type": "tensor", "tensor-spec": {"dtype": "uint8", "shape": [-1, 28, 28]}}]'
  outputs: '[{"type": "array", "items": {"type": "array", "items": "double"}, "required": true}]'
  params: '[{"name": "top", "type": "long", "default": 5, "shape": [-1]}]'
`

describe('an MLmodel file', () => {
  test('tells tensors, nested columns and parameters of a signature', () => {
    const found = parseMlmodel(tensors)
    expect(found?.inputs).toEqual([{ name: 'image', type: 'uint8', required: null, shape: [-1, 28, 28] }])
    expect(found?.outputs).toEqual([{ name: null, type: 'array<array<double>>', required: true, shape: null }])
    expect(found?.params).toEqual([{ name: 'top', type: 'long', required: false, shape: [-1] }])
  })

  test('tells flavours with the version of their library, and the files that pin the environment', () => {
    const found = parseMlmodel(tensors)
    expect(found?.flavors.map((flavor) => [flavor.name, flavor.libraryVersion])).toEqual([
      ['python_function', null],
      ['tensorflow', '2.15.0'],
    ])
    expect(found?.environmentFiles).toEqual(['conda.yaml', 'requirements.txt'])
  })

  test('without a signature has none', () => {
    expect(parseMlmodel('flavors: {}')).toEqual({
      flavors: [],
      inputs: [],
      outputs: [],
      params: [],
      environmentFiles: [],
    })
    expect(parseMlmodel('flavors: {}\nsignature: {inputs: "not json", outputs: 7}')?.inputs).toEqual([])
  })

  test.each([
    ['nothing', ''],
    ['a text', 'hello'],
    ['broken YAML', 'a: [b'],
    ['a list', '- a'],
    [
      'a bomb',
      `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]`,
    ],
  ])('that is %s is none', (_what, text) => {
    expect(parseMlmodel(text)).toBeNull()
  })

  test('makes nothing but plain data of a tag', () => {
    expect(parseMlmodel('flavors: {x: {y: !!python/object/apply:os.system ["id"]}}')).toMatchObject({
      flavors: [{ name: 'x' }],
    })
  })
})
