import { findMirrored, type MirroredKind, type MirroredObject, type NativeRef, parseRef } from '../catalog/index.ts'
import { type LineageKey, lineageKeyOf } from '../kernel/lineage-key.ts'
import { joinNativeId } from '../kernel/native-id.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import type { LineageIndex } from './index-ports.ts'
import type { LineagePorts, Question } from './ports.ts'

const rootKinds: readonly MirroredKind[] = [
  'Model',
  'ModelVersion',
  'Run',
  'LoggedModel',
  'Dataset',
  'DataVersion',
  'Deployment',
  'Job',
]

/** Where a walk begins. */
export interface LineageRoot {
  readonly object: MirroredObject
  /** Whether it is what the ref named at the moment asked about; a name that moves may be known only as it is now. */
  readonly isThen: boolean
  /** Nodes of the index that decided which object it is, be there such or not. */
  readonly keys: readonly LineageKey[]
  /** Whether more than those decided, such as a tool that was asked. */
  readonly isAsked: boolean
}

/** What is asked for, and where to look. */
export interface RootQuestion extends Question {
  /** Whether the tools are asked even for what the mirror has. */
  readonly isLive: boolean
  readonly index: LineageIndex
}

type Reading = Extract<ReturnType<typeof parseRef>, { readonly ok: true }>['value'][number]

/**
 * The object that a question begins at. A past moment is looked up in the index; for now the mirror answers, and the tools
 * where it does not, or has several. Refuses as resolving a ref does, and with NOT_FOUND for an alias that was at nothing.
 */
export async function resolveRoot(ports: LineagePorts, asked: RootQuestion): Promise<Outcome<LineageRoot>> {
  const { query, call, isLive } = asked
  const parsed = parseRef(query.ref)
  const [reading] = parsed.ok ? parsed.value.filter(({ kind }) => kind === null || rootKinds.includes(kind)) : []
  if (reading !== undefined && query.at !== null) {
    const then = await findThen(ports, asked, { reading, at: query.at })
    if (then !== null) return then
  }
  if (reading !== undefined && !isLive) {
    const mirrored = await findNow(ports, asked, reading)
    if (mirrored !== null) return succeed(mirrored)
  }
  const found = await ports.sight.resolve(query.ref, { source: query.source, kinds: rootKinds }, call)
  if (!found.ok) return found
  const moves = reading?.by === 'alias' || reading?.by === 'newest'
  return succeed({ object: found.value, isThen: query.at === null || !moves, keys: [], isAsked: true })
}

/** Null when the index knows nothing of that name at that moment, or nothing that the caller sees. */
async function findThen(
  ports: LineagePorts,
  asked: RootQuestion,
  { reading, at }: { readonly reading: Reading; readonly at: number },
): Promise<Outcome<LineageRoot> | null> {
  const named = reading.by === 'alias' ? await byAlias(ports, asked, reading) : null
  const refs = named === null ? refsOf(ports, asked, reading) : named.versions
  const nodes = await asked.index.nodesOf(refs.map(lineageKeyOf), at)
  const objects = nodes.flatMap(({ object }) => object ?? [])
  const seen = await ports.sight.see(objects, at)
  const [only, ...others] = objects.filter((_object, index) => seen[index] === true)
  const keys = [...refs, ...(named?.models ?? [])].map(lineageKeyOf)
  if (only !== undefined && others.length === 0) return succeed({ object: only, isThen: true, keys, isAsked: false })
  // That an alias was at nothing is told to whoever sees its model; to others there is no such alias.
  const models = others.length > 0 ? [] : await ports.sight.mirror.byNative(named?.models ?? [])
  if (models.every((model) => model === null)) return null
  for (const object of objects) ports.sight.noteHidden(object)
  return refuse(notFoundThen(asked))
}

function notFoundThen({ query }: RootQuestion) {
  return problem('NOT_FOUND', 'Nothing had this name at that moment.', {
    field: ['ref'],
    details: { candidates: [], at: query.at },
  })
}

/** Null when the mirror has none, or several. */
async function findNow(ports: LineagePorts, asked: RootQuestion, reading: Reading): Promise<LineageRoot | null> {
  const { mirror, sources } = ports.sight
  const { source } = asked.query
  const named = reading.by === 'alias' ? await byAlias(ports, asked, reading) : null
  const found = async () => {
    if (reading.by === 'id') return mirror.byUids([reading.uid])
    if (reading.by === 'alias') return mirror.byNative(named?.versions ?? [])
    const asking = sources.all().filter(({ id }) => source === null || id === source)
    return (await Promise.all(asking.map((each) => findMirrored(mirror, each, reading)))).flat()
  }
  const [only, ...others] = (await found()).filter(
    (object) => object !== null && rootKinds.includes(object.kind) && (source === null || object.source === source),
  )
  if (only == null || others.length > 0) return null
  // What is made under the same name elsewhere would leave open which one is meant.
  const keys = [...refsOf(ports, asked, reading), ...(named?.models ?? [])].map(lineageKeyOf)
  return { object: only, isThen: true, keys, isAsked: reading.by === 'address' }
}

interface AliasedVersions {
  readonly versions: readonly NativeRef[]
  /** The models of that name that were known. */
  readonly models: readonly NativeRef[]
}

/** The versions that an alias is or was at, by source and workspace; null when the index knew no model of the name. */
async function byAlias(
  { sight }: LineagePorts,
  { query, index }: RootQuestion,
  { model, alias }: Extract<Reading, { readonly by: 'alias' }>,
): Promise<AliasedVersions | null> {
  const places = placesIn(sight, query.source)
  const answers = await Promise.all(places.map((place) => index.aliasAt({ ...place, model, alias }, query.at)))
  const models = places.flatMap((place, at): NativeRef[] =>
    answers[at] === undefined ? [] : [{ ...place, kind: 'Model', nativeId: model }],
  )
  const versions = places.flatMap((place, at): NativeRef[] => {
    const version = answers[at]
    return version == null ? [] : [{ ...place, kind: 'ModelVersion', nativeId: joinNativeId(model, version) }]
  })
  return models.length === 0 ? null : { versions, models }
}

function placesIn(
  { sources }: LineagePorts['sight'],
  source: string | null,
): readonly { readonly source: string; readonly workspace: string }[] {
  const asked = sources.all().filter(({ id }) => source === null || id === source)
  return asked.flatMap(({ id, connector }) =>
    (connector.workspaces ?? ['']).map((workspace) => ({ source: id, workspace })),
  )
}

/** What a name that does not move is in each place. */
function refsOf({ sight }: LineagePorts, { query }: RootQuestion, reading: Reading): readonly NativeRef[] {
  const inPlaces = (kind: MirroredKind, nativeId: string, source = query.source) =>
    placesIn(sight, source).map((place) => ({ ...place, kind, nativeId }))
  if (reading.by === 'name') return inPlaces(reading.kind, reading.nativeId)
  if (reading.by === 'version') return inPlaces('ModelVersion', joinNativeId(reading.model, reading.version))
  if (reading.by === 'digest') return inPlaces('DataVersion', joinNativeId(reading.dataset, reading.digest))
  if (reading.by !== 'deployment' || (query.source !== null && query.source !== reading.source)) return []
  return inPlaces('Deployment', reading.name, reading.source)
}
