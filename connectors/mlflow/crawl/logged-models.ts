import type { CallContext, LoggedModelRecord } from '../../../src/connector/index.ts'
import { chunksOf } from '../answers.ts'
import { required } from '../reply.ts'
import { searchLoggedModels } from '../tracker/logged-models.ts'
import type { TrackerParts } from '../tracker/runs.ts'
import { loggedModelsReply, toLoggedModel } from '../wire/logged-model.ts'
import { groupSize, type KeyedFetch, walkByKey } from './by-key.ts'
import { beginWalk, type DeltaPosition } from './cursor.ts'
import { experimentsAgeMsMax } from './runs.ts'
import { digestOf, laterOf, type StreamReader } from './stream-reader.ts'

/** A change may be committed this much later than the time that it carries. */
const lateMs = 60_000
const digestsMax = 1_000

type Field = 'creation_timestamp' | 'last_updated_timestamp'

/** Logged models in the order of their making; nothing on a server of MLflow 2. */
export function createLoggedModelReader(parts: TrackerParts): StreamReader {
  const activeExperiments = (workspace: string, call: CallContext) =>
    parts.experiments.ids({ workspace, ageMsMax: experimentsAgeMsMax, isActiveOnly: true }, call)
  return {
    async begin(workspace, call) {
      let high: number | null = null
      for (const group of chunksOf(await activeExperiments(workspace, call), groupSize)) {
        const orderBy = { field: 'last_updated_timestamp', isAscending: false }
        const answer = await searchLoggedModels(
          parts.client,
          { workspace, experimentIds: group, orderBy, limit: 1 },
          call,
        )
        if (answer.kind === 'ABSENT') break
        high = laterOf(high, required(loggedModelsReply, answer).models[0]?.info.last_updated_timestamp_ms ?? null)
      }
      return beginWalk(high)
    },
    async *walk(workspace, from, call) {
      const experimentIds = await activeExperiments(workspace, call)
      yield* walkByKey(
        { workspace, experimentIds, from, since: null, fetch: fetchBy(parts, 'creation_timestamp') },
        call,
      )
    },
    async *changes(workspace, since, call) {
      const experimentIds = await activeExperiments(workspace, call)
      const bound = since.high === null ? null : since.high - lateMs
      const known = new Set(since.digests)
      const fetch = fetchBy(parts, 'last_updated_timestamp')
      let delta: DeltaPosition = { ...since, digests: [] }
      for await (const { records } of walkByKey(
        { workspace, experimentIds, from: beginWalk(null), since: bound, fetch },
        call,
      )) {
        const high = records.reduce<number | null>((latest, record) => laterOf(latest, record.updatedAt), delta.high)
        delta = { ...delta, high, digests: [...delta.digests, ...records.map(digestOf)].slice(-digestsMax) }
        yield { records: records.filter((record) => !known.has(digestOf(record))), delta }
      }
      yield { records: [], delta }
    },
  }
}

function fetchBy({ client }: TrackerParts, field: Field): KeyedFetch<LoggedModelRecord> {
  return async ({ workspace, experimentIds, since, token, limit }, call) => {
    const filter = since === null ? {} : { filter: `${field} >= ${since}` }
    const search = {
      workspace,
      experimentIds,
      ...filter,
      orderBy: { field, isAscending: true },
      limit,
      pageToken: token,
    }
    const answer = await searchLoggedModels(client, search, call)
    if (answer.kind === 'ABSENT') return null
    const reply = required(loggedModelsReply, answer)
    const entries = reply.models.map((wire) => {
      const record = toLoggedModel(wire, workspace)
      return { time: field === 'creation_timestamp' ? record.createdAt : record.updatedAt, id: record.nativeId, record }
    })
    return { entries, nextToken: reply.next_page_token }
  }
}
