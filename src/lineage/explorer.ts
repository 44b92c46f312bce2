import type { Live, Loaded, MirroredObject, NativeRef } from '../catalog/index.ts'
import type { CallContext } from '../connector/contract.ts'
import type { RunRecord } from '../connector/records.ts'
import { Fault } from '../kernel/problem.ts'
import { isEvaluation, nodeKindOf, objectNode } from './make-node.ts'
import type { LineagePorts, ServingLinks } from './ports.ts'
import type { LineageConfidence, LineageEdge, LineageEdgeKind, LineageNode, LineageQuery } from './types.ts'
import type { Step } from './walk.ts'

/** What is known of an edge besides its ends. */
export interface EdgeFacts {
  readonly kind: LineageEdgeKind
  readonly observedAt: number
  readonly validFrom: number | null
  readonly confidence?: LineageConfidence
}

/** A mirrored object, or an object with its tool's own facts. */
type Observed = { readonly observedAt: number } & ({ readonly object: MirroredObject } | { readonly source: string })

/**
 * What one walk has met: the objects behind its nodes, which tools failed, and how old the oldest fact is. Every way of
 * finding neighbours reads through it, so that no failure is lost and no node forgotten.
 */
export class Explorer {
  readonly ports: LineagePorts
  readonly query: LineageQuery
  readonly call: CallContext
  readonly faults = new Map<string, Fault>()
  readonly touched = new Map<string, number>()
  readonly #objects = new Map<string, MirroredObject>()
  /** Runs that made a registered version: trainings, whatever else they did. */
  readonly producers = new Set<string>()
  /** Whether something is known to be missing although no tool failed. */
  isPartial = false

  constructor(ports: LineagePorts, query: LineageQuery, call: CallContext) {
    this.ports = ports
    this.query = query
    this.call = call
  }

  /** Object behind a node of this walk. */
  objectOf(node: LineageNode): MirroredObject | null {
    return this.#objects.get(node.id) ?? null
  }

  /** Objects behind those of the nodes that are of one of these kinds. */
  objectsOf(nodes: readonly LineageNode[], ...kinds: readonly LineageNode['kind'][]): readonly MirroredObject[] {
    return nodes.filter((node) => kinds.includes(node.kind)).flatMap((node) => this.objectOf(node) ?? [])
  }

  /** The node of an object; null for what lineage does not show. */
  node(
    object: MirroredObject,
    properties: LineageNode['properties'] = {},
    kind = nodeKindOf(object),
  ): LineageNode | null {
    if (kind === null) return null
    const node = objectNode(object, kind, properties)
    this.#objects.set(node.id, object)
    return node
  }

  /** The node of a run, which is an evaluation when its own facts or the model that it measured say so. */
  runNode(run: Live<RunRecord>, isMeasurement = isEvaluation(run.record)): LineageNode | null {
    const { status, createdAt, endedAt, user } = run.record
    const properties = { status, startedAt: createdAt, endedAt, user }
    return this.node(run.object, properties, isMeasurement ? 'EVALUATION' : 'RUN')
  }

  /** A step up to `to.from` or down to `to.to`, whichever is the neighbour; nothing when a node is missing or too young. */
  step(
    neighbour: LineageNode | null,
    ends: { readonly from: LineageNode | null; readonly to: LineageNode | null },
    facts: EdgeFacts,
  ): readonly Step[] {
    const { from, to } = ends
    if (neighbour === null || from === null || to === null) return []
    // What came of something cannot be older than the edge to it: an edge that did not hold yet leads nowhere.
    if (this.query.at !== null && facts.validFrom !== null && facts.validFrom > this.query.at) return []
    const edge: LineageEdge = { from: from.id, to: to.id, confidence: 'OBSERVED', validTo: null, ...facts }
    return [{ node: neighbour, edge }]
  }

  /** Drops what its tool no longer holds, and notes the faults of tools that did not say. */
  present<Item extends Observed>(loaded: readonly Loaded<Item>[]): readonly Item[] {
    return loaded.filter((item): item is Item => {
      if (item instanceof Fault) this.note([item])
      if (item === null || item instanceof Fault) return false
      const source = 'object' in item ? item.object.source : item.source
      this.touch(source, item.observedAt)
      return true
    })
  }

  /** Objects by their native names, read through. */
  async byNative(refs: readonly NativeRef[]): Promise<readonly MirroredObject[]> {
    const distinct = [
      ...new Map(
        refs.map((ref) => [JSON.stringify([ref.source, ref.workspace, ref.kind, ref.nativeId]), ref]),
      ).values(),
    ]
    return distinct.length === 0 ? [] : this.present(await this.ports.catalog.byNative(distinct, this.call))
  }

  /** Links to or from deployments, with their failures noted. */
  links(answer: ServingLinks): ServingLinks['links'] {
    this.note(answer.faults)
    if (!answer.complete) this.isPartial = true
    for (const link of answer.links) this.touch(link.deployment.source, link.observedAt)
    return answer.links
  }

  note(faults: readonly Fault[]): void {
    for (const fault of faults) if (!this.faults.has(fault.source ?? '')) this.faults.set(fault.source ?? '', fault)
  }

  /** Faults that only say that this walk's own time was over are no faults of the tools. */
  forgetDeadlines(): void {
    for (const [source, fault] of this.faults) if (fault.code === 'DEADLINE_EXCEEDED') this.faults.delete(source)
  }

  touch(source: string, observedAt: number): void {
    this.touched.set(source, Math.min(observedAt, this.touched.get(source) ?? observedAt))
  }
}
