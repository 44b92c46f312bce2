import { fromGlobalId, type Uid } from '../../../src/kernel/ids.ts'
import { isObject, textAt } from './json.ts'
import type { WhoSees } from './who-sees.ts'

/** Stands for what the caller may not know of. */
const hidden = Symbol('hidden')

/** Parts without which the object that they are in is not shown either. */
const bearing: ReadonlySet<string> = new Set(['dataVersion', 'deployment', 'live'])

/** An answer as a caller may have it, and the places in it that are held back. */
export interface Expected {
  readonly data: unknown
  readonly masked: readonly string[]
}

/**
 * Which registered version runs is found among those that the caller sees, so that why it is not found may differ. Data
 * that the catalogue does not hold is told to those only who may see any; that none is told which is hidden is for the
 * search for leaks.
 */
const reasons: ReadonlySet<string> = new Set(['match', 'matchReason', 'candidates', 'datasetName', 'datasetDigest'])

/** An answer without what is not the same for everybody. */
export function withoutReasons(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutReasons)
  if (!isObject(value)) return value
  const entries = Object.entries(value).filter(([key]) => !reasons.has(key))
  return Object.fromEntries(entries.map(([key, part]) => [key, withoutReasons(part)]))
}

/** What a caller is to be answered where one who sees everything is answered `whole`. */
export function expectedFor(sees: WhoSees, whole: unknown): Expected {
  const left = without(sees, whole)
  const masked: string[] = []
  const data = withMask(sees, left === hidden ? null : left, { path: [], subject: null, masked })
  return { data, masked: masked.toSorted() }
}

function without(sees: WhoSees, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => without(sees, item)).filter((item) => item !== hidden)
  if (!isObject(value)) return value
  if (!isKnown(sees, value['id'])) return hidden
  const fields = Object.entries(value).map(([key, part]) => [key, without(sees, part)] as const)
  if (fields.some(([key, part]) => part === hidden && bearing.has(key))) return hidden
  const left = Object.fromEntries(fields.map(([key, part]) => [key, part === hidden ? null : part]))
  return consequences(sees, value, left)
}

function isKnown(sees: WhoSees, id: unknown): boolean {
  const named = typeof id === 'string' ? fromGlobalId(id) : undefined
  if (named === undefined) return true
  if (named.kind === 'Environment') return sees.environment(named.uid)
  return sees.isOfWorld(named.uid) ? sees.object(named.uid) : true
}

/** What is told of an object follows from others; where those are hidden it cannot be told. */
function consequences(
  sees: WhoSees,
  whole: Readonly<Record<string, unknown>>,
  left: Readonly<Record<string, unknown>>,
): unknown {
  const changed: Record<string, unknown> = { ...left }
  if ('latestVersion' in left) {
    const versions = isObject(left['versions']) ? left['versions']['nodes'] : []
    const [newest] = Array.isArray(versions) ? versions : []
    changed['latestVersion'] = isObject(newest) ? { id: newest['id'] } : null
  }
  if (Array.isArray(left['modelAliases']))
    changed['modelAliases'] = left['modelAliases'].filter((alias) => isObject(alias) && alias['modelVersion'] !== null)
  if ('aliases' in left && 'model' in left && left['model'] === null) changed['aliases'] = null
  if ('trainedAt' in left && left['run'] === null) changed['trainedAt'] = null
  if ('artifacts' in left && !sees.may('artifact:read', uidOf(whole))) changed['artifacts'] = { nodes: [] }
  if ('viewerCan' in left) changed['viewerCan'] = sees.abilities(uidOf(whole))
  if ('environment' in left && 'endpoints' in left && !sees.source(sees.sourceOf(uidOf(whole))))
    changed['environment'] = null
  if ('url' in left && 'name' in left && !sees.source(textAt(left, 'name'))) changed['url'] = null
  return changed
}

interface Place {
  readonly path: readonly string[]
  /** The object that the fields are facts of. */
  readonly subject: Uid | null
  readonly masked: string[]
}

function withMask(sees: WhoSees, value: unknown, place: Place): unknown {
  if (Array.isArray(value))
    return value.map((item, index) => withMask(sees, item, { ...place, path: [...place.path, String(index)] }))
  if (!isObject(value)) return value
  const subject = subjectOf(value) ?? place.subject
  const isShown = subject === null || sees.may('sensitive:read', subject)
  const entries = Object.entries(value).map(([key, part]) => {
    const inner = { ...place, path: [...place.path, key], subject }
    const isOfSource = key === 'url' && 'name' in value
    const mayShow = isOfSource ? sees.maySource('sensitive:read', textAt(value, 'name')) : isShown
    const left = mayShow ? part : leftOf(sees, { key, part, subject: isOfSource ? null : subject }, inner)
    return [key, withMask(sees, left, inner)]
  })
  return Object.fromEntries(entries)
}

function leftOf(
  sees: WhoSees,
  { key, part, subject }: { readonly key: string; readonly part: unknown; readonly subject: Uid | null },
  { path, masked }: Place,
): unknown {
  const isHeldBack =
    key === 'artifactUri' ||
    key === 'originUri' ||
    key === 'url' ||
    key === 'uri' ||
    (key === 'columns' && subject !== null && sees.holdsPersonalData(subject)) ||
    ((key === 'user' || key === 'author') && isEmail(part))
  if (isHeldBack) {
    masked.push(path.join('.'))
    return null
  }
  if (key !== 'tags' || !Array.isArray(part)) return part
  const left = part.filter((tag) => !isEmail(textAt(tag, 'value')))
  if (left.length < part.length) masked.push(path.join('.'))
  return left
}

function isEmail(value: unknown): boolean {
  return typeof value === 'string' && value.endsWith('@people.example')
}

function subjectOf(value: Readonly<Record<string, unknown>>): Uid | null {
  if (isObject(value['deployment'])) return uidOf(value['deployment'])
  return typeof value['id'] === 'string' ? uidOf(value) : null
}

function uidOf(value: Readonly<Record<string, unknown>>): Uid {
  const named = typeof value['id'] === 'string' ? fromGlobalId(value['id']) : undefined
  return named?.uid ?? ('' as Uid)
}
