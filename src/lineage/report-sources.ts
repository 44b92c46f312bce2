import type { Explorer } from './explorer.ts'
import type { LineageSource } from './types.ts'

/** How each source that the walk met or missed contributed. */
export function reportSources(explorer: Explorer): readonly LineageSource[] {
  const met = new Set(
    [...explorer.touched.keys(), ...explorer.faults.keys()].filter(
      (source) => source !== '' && explorer.ports.sight.seesSource(source),
    ),
  )
  return [...met].toSorted().map((source) => {
    const fault = explorer.faults.get(source) ?? null
    const health = explorer.ports.sources.byId(source)?.health()
    const error = fault === null ? null : { code: fault.code, message: fault.publicMessage, retryable: fault.retryable }
    const state = health?.state ?? 'UNKNOWN'
    return {
      source,
      state: fault !== null && state === 'UP' ? 'DEGRADED' : state,
      asOf: explorer.touched.get(source) ?? null,
      error,
    }
  })
}
