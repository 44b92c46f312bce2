import DataLoader from 'dataloader'
import type { Standing } from '../approvals/index.ts'
import type { Review } from '../approvals/types.ts'
import type { CatalogList, SourceView } from '../catalog/api.ts'
import type { NativeRef } from '../catalog/ports.ts'
import type {
  LiveDeployment,
  LiveExperiment,
  LiveLoggedModel,
  LiveModel,
  LiveModelVersion,
  LiveRun,
  MirroredKind,
  MirroredObject,
  PageRequest,
  RunInput,
} from '../catalog/types.ts'
import type { SensitiveAccess } from '../catalog/visibility.ts'
import type { CallContext } from '../connector/contract.ts'
import type { ModelDescription } from '../connector/records.ts'
import type { Uid } from '../kernel/ids.ts'
import type { ApprovalView, RetirementView } from './approval-service.ts'
import type { ConsumerView } from './consumer-service.ts'
import type { RequestDeadline } from './deadline.ts'
import { errorOf, type Item, ObjectLoader, type ReadBatch } from './object-loader.ts'
import type { ServedNow, ServedVersionView, Services } from './services.ts'

/** Batches the reads of one request. A fault of an item rejects every load of that item, with the same fault. */
export interface Loaders {
  readonly models: ObjectLoader<LiveModel>
  readonly versions: ObjectLoader<LiveModelVersion>
  readonly experiments: ObjectLoader<LiveExperiment>
  readonly runs: ObjectLoader<LiveRun>
  readonly loggedModels: ObjectLoader<LiveLoggedModel>
  readonly deployments: ObjectLoader<LiveDeployment>
  readonly descriptions: ObjectLoader<ModelDescription>
  readonly servedBy: ObjectLoader<ServedNow>
  readonly servedVersions: ObjectLoader<readonly ServedVersionView[]>
  readonly inputs: ObjectLoader<readonly RunInput[]>
  /** What the caller may read of the sensitive fields of an object. */
  readonly consumers: ObjectLoader<readonly ConsumerView[]>
  readonly sensitive: ObjectLoader<SensitiveAccess>
  readonly sensitiveOfSource: DataLoader<string, SensitiveAccess>
  readonly byUid: DataLoader<Uid, MirroredObject | null>
  readonly approvals: DataLoader<Uid, ApprovalView | null>
  readonly standings: DataLoader<ApprovalView, Standing, string>
  readonly reviews: DataLoader<ApprovalView, readonly Review[], string>
  readonly principalNames: DataLoader<string, string | null>
  readonly retirements: DataLoader<Uid, RetirementView | null>
  readonly byNative: DataLoader<NativeRef, MirroredObject | null, string>
  /** First children of a kind, by parent, and how its source contributed. */
  children(kind: MirroredKind, page: PageRequest): ObjectLoader<CatalogList<MirroredObject>>
  /** First versions that a run made. */
  versionsOfRun(first: number): ObjectLoader<readonly MirroredObject[]>
  /** Every source with its health; read once. */
  sources(): Promise<ReadonlyMap<string, SourceView>>
}

