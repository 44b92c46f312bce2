import type { MirroredKind } from '../../catalog/types.ts'
import type {
  DeploymentRecord,
  LoggedModelRecord,
  ModelRecord,
  ModelVersionRecord,
  RunRecord,
  ServedVersionRecord,
} from '../../connector/records.ts'
import { joinNativeId } from '../../kernel/native-id.ts'
import { confidenceInRun, modelsMeasuredBy, runProperties, runsMeasuring } from '../../kernel/recorded-lineage.ts'
import { stateOfServed } from '../../kernel/serving-state.ts'
import { codeFacts, endpointFacts, filesFacts, type VirtualNodeFacts } from '../../kernel/virtual-nodes.ts'
import type { TimeBasis } from '../../lineage/index-ports.ts'
import type { LineageConfidence, LineageEdgeKind } from '../../lineage/types.ts'

/** What an object states of lineage: the facts of its node, and the edges that its own record tells of. */
export interface LineageDraft {
  readonly properties: Readonly<Record<string, unknown>>
  readonly edges: readonly EdgeDraft[]
  /** Edges that only some reads of the object tell of: a read without them takes none away. */
  readonly found?: readonly EdgeDraft[]
  /** Of a model. */
  readonly aliases: ModelRecord['aliases']
  /** Of a deployment, what ties it to the versions that it serves; a change of it is a change of the deployment. */
  readonly served?: readonly Pick<ServedVersionRecord, 'version' | 'state' | 'artifactUri' | 'declared'>[]
}

/** An edge between things of one source and workspace. */
export interface EdgeDraft {
  readonly from: EndDraft
  readonly to: EndDraft
  readonly kind: LineageEdgeKind
  readonly confidence: LineageConfidence
  readonly validFrom: number | null
  readonly basis: TimeBasis
}

/** An object of the same place, or a node that only lineage knows. */
export type EndDraft = ObjectEnd | VirtualNodeFacts<'CODE' | 'ARTIFACT' | 'ENDPOINT'>

/** An object by its name. */
export interface ObjectEnd {
  readonly kind: MirroredKind
  readonly nativeId: string
}

/** Of what states nothing of lineage. */
export const noLineage: LineageDraft = { properties: {}, edges: [], aliases: [] }

/** A model states which versions its aliases point at. */
export function lineageOfModel({ aliases }: ModelRecord): LineageDraft {
  return { ...noLineage, aliases }
}

/** A version states its model, and what it was copied from or made of. A copy carries the run and files of its original. */
export function lineageOfVersion(record: ModelVersionRecord, source: string): LineageDraft {
  const { createdAt: validFrom, copiedFrom, modelName } = record
  const self: ObjectEnd = { kind: 'ModelVersion', nativeId: record.nativeId }
  const since = { confidence: 'OBSERVED', validFrom, basis: 'TOLD' } as const
  const ofModel: EdgeDraft = { ...since, from: self, to: { kind: 'Model', nativeId: modelName }, kind: 'VERSION_OF' }
  if (copiedFrom !== null) {
    const original: ObjectEnd = {
      kind: 'ModelVersion',
      nativeId: joinNativeId(copiedFrom.modelName, copiedFrom.version),
    }
    return { ...noLineage, edges: [ofModel, { ...since, from: original, to: self, kind: 'COPIED_TO' }] }
  }
  const run = ends('Run', [record.runId])
  const files = filesOf(record, source)
  const made = run.map((from): EdgeDraft => ({ ...since, from, to: self, kind: 'PRODUCED' }))
  const registered = files.map((from): EdgeDraft => ({ ...since, from, to: self, kind: 'REGISTERED_AS' }))
  // A logged model tells by itself what made it.
  const unnamed = files.filter((file) => 'id' in file)
  const filesMade = run.flatMap((from) =>
    unnamed.map((to): EdgeDraft => ({ ...since, from, to, kind: 'PRODUCED', confidence: confidenceInRun(record) })),
  )
  return { ...noLineage, edges: [ofModel, ...made, ...registered, ...filesMade] }
}

