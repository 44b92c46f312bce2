import type { Uid } from '../../kernel/ids.ts'
import { type LineageKey, lineageKeyOf, unstatedDeploymentsKey, virtualLineageKey } from '../../kernel/lineage-key.ts'
import {
  datasetProperties,
  dataVersionProperties,
  jobProperties,
  nodeKindOfObject,
} from '../../kernel/recorded-lineage.ts'
import type { StatedEdge } from '../../lineage/index-ports.ts'
import type { Draft } from '../catalog/draft.ts'
import type { EdgeDraft, EndDraft } from '../catalog/lineage-draft.ts'
import { storableText } from '../storable-text.ts'
import { writeAliases } from './aliases.ts'
import { speakerOf } from './end-objects.ts'
import { noteIndexed } from './indexed-since.ts'
import type { SameReader } from './same-keys.ts'
import { type PartyEdges, writeEdges } from './write-edges.ts'
import { type WrittenNode, writeNodes } from './write-nodes.ts'

/** An object that was just written, with its draft. */
export interface StatingObject {
  readonly uid: Uid
  readonly draft: Draft
  /** Whether this is the first that was ever seen of it. */
  readonly isNew: boolean
  /** Whether it was not there before: it is new, or has come back. */
  readonly isSeenAnew: boolean
}

/** Where and as of when objects state. */
export interface ObjectsPlace extends SameReader {
  readonly source: string
  readonly observedAt: number
}

/** Makes what these objects state of lineage part of the index. Answers the keys of all nodes that changed, theirs among them. */
export async function stateObjects(
  place: ObjectsPlace,
  objects: readonly StatingObject[],
): Promise<readonly LineageKey[]> {
  if (objects.length === 0) return []
  await noteIndexed(place, place.source, place.observedAt)
  const own = objects.map((object) => ({ ...object, key: keyOf(place, object.draft, object.draft) }))
  const nodes = await writeNodes(
    place,
    own.flatMap((object) => nodesOf(place, object)),
  )
  const edges = await writeEdges(
    place,
    own.flatMap((object) => partiesOf(place, object)),
  )
  await writeAliases(
    place,
    own.flatMap(({ key, draft }) =>
      draft.kind === 'Model' && !draft.isPlaceholder ? [{ model: key, aliases: draft.lineage.aliases }] : [],
    ),
  )
  const unstated = objects.some(({ draft, isSeenAnew }) => isSeenAnew && draft.kind === 'Deployment')
  return [...own.map(({ key }) => key), ...nodes, ...edges, ...(unstated ? [unstatedDeploymentsKey] : [])]
}

interface KeyedObject extends StatingObject {
  readonly key: LineageKey
}

function propertiesOf({ kind, facts, lineage }: Draft): Readonly<Record<string, unknown>> {
  if (kind === 'DataVersion') return dataVersionProperties(facts)
  if (kind === 'Dataset') return datasetProperties(facts)
  return kind === 'Job' ? jobProperties(facts) : lineage.properties
}

function nodesOf({ source }: ObjectsPlace, { uid, key, draft }: KeyedObject): readonly WrittenNode[] {
  const kind = nodeKindOfObject[draft.kind]
  if (kind === null) return []
  const properties = propertiesOf(draft)
  const ends = draft.lineage.edges.flatMap(({ from, to }) => [from, to])
  const virtual = ends.flatMap((end) =>
    'id' in end
      ? [{ ...end, uid: end.id, key: virtualLineageKey(end.id), isObject: false, subject: subjectOf(end, uid) }]
      : [],
  )
  return [{ uid, key, isObject: true, kind, name: null, source, subject: null, properties }, ...virtual]
}

/** The address of an endpoint is a sensitive fact of its deployment; nothing else that only lineage knows tells any. */
function subjectOf(end: EndDraft, uid: Uid): Uid | null {
  return end.kind === 'ENDPOINT' ? uid : null
}

function partiesOf(place: ObjectsPlace, { uid, draft, isNew }: KeyedObject): readonly PartyEdges[] {
  const { source, observedAt } = place
  const stated = ({ from, to, ...facts }: EdgeDraft): StatedEdge => ({
    ...facts,
    from: endKey(place, draft, from),
    to: endKey(place, draft, to),
    validTo: null,
  })
  const { edges, found } = draft.lineage
  const party = { isNew, source, sender: null, observedAt }
  const own = { ...party, statedBy: uid, edges: edges.map(stated) }
  return found === undefined
    ? [own]
    : [own, { ...party, statedBy: speakerOf('measured', uid), edges: found.map(stated) }]
}

function endKey(place: ObjectsPlace, near: Pick<Draft, 'workspace'>, end: EndDraft): LineageKey {
  return 'id' in end ? virtualLineageKey(end.id) : keyOf(place, near, end)
}

/** The key of a name as the mirror holds it. */
function keyOf(
  { source }: ObjectsPlace,
  { workspace }: Pick<Draft, 'workspace'>,
  { kind, nativeId }: { readonly kind: string; readonly nativeId: string },
): LineageKey {
  return lineageKeyOf({ kind, source, workspace: storableText(workspace), nativeId: storableText(nativeId) })
}