/** Makes the loaders of one request. Nothing they remember outlives it; every batch ends with its deadline. */
export function createLoaders(services: Services, call: CallContext, deadline: RequestDeadline): Loaders {
  const { catalog, deployments, approvals } = services
  const { live } = catalog
  const byObject = <Facts>(read: ReadBatch<Facts>) => new ObjectLoader<Facts>((objects) => deadline.race(read(objects)))
  const versions = byObject<LiveModelVersion>((items) => live.versions(items, call))
  const runs = byObject<LiveRun>((items) => live.runs(items, call))
  const versionsOfRuns = new Map<number, ObjectLoader<readonly MirroredObject[]>>()
  const liveDeployments = byObject<LiveDeployment>((items) => live.deployments(items, call))
  return {
    models: byObject<LiveModel>((items) => live.models(items, call)),
    versions,
    experiments: byObject<LiveExperiment>((items) => live.experiments(items, call)),
    runs,
    loggedModels: byObject<LiveLoggedModel>((items) => live.loggedModels(items, call)),
    deployments: liveDeployments,
    descriptions: byObject(eachOf(versions, (version) => live.describe(version, call))),
    servedBy: byObject<ServedNow>((items) => deployments.servedBy(items, call)),
    servedVersions: byObject(
      manyOf<LiveDeployment, readonly ServedVersionView[]>(liveDeployments, (items) =>
        deployments.servedVersions(items, call),
      ),
    ),
    inputs: byObject(
      manyOf(runs, async (items) => {
        const inputs = await catalog.inputsOfRuns(items)
        return items.map(({ object }) => inputs.get(object.uid) ?? [])
      }),
    ),
    consumers: byObject((items) => services.consumers.ofObjects(items)),
    sensitive: byObject((items) => services.sensitive.ofObjects(items)),
    sensitiveOfSource: new DataLoader((ids) => Promise.all(ids.map((id) => services.sensitive.ofSource(id)))),
    byUid: new DataLoader((uids) => catalog.byUids(uids)),
    approvals: new DataLoader((uids) => approvals.byUids(uids)),
    standings: ofApprovals((view) => approvals.standing(view)),
    reviews: ofApprovals((view) => approvals.reviews(view)),
    retirements: new DataLoader((uids) => approvals.retirements(uids)),
    principalNames: new DataLoader((ids) => approvals.names(ids)),
    byNative: new DataLoader<NativeRef, MirroredObject | null, string>((refs) => catalog.byNative(refs, call), {
      cacheKeyFn: nativeKey,
    }),
    children: pagedChildren((kind, page) =>
      byObject(async (parents) => {
        const pages = await catalog.childrenOfEach(kind, parents, page, call)
        return parents.map(({ uid }) => pages.get(uid) ?? null)
      }),
    ),
    versionsOfRun: (first) =>
      remember(versionsOfRuns, first, () =>
        byObject(async (items) => {
          const found = await catalog.versionsOfRuns(items, first, call)
          return items.map(({ uid }) => found.get(uid) ?? [])
        }),
      ),
    sources: once(async () => new Map((await catalog.sources()).map((source) => [source.id, source]))),
  }
}

/** A request answers one thing of one revision, however often it is asked. */
function ofApprovals<Facts>(read: (view: ApprovalView) => Promise<Facts>): DataLoader<ApprovalView, Facts, string> {
  return new DataLoader<ApprovalView, Facts, string>((views) => Promise.all(views.map(read)), {
    cacheKeyFn: ({ approval }) => `${approval.uid} ${approval.revision}`,
  })
}

/** Facts that need the live object of each item first, one call an item. */
function eachOf<Live, Facts>(first: ObjectLoader<Live>, read: (item: Live) => Promise<Facts | null>): ReadBatch<Facts> {
  const load = async (object: MirroredObject) => {
    const item = await first.load(object)
    return item === null ? null : read(item)
  }
  return async (objects) => {
    const settled = await Promise.allSettled(objects.map(load))
    return settled.map((one) => (one.status === 'fulfilled' ? one.value : errorOf(one.reason)))
  }
}

/** Facts that need the live objects of all items first, one call for all of them. */
function manyOf<Live, Facts>(
  first: ObjectLoader<Live>,
  read: (items: readonly Live[]) => Promise<readonly Item<Facts>[]>,
): ReadBatch<Facts> {
  return async (objects) => {
    const loaded = await first.loadMany(objects)
    const present: Live[] = []
    for (const item of loaded) if (item !== null && !(item instanceof Error)) present.push(item)
    const facts = (await read(present)).values()
    return loaded.map((item): Item<Facts> => {
      if (item === null) return null
      return item instanceof Error ? item : (facts.next().value ?? null)
    })
  }
}

function nativeKey({ source, workspace, kind, nativeId }: NativeRef): string {
  return [source, workspace, kind, nativeId].join('\n')
}

function pagedChildren(
  make: (kind: MirroredKind, page: PageRequest) => ObjectLoader<CatalogList<MirroredObject>>,
): Loaders['children'] {
  const made = new Map<string, ObjectLoader<CatalogList<MirroredObject>>>()
  return (kind, page) => remember(made, JSON.stringify([kind, page.first, page.after]), () => make(kind, page))
}

function remember<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = known.get(key) ?? make()
  known.set(key, value)
  return value
}

function once<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let value: Promise<Value> | undefined
  return () => (value ??= read())
}
