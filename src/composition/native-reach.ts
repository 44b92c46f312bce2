import type { AccessClass, MirroredKind, MirroredObject, Page, PageKey, PageRequest } from '../catalog/types.ts'
import type { SeenObject, Visibility } from '../catalog/visibility.ts'
import { canonicalJson } from '../kernel/canonical-json.ts'
import type { Uid } from '../kernel/ids.ts'
import { type Excess, type Judgement, type ListingParts, quietly, unnamed } from './native-judgement.ts'
import type { HeldRight } from './native-subjects.ts'

/** Which objects one right reaches, among those that the caller sees. */
export interface Reach {
  /** What stands for everything in it: one object of each class, and each that is judged one by one. */
  readonly samples: readonly SeenObject[]
  /** Those that have exactly this excess. */
  objects(excess: Excess, page: PageRequest): Promise<Page<MirroredObject>>
}

/** Builds the reach of a right. */
export async function reachOf(parts: ListingParts, { right }: HeldRight, judgement: Judgement): Promise<Reach> {
  const { on, except, workspace } = right
  const containers = await containersOf(parts, workspace ?? '', on ?? except)
  const apart = await namedSamples(parts, judgement)
  return on === null
    ? reachOfAll({ ...parts, judgement, apart }, new Set(containers.map(({ uid }) => uid)))
    : reachOfSome({ ...parts, judgement, apart }, containers)
}

interface ReachParts extends ListingParts {
  readonly judgement: Judgement
  readonly apart: readonly SeenObject[]
}

async function reachOfAll(parts: ReachParts, excepted: ReadonlySet<Uid>): Promise<Reach> {
  const { apart, source, judgement, mirrorFor } = parts
  return {
    samples: [...(await judgement.classes()).map(sampleOf), ...apart.filter((object) => !isOf(excepted, object))],
    objects: (excess, page) =>
      mirrorFor(havingExcess(parts, excess, excepted)).page({ kind: excess.kind, source, order: 'NAME' }, page),
  }
}

function sampleOf(accessClass: AccessClass): SeenObject {
  return { uid: unnamed, parentUid: unnamed, accessClass }
}

/** Whether an object, or what it is in, is one of these. */
function isOf(uids: ReadonlySet<Uid>, { uid, parentUid }: SeenObject): boolean {
  return uids.has(uid) || (parentUid !== null && uids.has(parentUid))
}

/** The mirror as far as the caller sees it and objects have an excess. */
function havingExcess(
  { view: { visibility }, source, judgement }: ReachParts,
  { key, kind }: Excess,
  excepted: ReadonlySet<Uid>,
): Visibility {
  const isWanted = (object: SeenObject) =>
    object.accessClass.source === source && object.accessClass.kind === kind && judgement.excessOn(object)?.key === key
  return {
    ...quietly,
    named: new Set([...judgement.named, ...excepted]),
    seenClasses: (classes) => visibility.seenClasses(classes).filter((accessClass) => isWanted(sampleOf(accessClass))),
    maySeeAny: (each, of) => visibility.maySeeAny(each, of),
    seesNamed: (object) => !isOf(excepted, object) && isWanted(object) && visibility.seesNamed(object),
  }
}

/** Named objects of the source, and for each what may be right below it. */
async function namedSamples(
  { view, source, mirrorFor }: ListingParts,
  judgement: Judgement,
): Promise<readonly SeenObject[]> {
  if (judgement.named.size === 0) return []
  const mirror = mirrorFor({ ...view.visibility, ...quietly })
  const classes = await judgement.classes()
  const samples: SeenObject[] = []
  for (const object of await mirror.byUids([...judgement.named])) {
    const seen = object?.source === source ? await mirror.seen(object) : null
    if (seen === null) continue
    const below = classes.filter(({ kind }) => parentKinds[kind] === seen.accessClass.kind)
    samples.push(seen, ...below.map((accessClass) => ({ uid: unnamed, parentUid: seen.uid, accessClass })))
  }
  return samples
}

const parentKinds: Readonly<Partial<Record<MirroredKind, MirroredKind>>> = {
  ModelVersion: 'Model',
  Run: 'Experiment',
  LoggedModel: 'Experiment',
  DataVersion: 'Dataset',
}

interface Container extends SeenObject {
  readonly object: MirroredObject
}

