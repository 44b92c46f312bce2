import type { MirroredObject, NativeRef } from '../catalog/index.ts'
import type { CallContext } from '../connector/contract.ts'
import { type LineageKey, lineageKeyOf } from '../kernel/lineage-key.ts'
import { Fault } from '../kernel/problem.ts'
import type { Coverage } from './coverage.ts'
import type { IndexExplorer, MetNode } from './index-explorer.ts'
import type { LineagePorts } from './ports.ts'

/** What reading through needs from outside. */
interface ReadThroughPorts extends Pick<LineagePorts, 'index'> {
  readonly catalog: Pick<LineagePorts['catalog'], 'byNative'>
}

/** Objects that one walk reads from their tools at most. */
const readMax = 100

/**
 * Reads from their tools what the index knows to lie before something and has not seen itself, so that what was made a
 * moment ago is walked at once. What a crawl since then has not found either is gone, and no tool is asked for it.
 */
export class ReadThrough {
  readonly faults = new Map<string, Fault>()
  readonly #ports: ReadThroughPorts
  readonly #coverage: Coverage
  readonly #call: CallContext
  #left = readMax

  constructor(ports: ReadThroughPorts, coverage: Coverage, call: CallContext) {
    this.#ports = ports
    this.#coverage = coverage
    this.#call = call
  }

  /** Reads what is missing right above these nodes, whose edges have been read. */
  async missingAbove(explorer: IndexExplorer, nodes: readonly MetNode[]): Promise<void> {
    if (explorer.query.at !== null) return
    const missing = await this.#missing(explorer, nodes)
    const chosen = [...missing].slice(0, this.#left)
    if (chosen.length < missing.size) explorer.isCut = true
    if (chosen.length === 0) return
    this.#left -= chosen.length
    const loaded = await this.#ports.catalog.byNative(
      chosen.map(([, ref]) => ref),
      this.#call,
    )
    for (const item of loaded) if (item instanceof Fault) this.faults.set(item.source ?? '', item)
    const keys = chosen.map(([key]) => key)
    explorer.forgetMissing(keys)
    // What the walk reads may be a copy from before.
    await explorer.readNodes(keys, this.#ports.index)
  }

  async #missing(explorer: IndexExplorer, nodes: readonly MetNode[]): Promise<ReadonlyMap<LineageKey, NativeRef>> {
    const missing = new Map<LineageKey, NativeRef>()
    for (const { key, object } of nodes) {
      const edges = explorer.edges(key, 'UP').filter(({ from }) => explorer.met(from) === null)
      if (edges.length === 0 || object === null) continue
      const { asOf } = await this.#coverage.of(object.source)
      for (const ref of refsAbove(object)) {
        const wanted = lineageKeyOf(ref)
        const edge = edges.find(({ from }) => from === wanted)
        if (edge !== undefined && (asOf === null || edge.observedAt >= asOf)) missing.set(wanted, ref)
      }
    }
    return missing
  }
}

/** Names of what an object came from, as far as the mirror keeps them. */
function refsAbove({ kind, source, workspace, facts }: MirroredObject): readonly NativeRef[] {
  const named = (of: NativeRef['kind'], nativeId: string | null | undefined): readonly NativeRef[] =>
    nativeId == null ? [] : [{ source, workspace, kind: of, nativeId }]
  if (kind === 'Run') return named('Run', facts.parentRunId)
  if (kind === 'LoggedModel') return named('Run', facts.sourceRunId)
  if (kind !== 'ModelVersion') return []
  return [
    ...named('Run', facts.runId),
    ...named('ModelVersion', facts.copiedFrom),
    ...named('LoggedModel', facts.loggedModelId),
  ]
}
