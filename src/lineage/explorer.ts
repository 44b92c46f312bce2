import type {
  Live,
  LiveDeployment,
  LiveModelVersion,
  LiveRun,
  Loaded,
  MirroredObject,
  NativeRef,
} from '../catalog/index.ts'
import type { CallContext } from '../connector/contract.ts'
import { Fault } from '../kernel/problem.ts'
import { runProperties } from '../kernel/recorded-lineage.ts'
import { stateOfServed } from '../kernel/serving-state.ts'
import { MadeVersions } from './made-versions.ts'
import { nodeKindOf, objectNode } from './make-node.ts'
import { Measurements } from './measurements.ts'
import { placeKey } from './native-index.ts'
import type { LineagePorts, ServingLinks } from './ports.ts'
import type { LineageNode, LineageQuery } from './types.ts'

/** A mirrored object, or an object with its tool's own facts. */
type Observed = { readonly observedAt: number } & ({ readonly object: MirroredObject } | { readonly source: string })

/**
 * What one walk has met: the objects behind its nodes, what their tools said of them, which tools failed, and how old the
 * oldest fact is. Every way of finding neighbours reads through it, so that no failure is lost and no node forgotten.
 */
export class Explorer {
  readonly ports: LineagePorts
  readonly query: LineageQuery
  readonly call: CallContext
  readonly faults = new Map<string, Fault>()
  readonly touched = new Map<string, number>()
  readonly measurements: Measurements
  /** Runs and versions as their tools hold them, by the id of their node. */
  readonly runs = new Map<string, LiveRun>()
  readonly versions = new Map<string, LiveModelVersion>()
  /** A version that was registered from each node of files that no logged model stands for. */
  readonly files = new Map<string, LiveModelVersion>()
  /** Versions whose environment has been read. */
  environmentsRead = 0
  readonly #objects = new Map<string, MirroredObject>()
  readonly #made: MadeVersions
  /** Whether something is known to be missing although no tool failed. */
  isPartial = false

  constructor(ports: LineagePorts, query: LineageQuery, call: CallContext) {
    this.ports = ports
    this.query = query
    this.call = call
    this.measurements = new Measurements(ports.sources, call)
    this.#made = new MadeVersions(ports.catalog.relations, call)
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

  /** The node of a run: an evaluation when it measured a model and made none. Learn about runs first. */
  runNode(run: LiveRun): LineageNode | null {
    const isEvaluation = run.record.outputModelIds.length === 0 && this.measurements.of(run).length > 0
    const node = this.node(run.object, runProperties(run.record), isEvaluation ? 'EVALUATION' : 'RUN')
    if (node !== null) this.runs.set(node.id, run)
    return node
  }

  /** The node of a version. */
  versionNode(version: LiveModelVersion): LineageNode | null {
    const node = this.node(version.object)
    if (node !== null) this.versions.set(node.id, version)
    return node
  }

  /** The node of a deployment. */
  deploymentNode({ object, record }: LiveDeployment): LineageNode | null {
    return this.node(object, { state: stateOfServed(record.versions) })
  }

  /** Finds out which models runs measured, so that each has the same kind from wherever it is met. */
  async learn(runs: readonly LiveRun[]): Promise<void> {
    if (runs.length === 0) return
    const asked = await this.measurements.ask(runs)
    this.note(asked.faults)
    if (!asked.isComplete) this.isPartial = true
  }

  /** Runs as their trackers hold them now, with what they measured. */
  async liveRuns(objects: readonly MirroredObject[]): Promise<readonly LiveRun[]> {
    if (objects.length === 0) return []
    const runs = this.present(await this.ports.catalog.live.runs(objects, this.call))
    await this.learn(runs)
    return runs
  }

  /** Versions that these runs made, and copies of those, as their registries hold them now. */
  async versionsMadeBy(runs: readonly MirroredObject[]): Promise<readonly LiveModelVersion[]> {
    if (runs.length === 0) return []
    const { versions, faults } = await this.#made.of(runs)
    this.note(faults)
    for (const version of versions) this.touch(version.object.source, version.observedAt)
    return versions
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
    const distinct = [...new Map(refs.map((ref) => [`${ref.kind} ${placeKey(ref, ref.nativeId)}`, ref])).values()]
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

/** Facts of an edge that holds since its later end was made, as a tool said. */
export function sinceMade<Record extends { readonly createdAt: number | null }>(item: Live<Record>) {
  return { observedAt: item.observedAt, validFrom: item.record.createdAt }
}
