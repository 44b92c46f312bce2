import { z } from '../../../src/connector/index.ts'

/** File in which MLflow keeps an example of what a model is given. */
export const exampleFile = 'input_example.json'

const described = z.object({
  inputs: z
    .array(
      z.object({
        name: z.string(),
        datatype: z.string(),
        shape: z.array(z.int()),
        parameters: z.looseObject({ content_type: z.string().nullish() }).nullish().catch(null),
      }),
    )
    .min(1),
})

const example = z.union([
  // A table, as pandas writes one with `orient="split"`.
  z.object({ columns: z.array(z.union([z.string(), z.number()])), data: z.array(z.array(z.unknown())).min(1) }),
  // An array, or one for each name.
  z.object({ inputs: z.unknown() }),
])

/** One input of an inference, as the protocol has it. */
export interface SampleInput {
  readonly name: string
  readonly datatype: string
  readonly shape: readonly number[]
  readonly data: readonly unknown[]
  readonly parameters?: { readonly content_type: string }
}

type Tensor = z.infer<typeof described>['inputs'][number]

/**
 * Something to ask a model: the first row of its example where there is one that fits, else zeros and empty texts of the
 * types and shapes that it declares. Null for a model that declares no inputs: there is nothing to ask it.
 */
export function sampleInputs(metadata: unknown, exampleText: string | null): readonly SampleInput[] | null {
  const inputs = described.safeParse(metadata).data?.inputs
  if (inputs === undefined) return null
  const given = exampleText === null ? null : parseExample(exampleText)
  return inputs.map((input, index) => {
    const shape = input.shape.map((size) => (size < 1 ? 1 : size))
    const size = shape.reduce((product, each) => product * each, 1)
    const found = given === null ? null : valuesFor(given, input, { index, count: inputs.length })
    const type = input.parameters?.content_type
    return {
      name: input.name,
      datatype: input.datatype,
      shape,
      data:
        found !== null && found.length >= size
          ? found.slice(0, size)
          : Array.from({ length: size }, () => blank(input)),
      ...(type == null ? {} : { parameters: { content_type: type } }),
    }
  })
}

function parseExample(text: string): z.infer<typeof example> | null {
  try {
    return example.safeParse(JSON.parse(text)).data ?? null
  } catch {
    // Of an example that cannot be read nothing is taken.
    return null
  }
}

function valuesFor(
  given: z.infer<typeof example>,
  { name }: Tensor,
  { index, count }: { readonly index: number; readonly count: number },
): readonly unknown[] | null {
  if ('columns' in given) {
    const column = given.columns.findIndex((each) => String(each) === name)
    const value = given.data[0]?.[column === -1 ? index : column]
    return value == null ? null : [value]
  }
  const { inputs } = given
  const isNamed = typeof inputs === 'object' && inputs !== null && !Array.isArray(inputs)
  // An array without a name is of a model with one input.
  const own: unknown = isNamed ? Reflect.get(inputs, name) : count === 1 ? inputs : null
  return Array.isArray(own) ? own.flat(8) : null
}

function blank({ datatype, parameters }: Tensor): unknown {
  if (datatype === 'BOOL') return false
  if (datatype !== 'BYTES') return 0
  return parameters?.content_type === 'datetime' ? '2000-01-01T00:00:00' : ''
}
