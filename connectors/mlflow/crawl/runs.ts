import type { CallContext, CatalogRecord, RunRecord } from '../../../src/connector/index.ts'
import { chunksOf } from '../answers.ts'
import { isOneOf } from '../filter.ts'
import { readLoggedModels } from '../tracker/logged-models.ts'
import { readRunsByThemselves, type TrackerParts } from '../tracker/runs.ts'
import { searchRuns } from '../tracker/search-runs.ts'
import { groupSize, type KeyedFetch, walkByKey } from './by-key.ts'
import { beginWalk, type DeltaPosition } from './cursor.ts'
import { digestOf, laterOf, type StreamReader } from './stream-reader.ts'

/** How old the list of experiments may be; the stream of experiments keeps it fresh. */
export const experimentsAgeMsMax = 60_000
// Clients set the start of a run by their own clocks and may send it late.
const lateMs = 600_000
const runningMax = 500
const digestsMax = 1_000
/** Evaluations that are read by themselves at once; in a burst of more the rest wait for the next full crawl. */
const wholeMax = 20

/** Active runs in the order of their start. Later changes of a run that has ended are seen by the next full crawl. */
export function createRunReader(parts: TrackerParts): StreamReader {
  const activeExperiments = (workspace: string, call: CallContext) =>
    parts.experiments.ids({ workspace, ageMsMax: experimentsAgeMsMax, isActiveOnly: true }, call)
  return {
    async begin(workspace, call) {
      let high: number | null = null
      for (const group of chunksOf(await activeExperiments(workspace, call), groupSize)) {
        const search = {
          workspace,
          experimentIds: group,
          viewType: 'ACTIVE_ONLY',
          orderBy: ['attributes.start_time DESC'],
          limit: 1,
        } as const
        high = laterOf(high, (await searchRuns(parts.client, search, call)).runs[0]?.createdAt ?? null)
      }
      return beginWalk(high)
    },
    async *walk(workspace, from, call) {
      const experimentIds = await activeExperiments(workspace, call)
      let { running } = from.delta
      for await (const piece of walkByKey(
        { workspace, experimentIds, from, since: null, fetch: fetchFrom(parts) },
        call,
      )) {
        running = [...running, ...idsOfRunning(piece.records)].slice(-runningMax)
        yield { records: piece.records, walk: { ...piece.walk, delta: { ...piece.walk.delta, running } } }
      }
    },
    async *changes(workspace, since, call) {
      const experimentIds = await activeExperiments(workspace, call)
      const news = createNews(since)
      const from = beginWalk(null)
      const bound = since.high === null ? null : since.high - lateMs
      for await (const { records } of walkByKey(
        { workspace, experimentIds, from, since: bound, fetch: fetchFrom(parts) },
        call,
      )) {
        yield { records: await withTouchedModels(parts, workspace, news.of(records), call), delta: since }
      }
      const unseen = since.running.filter((id) => !news.hasMet(id))
      const ended = news.of(await readRunning(parts, { workspace, experimentIds, ids: unseen }, call))
      yield { records: await withTouchedModels(parts, workspace, ended, call), delta: news.delta() }
    },
  }
}

/**
 * Metrics of an evaluation stand on the logged model that was measured, whose own time they do not change: a new run is
 * the only sign of them.
 */
async function withTouchedModels(
  parts: TrackerParts,
  workspace: string,
  runs: readonly RunRecord[],
  call: CallContext,
): Promise<readonly CatalogRecord[]> {
  const measuring = runs.filter(mayMeasure).map((run) => run.nativeId)
  const whole = await readRunsByThemselves({ client: parts.client, workspace }, measuring.slice(0, wholeMax), call)
  const ids = new Set([...runs, ...whole].flatMap((run) => [...(run.inputModelIds ?? []), ...run.outputModelIds]))
  const keys = [...ids].map((nativeId) => ({ workspace, nativeId }))
  const models = keys.length === 0 ? [] : await readLoggedModels(parts, keys, call)
  return [...runs, ...models.filter((model) => model !== null)]
}

/** A run that read data, made no model, and was found by a search, which does not tell the models that it read. */
function mayMeasure({ inputModelIds, outputModelIds, inputs }: RunRecord): boolean {
  return inputModelIds === null && outputModelIds.length === 0 && inputs.length > 0
}

function fetchFrom({ client }: TrackerParts): KeyedFetch<RunRecord> {
  return async ({ workspace, experimentIds, since, token, limit }, call) => {
    const filter = since === null ? {} : { filter: `attributes.start_time >= ${since}` }
    // MLflow settles ties by the run's id.
    const search = {
      workspace,
      experimentIds,
      ...filter,
      viewType: 'ACTIVE_ONLY',
      orderBy: ['attributes.start_time ASC'],
      limit,
      pageToken: token,
    } as const
    const { runs, nextToken } = await searchRuns(client, search, call)
    return { entries: runs.map((record) => ({ time: record.createdAt, id: record.nativeId, record })), nextToken }
  }
}

function idsOfRunning(runs: readonly RunRecord[]): readonly string[] {
  return runs.filter((run) => run.status === 'RUNNING' || run.status === 'SCHEDULED').map((run) => run.nativeId)
}

async function readRunning(
  { client }: TrackerParts,
  {
    workspace,
    experimentIds,
    ids,
  }: { readonly workspace: string; readonly experimentIds: readonly string[]; readonly ids: readonly string[] },
  call: CallContext,
): Promise<readonly RunRecord[]> {
  const found: RunRecord[] = []
  for (const group of chunksOf(experimentIds, groupSize)) {
    for (const chunk of chunksOf(ids, runningMax / 2)) {
      const filter = isOneOf('attributes.run_id', chunk)
      found.push(
        ...(
          await searchRuns(
            client,
            { workspace, experimentIds: group, filter, viewType: 'ACTIVE_ONLY', limit: chunk.length },
            call,
          )
        ).runs,
      )
    }
  }
  return found
}

/** Tells new states of runs from those that the last delta has told. */
function createNews(since: DeltaPosition) {
  const known = new Set(since.digests)
  const met = new Map<string, { readonly digest: string; readonly isRunning: boolean }>()
  let { high } = since
  return {
    hasMet: (id: string) => met.has(id),
    of(runs: readonly RunRecord[]): readonly RunRecord[] {
      return runs.filter((run) => {
        const digest = digestOf(run)
        met.set(run.nativeId, { digest, isRunning: idsOfRunning([run]).length > 0 })
        high = laterOf(high, run.createdAt)
        return !known.has(digest)
      })
    },
    delta(): DeltaPosition {
      const running = [...met].filter(([, { isRunning }]) => isRunning).map(([id]) => id)
      const digests = [...met.values()].map(({ digest }) => digest)
      return { high, digests: digests.slice(-digestsMax), running: running.slice(-runningMax) }
    },
  }
}
