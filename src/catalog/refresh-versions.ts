import type { CallContext } from '../connector/contract.ts'
import { inParallel } from '../kernel/in-parallel.ts'
import { Fault } from '../kernel/problem.ts'
import { adoptRecords } from './adopt-records.ts'
import type { LivePorts } from './read-live.ts'
import { readLive } from './read-live.ts'
import { faultFrom } from './tool-fault.ts'
import type { LiveModel, MirroredObject } from './types.ts'

/** What became of the versions of some models. */
export interface RefreshResult {
  readonly faults: ReadonlyMap<string, Fault>
  /** Sources with models whose versions may have changed and were not read, because there were too many. */
  readonly unchecked: ReadonlySet<string>
}

/** Puts the mirrored versions of models right before they are listed. */
export type RefreshVersions = (models: readonly MirroredObject[], call: CallContext) => Promise<RefreshResult>

/** Each costs a call; a page full of models that changed a moment ago is left to the crawl, and says so. */
const refreshesMax = 8

/** A tool's clock may be behind ours by this much without a change being missed. */
const clockSkewMs = 5_000

/** Models whose versions are remembered as read; beyond, the oldest are read once more. */
const rememberedMax = 10_000

/**
 * Makes the check. A registry moves a model's update time whenever a version is made or deleted, so a model whose time
 * lies before the last complete crawl of versions, or is the one seen at the last read, has all its versions mirrored.
 */
export function createVersionRefresh(ports: LivePorts): RefreshVersions {
  const seen = new Map<string, number>()

  const remember = (model: LiveModel) => {
    seen.delete(model.object.uid)
    seen.set(model.object.uid, model.record.updatedAt ?? 0)
    for (const oldest of seen.keys()) {
      if (seen.size <= rememberedMax) return
      seen.delete(oldest)
    }
  }

  return async (models, call) => {
    const faults = new Map<string, Fault>()
    const changed = await changedModels(ports, { models, seen, call, faults })
    const chosen = changed.slice(0, refreshesMax)
    const unchecked = new Set(changed.slice(refreshesMax).map((model) => model.object.source))
    await inParallel(chosen, 4, async (model) => {
      try {
        await refreshOne(ports, model, call)
        remember(model)
      } catch (error) {
        faults.set(model.object.source, faultFrom(error, model.object.source))
      }
    })
    return { faults, unchecked }
  }
}

interface ChangeQuestion {
  readonly models: readonly MirroredObject[]
  readonly seen: ReadonlyMap<string, number>
  readonly call: CallContext
  readonly faults: Map<string, Fault>
}

async function changedModels(ports: LivePorts, question: ChangeQuestion): Promise<readonly LiveModel[]> {
  const live = await readLive(ports, 'Model', { objects: question.models, call: question.call })
  const crawledAt = new Map<string, number>()
  for (const source of new Set(question.models.map((model) => model.source))) {
    const versions = (await ports.store.progress(source)).find((row) => row.stream === 'versions')
    if (versions?.completeAsOf !== null && versions !== undefined)
      crawledAt.set(source, versions.completeAsOf - clockSkewMs)
  }
  const doubtful = live.filter((model): model is LiveModel => {
    if (model instanceof Fault) question.faults.set(model.source ?? '', model)
    if (model === null || model instanceof Fault) return false
    const updatedAt = model.record.updatedAt ?? 0
    return question.seen.get(model.object.uid) !== updatedAt && updatedAt >= (crawledAt.get(model.object.source) ?? 0)
  })
  return doubtful.length === 0 ? [] : withoutNewestMirrored(ports, doubtful)
}

/** Leaves out models whose last change was the making of a version that the mirror has: the usual case after a crawl. */
async function withoutNewestMirrored(ports: LivePorts, models: readonly LiveModel[]): Promise<readonly LiveModel[]> {
  const uids = models.map((model) => model.object.uid)
  const newest = await ports.store.pageOfEach('ModelVersion', uids, { first: 1, after: null })
  return models.filter((model) => {
    const createdAt = newest.get(model.object.uid)?.items[0]?.item.createdAt ?? null
    return createdAt === null || createdAt < (model.record.updatedAt ?? 0)
  })
}

/** Reads every version of one model and marks deleted what the mirror has besides. */
async function refreshOne(ports: LivePorts, model: LiveModel, call: CallContext): Promise<void> {
  const { object } = model
  const registry = ports.sources.byId(object.source)?.connector.modelRegistry
  if (registry === undefined) return
  const observedAt = ports.clock.now()
  const records = await registry.versionsOf(object, call)
  const adopted = await adoptRecords(ports, { source: object.source, records, observedAt }, call)
  const held = new Set(adopted.map((version) => version?.uid))
  const gone = (await mirroredVersions(ports, object)).filter((version) => !held.has(version.uid))
  if (gone.length > 0)
    await ports.store.markDeleted(
      gone.map((version) => version.uid),
      ports.clock.now(),
    )
}

async function mirroredVersions(ports: LivePorts, model: MirroredObject): Promise<readonly MirroredObject[]> {
  const versions: MirroredObject[] = []
  let page = await ports.store.page(
    { kind: 'ModelVersion', parentUid: model.uid, order: 'NEWEST' },
    { first: 100, after: null },
  )
  for (;;) {
    versions.push(...page.items.map(({ item }) => item))
    const last = page.items.at(-1)
    if (!page.hasNextPage || last === undefined) return versions
    page = await ports.store.page(
      { kind: 'ModelVersion', parentUid: model.uid, order: 'NEWEST' },
      { first: 100, after: last.cursor },
    )
  }
}
