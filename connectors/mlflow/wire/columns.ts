import { z } from 'zod'
import type { ColumnRecord } from '../../../src/connector/index.ts'

const tensor = z.object({ dtype: z.string(), shape: z.array(z.number()) })

const column = z.looseObject({
  name: z.union([z.string(), z.number().transform(String)]).nullish(),
  type: z.string(),
  required: z.boolean().nullish(),
  optional: z.boolean().nullish(),
  'tensor-spec': tensor.nullish(),
  shape: z.array(z.number()).nullish(),
  items: z.unknown().optional(),
  values: z.unknown().optional(),
})

/** Columns and tensors as MLflow writes them in a model's signature and in a dataset's schema. */
export const columns = z.array(column.transform(toColumn)).max(20_000)

function toColumn(wire: z.output<typeof column>): ColumnRecord {
  const spec = wire['tensor-spec']
  // MLflow 2.0 to 2.3 wrote `optional` where later releases write `required`.
  const required = wire.required ?? (wire.optional == null ? null : !wire.optional)
  if (spec != null) return { name: wire.name ?? null, type: spec.dtype, required, shape: spec.shape }
  return {
    name: wire.name ?? null,
    type: typeName(wire.type, wire.items ?? wire.values, 0),
    required,
    shape: wire.shape ?? null,
  }
}

const nested = z.looseObject({ type: z.string(), items: z.unknown().optional(), values: z.unknown().optional() })

/** `array<string>` and the like. */
function typeName(type: string, inner: unknown, depth: number): string {
  if (inner === undefined) return type
  const parsed =
    typeof inner === 'string' ? { type: inner, items: undefined, values: undefined } : nested.safeParse(inner).data
  // Deeper than this nobody reads it, and the text comes from whoever logged the data.
  if (parsed === undefined || depth > 8) return type
  return `${type}<${typeName(parsed.type, parsed.items ?? parsed.values, depth + 1)}>`
}
