import { eventSourceId } from '../../kernel/event-source.ts'
import { type LineageKey, lineageKeyOf } from '../../kernel/lineage-key.ts'
import { splitNativeId } from '../../kernel/native-id.ts'
import type { LineageEquality } from '../../lineage/index-ports.ts'
import { type Draft, nativeKey } from '../catalog/draft.ts'
import type { Lookup } from '../catalog/find-known.ts'
import { isIn } from '../json-rows.ts'
import { equateWithin } from '../lineage/equate.ts'
import { writeEdges } from '../lineage/write-edges.ts'

/** Data that has a name and may have an address. */
interface NamedData {
  readonly kind: string
  readonly source: string
  readonly workspace: string
  readonly nativeId: string
  readonly nativeKey: string
  readonly addressKey: string | null
  /** Of a version of a tool. */
  readonly parentUid: string | null
}

/** Data of an event, and a version of data of a tool, that may be the same. */
interface Pair {
  readonly event: NamedData
  readonly version: NamedData
}

/** Something that was just written. */
interface Written {
  readonly draft: Draft
  readonly parentUid: string | null
}

type Place = Lookup & { readonly observedAt: number }

/**
 * Finds out which data of events and of tools is one, whichever was seen first: a version with the same digest under the
 * same name or at the same address, and a dataset at the address of all versions of the other. Data at an address is in any
 * case data of the dataset that is there. Called with what was just written; answers the nodes that changed.
 */
export async function equateData(place: Place, written: readonly Written[]): Promise<readonly LineageKey[]> {
  const isFromEvents = place.source === eventSourceId
  const kinds = isFromEvents ? ['Dataset', 'DataVersion'] : ['DataVersion']
  const own = written.filter(({ draft }) => kinds.includes(draft.kind)).map((each) => dataOf(place, each))
  if (own.length === 0) return []
  const others = isFromEvents ? await versionsLike(place, own) : await eventsLike(place, own)
  const pairs = own.flatMap((data) =>
    others.map((other): Pair => (isFromEvents ? { event: data, version: other } : { event: other, version: data })),
  )
  const equalities: LineageEquality[] = []
  const keys: LineageKey[] = []
  for (const pair of pairs.filter(mayBeOne)) {
    const equality = await equalityOf(place, pair)
    if (equality !== null) equalities.push(equality)
    if (pair.event.kind === 'Dataset') keys.push(...(await stateVersion(place, pair)))
  }
  return [...keys, ...(await equateWithin(place, equalities))]
}

function dataOf({ source }: Place, { draft, parentUid }: Written): NamedData {
  const { kind, workspace, nativeId, facts } = draft
  const addressKey = facts.originUri == null ? null : nativeKey(facts.originUri)
  return { kind, source, workspace, nativeId, nativeKey: nativeKey(nativeId), addressKey, parentUid }
}

function mayBeOne({ event, version }: Pair): boolean {
  const isThere = event.addressKey !== null && event.addressKey === version.addressKey
  if (event.kind === 'Dataset') return isThere
  const hasDigest = digestOf(event) === digestOf(version)
  return hasDigest && (isThere || event.nativeKey === version.nativeKey)
}

/** Versions of data of tools with the address or the digest of one of these. */
async function versionsLike({ kysely, engine }: Place, own: readonly NamedData[]): Promise<readonly NamedData[]> {
  const digests = own.filter(({ kind }) => kind === 'DataVersion').map(digestOf)
  const like = (column: string, values: readonly string[]) =>
    kysely
      .selectFrom('object')
      .select([
        'kind',
        'source',
        'workspace',
        'native_id as nativeId',
        'native_key as nativeKey',
        'address_key as addressKey',
        'parent_uid as parentUid',
      ])
      .where(isIn(engine, column, values))
      .where('kind', '=', 'DataVersion')
      .where('source', '<>', eventSourceId)
      .where('deleted_at', 'is', null)
      .execute()
  const found = [...(await like('address_key', addressesOf(own))), ...(await like('digest', digests))]
  return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()]
}

/** Data of events with the address or the name of one of these. */
async function eventsLike({ kysely, engine }: Place, own: readonly NamedData[]): Promise<readonly NamedData[]> {
  const like = (column: string, values: readonly string[]) =>
    kysely
      .selectFrom('openlineage_object')
      .select([
        'kind',
        'namespace as workspace',
        'native_id as nativeId',
        'native_key as nativeKey',
        'address_key as addressKey',
      ])
      .where(isIn(engine, column, values))
      .where('kind', '<>', 'Job')
      .execute()
  const names = own.map((each) => each.nativeKey)
  const found = [...(await like('address_key', addressesOf(own))), ...(await like('native_key', names))]
  const distinct = new Map(found.map((each) => [JSON.stringify(each), each])).values()
  return [...distinct].map((each) => ({ ...each, source: eventSourceId, parentUid: null }))
}

function addressesOf(data: readonly NamedData[]): readonly string[] {
  return data.flatMap(({ addressKey }) => addressKey ?? [])
}

function digestOf({ nativeId }: NamedData): string {
  return splitNativeId(nativeId)[1]
}

async function equalityOf(place: Place, { event, version }: Pair): Promise<LineageEquality | null> {
  if (event.kind === 'DataVersion') return { a: lineageKeyOf(event), b: lineageKeyOf(version), proof: 'DIGEST' }
  const [name] = splitNativeId(version.nativeId)
  const { parentUid } = version
  // Clients give this name to whatever has none: it stands for many things.
  if (parentUid === null || name === unnamedDataset || !(await isAtOnePlace(place, parentUid))) return null
  return { a: lineageKeyOf(event), b: lineageKeyOf({ ...version, kind: 'Dataset', nativeId: name }), proof: 'ADDRESS' }
}

/** What the client of MLflow calls data without a name. */
const unnamedDataset = 'dataset'

async function isAtOnePlace({ kysely }: Place, parentUid: string): Promise<boolean> {
  const rows = await kysely
    .selectFrom('object')
    .select('address_key')
    .distinct()
    .where('parent_uid', '=', parentUid)
    .where('deleted_at', 'is', null)
    .limit(2)
    .execute()
  return rows.length === 1
}

function stateVersion(place: Place, { event, version }: Pair): Promise<ReadonlySet<LineageKey>> {
  const [from, to] = [lineageKeyOf(event), lineageKeyOf(version)]
  const times = { validFrom: null, validTo: null, basis: 'TOLD' } as const
  const edge = { from, to, kind: 'VERSION_OF', confidence: 'INFERRED', ...times } as const
  const party = { statedBy: `openlineage address ${from} ${to}`, isNew: false, source: version.source, sender: null }
  return writeEdges(place, [{ ...party, observedAt: place.observedAt, edges: [edge] }])
}