function filesOf(record: ModelVersionRecord, source: string): readonly EndDraft[] {
  if (record.loggedModelId !== null) return ends('LoggedModel', [record.loggedModelId])
  const { workspace, sourceUri: uri } = record
  return uri === null ? [] : [filesFacts({ source, workspace, uri })]
}

/** A run states what it read, ran, measured and made, and what started it. */
export function lineageOfRun(record: RunRecord): LineageDraft {
  const self: ObjectEnd = { kind: 'Run', nativeId: record.nativeId }
  const since = { confidence: 'OBSERVED', validFrom: record.createdAt, basis: 'TOLD' } as const
  const into = (kind: LineageEdgeKind, from: readonly EndDraft[]) =>
    from.map((end): EdgeDraft => ({ ...since, from: end, to: self, kind }))
  const data = record.inputs.map(({ name, digest }) => joinNativeId(name, digest))
  const code = codeFacts(record)
  const inputs = (record.inputModelIds ?? []).filter((id) => !record.outputModelIds.includes(id))
  const made = ends('LoggedModel', record.outputModelIds).map(
    // Since when tells the model itself.
    (to): EdgeDraft => ({ ...since, validFrom: null, from: self, to, kind: 'PRODUCED' }),
  )
  return {
    ...noLineage,
    properties: runProperties(record),
    ...(inputs.length === 0 ? {} : { found: into('EVALUATED', ends('LoggedModel', inputs)) }),
    edges: [
      ...into('CONSUMED', ends('DataVersion', data)),
      ...into('STARTED', ends('Run', [record.parentRunId])),
      ...into('USED_BY', code === null ? [] : [code]),
      ...into('EVALUATED', ends('LoggedModel', modelsMeasuredBy({ ...record, inputModelIds: null }))),
      ...made,
    ],
  }
}

/** A logged model states the run that made it and those that measured it. */
export function lineageOfLoggedModel(record: LoggedModelRecord): LineageDraft {
  const self: ObjectEnd = { kind: 'LoggedModel', nativeId: record.nativeId }
  const facts = { confidence: 'OBSERVED', basis: 'TOLD' } as const
  const made = ends('Run', [record.sourceRunId]).map(
    (from): EdgeDraft => ({ ...facts, from, to: self, kind: 'PRODUCED', validFrom: record.createdAt }),
  )
  // Since when tells the run itself.
  const measured = ends('Run', runsMeasuring(record)).map(
    (to): EdgeDraft => ({ ...facts, from: self, to, kind: 'EVALUATED', validFrom: null }),
  )
  return { ...noLineage, edges: [...made, ...measured] }
}

/** A deployment states where it answers; since when, no server tells. */
export function lineageOfDeployment(record: DeploymentRecord, source: string): LineageDraft {
  const state = stateOfServed(record.versions)
  const isLive = state === 'READY'
  const self: ObjectEnd = { kind: 'Deployment', nativeId: record.nativeId }
  const edges = record.endpoints.map(({ protocol, url }): EdgeDraft => {
    const to = endpointFacts({ source, protocol, url, isLive })
    return { from: self, to, kind: 'EXPOSED_AT', confidence: 'OBSERVED', validFrom: null, basis: 'SEEN' }
  })
  const served = record.versions.map(({ version, artifactUri, declared, ...rest }) => ({
    version,
    state: rest.state,
    artifactUri,
    declared,
  }))
  return { ...noLineage, properties: { state }, edges, served }
}

/** A data version states its dataset. */
export function lineageOfDataVersion(nativeId: string, dataset: string): LineageDraft {
  const [from, to] = [{ kind: 'Dataset', nativeId: dataset } as const, { kind: 'DataVersion', nativeId } as const]
  const edge: EdgeDraft = { from, to, kind: 'VERSION_OF', confidence: 'OBSERVED', validFrom: null, basis: 'TOLD' }
  return { ...noLineage, edges: [edge] }
}

function ends(kind: MirroredKind, nativeIds: readonly (string | null)[]): readonly ObjectEnd[] {
  const known = nativeIds.filter((nativeId) => nativeId !== null)
  return [...new Set(known)].map((nativeId) => ({ kind, nativeId }))
}
