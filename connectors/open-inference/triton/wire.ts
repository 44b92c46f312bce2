import { upstreamInvalid, z } from '../../../src/connector/index.ts'
import type { Parameters } from './model-config.ts'

const config = z.object({
  parameters: z
    .record(z.string(), z.object({ string_value: z.string().catch('') }))
    .nullish()
    .catch(null),
})

/** Reads the parameters in the answer of `GET /v2/models/NAME/config`. Throws `UPSTREAM_INVALID`. */
export function parseLoadedParameters(body: unknown, source: string): Parameters {
  const parsed = config.safeParse(body)
  if (!parsed.success) {
    const detail = 'answer of another shape'
    throw upstreamInvalid({ source, operation: 'model configuration', detail, cause: parsed.error })
  }
  return new Map(Object.entries(parsed.data.parameters ?? {}).map(([key, value]) => [key, value.string_value]))
}
