import type { Fault } from '../kernel/problem.ts'
import type { SourceContribution } from './api.ts'
import type { CatalogPorts, ConnectedSource, SourceHealth } from './ports.ts'
import { crawledUpTo, streamsBehind } from './streams.ts'
import type { MirroredKind } from './types.ts'

/** What a list was made of. */
export interface ListMakings {
  readonly kinds: readonly MirroredKind[]
  readonly source: string | null
  /** What went wrong while the list was checked, by source. */
  readonly faults: ReadonlyMap<string, Fault>
  /** Sources some of whose rows could not be checked within the list's budget of calls. */
  readonly unchecked: ReadonlySet<string>
}

/** How each source that can hold these kinds contributed to a list. */
export async function contributionsTo(
  ports: Pick<CatalogPorts, 'sources' | 'store'>,
  makings: ListMakings,
): Promise<readonly SourceContribution[]> {
  const sources = ports.sources.all().filter((source) => makings.source === null || source.id === makings.source)
  const isContributing = (source: ConnectedSource) =>
    makings.faults.has(source.id) || streamsBehind(source, makings.kinds).length > 0
  const contributing = sources.filter(isContributing)
  return Promise.all(contributing.map((source) => contributionOf(ports, source, makings)))
}

async function contributionOf(
  ports: Pick<CatalogPorts, 'store'>,
  source: ConnectedSource,
  makings: ListMakings,
): Promise<SourceContribution> {
  const progress = await ports.store.progress(source.id)
  const asOf = crawledUpTo(streamsBehind(source, makings.kinds), progress)
  const fault = makings.faults.get(source.id)
  return {
    source: source.id,
    health: healthWith(source.health(), fault),
    complete: asOf !== null && !makings.unchecked.has(source.id),
    asOf,
    ...(fault === undefined ? {} : { fault }),
  }
}

/** The host's view of a source, and the fault that this very request met: the host may have seen good answers to others. */
export function healthWith(health: SourceHealth, fault: Fault | undefined): SourceHealth {
  if (fault === undefined || health.error !== null) return health
  const state = health.state === 'DOWN' ? 'DOWN' : 'DEGRADED'
  return { ...health, state, error: { code: fault.code, message: fault.publicMessage, retryable: fault.retryable } }
}