/** Models or experiments by what the tool calls them, those that the caller sees, in the order of their native ids. */
async function containersOf(
  { view, source, mirrorFor }: ListingParts,
  workspace: string,
  wanted: HeldRight['right']['on'],
): Promise<readonly Container[]> {
  if (wanted === null) return []
  const mirror = mirrorFor({ ...view.visibility, ...quietly })
  const refs = wanted.nativeIds.map((nativeId) => ({ source, workspace, kind: wanted.kind, nativeId }))
  const found: Container[] = []
  for (const object of await mirror.byNative(refs)) {
    const seen = object === null ? null : await mirror.seen(object)
    if (object !== null && seen !== null) found.push({ ...seen, object })
  }
  return found.toSorted((a, b) => (a.object.nativeId < b.object.nativeId ? -1 : 1))
}

async function reachOfSome(parts: ReachParts, containers: readonly Container[]): Promise<Reach> {
  const { apart, judgement } = parts
  const uids = new Set(containers.map(({ uid }) => uid))
  const parents = new Set(containers.map(({ accessClass }) => placeKey(accessClass.kind, accessClass.tags)))
  const below = (await judgement.classes()).filter(({ kind, parentTags }) => {
    const parent = parentKinds[kind]
    return parent !== undefined && parents.has(placeKey(parent, parentTags))
  })
  return {
    samples: [...containers, ...below.map(sampleOf), ...apart.filter((object) => isOf(uids, object))],
    objects: (excess, page) =>
      containers[0]?.accessClass.kind === excess.kind
        ? Promise.resolve(pageOfContainers(judgement, excess, { containers, page }))
        : pageOfChildren(parts, excess, { containers, page }),
  }
}

function placeKey(kind: MirroredKind, tags: AccessClass['tags']): string {
  return canonicalJson([kind, tags])
}

interface Listing {
  readonly containers: readonly Container[]
  readonly page: PageRequest
}

function pageOfContainers(
  judgement: Judgement,
  { key }: Excess,
  { containers, page: { first, after } }: Listing,
): Page<MirroredObject> {
  const items: Page<MirroredObject>['items'][number][] = []
  for (const container of containers) {
    const { object, uid } = container
    if (after !== null && object.nativeId <= String(after.key)) continue
    if (judgement.excessOn(container)?.key !== key) continue
    items.push({ item: object, cursor: { key: object.nativeId, uid } })
    if (items.length > first) break
  }
  return { items: items.slice(0, first), hasNextPage: items.length > first }
}

/** Containers whose children are read in one statement. */
const together = 100

/** Children of one container after the other. */
async function pageOfChildren(
  parts: ReachParts,
  excess: Excess,
  { containers, page: { first, after } }: Listing,
): Promise<Page<MirroredObject>> {
  const mirror = parts.mirrorFor(havingExcess(parts, excess, new Set()))
  const from = childPlace(after)
  const begun = containers.find(({ object }) => object.nativeId === from.container)
  const items: Page<MirroredObject>['items'][number][] = []
  const take = ({ object }: Container, page: Page<MirroredObject> | undefined) => {
    for (const { item, cursor } of page?.items ?? [])
      items.push({ item, cursor: { key: JSON.stringify([object.nativeId, cursor.key]), uid: cursor.uid } })
  }
  if (begun !== undefined) {
    const query = { kind: excess.kind, source: parts.source, parentUid: begun.uid, order: 'NAME' } as const
    take(begun, await mirror.page(query, { first: first + 1, after: from.after }))
  }
  const later = containers.filter(({ object }) => object.nativeId > from.container)
  for (let at = 0; at < later.length && items.length <= first; at += together) {
    const chunk = later.slice(at, at + together)
    const uids = chunk.map(({ uid }) => uid)
    const pages = await mirror.pageOfEach(excess.kind, uids, { first: first + 1, after: null })
    for (const container of chunk) take(container, pages.get(container.uid))
  }
  return { items: items.slice(0, first), hasNextPage: items.length > first }
}

/** Cursors of this list were written by it. */
function childPlace(after: PageKey | null): { readonly container: string; readonly after: PageKey | null } {
  if (after === null) return { container: '', after: null }
  const [container, key] = JSON.parse(String(after.key)) as [string, PageKey['key']]
  return { container, after: { key, uid: after.uid } }
}
