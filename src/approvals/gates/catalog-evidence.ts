import type { Catalog, Loaded } from '../../catalog/api.ts'
import type { LiveModelVersion, MirroredObject } from '../../catalog/types.ts'
import type { CallContext } from '../../connector/contract.ts'
import type { DatasetInputRecord, MetricRecord } from '../../connector/records.ts'
import { Fault } from '../../kernel/problem.ts'
import type { ApprovalPorts } from '../ports.ts'
import type { Subject } from '../types.ts'
import type { GateEvidence, Measured } from './evidence.ts'

type EvidenceCatalog = Pick<Catalog, 'measuredOn' | 'reproduceRecipe' | 'byNative'> & {
  readonly live: Pick<Catalog['live'], 'versions' | 'runs' | 'describe'>
}

/** Other runs than the one that made a version whose inputs are looked at for the rows of data. */
const runsLookedAt = 20

/** What gates look at, over a catalogue; it should read past its cache. Evidence that is gone is null; a failed tool throws its `Fault`. */
export function createGateEvidence(
  catalog: EvidenceCatalog,
  {
    subjects,
    governed,
    people,
    stores,
    clock,
  }: Pick<ApprovalPorts, 'subjects' | 'governed' | 'people' | 'stores' | 'clock'>,
): GateEvidence {
  return {
    async measured(version, call) {
      const live = await liveVersion(catalog, version, call)
      const [metrics] = live === null ? [] : await catalog.measuredOn([live], call)
      return { metrics: metrics ?? [], rows: await rowsOf(catalog, { version, metrics: metrics ?? [], call }) }
    },
    async described(version, call) {
      const live = await liveVersion(catalog, version, call)
      return live === null ? null : catalog.live.describe(live, call)
    },
    async recipe({ facts, version }, call) {
      const recipe = await catalog.reproduceRecipe(facts.ref, version.source, call)
      return recipe.ok ? recipe.value : null
    },
    again: (uid, call) => subjects.again(uid, call),
    governed: ({ facts }) => governed(facts),
    people: () => people(stores, clock.now()),
  }
}

async function liveVersion(
  { live }: EvidenceCatalog,
  { version }: Subject,
  call: CallContext,
): Promise<LiveModelVersion | null> {
  const [loaded] = await live.versions([version], call)
  return orThrow(loaded ?? null)
}

interface Asked {
  readonly version: Subject
  readonly metrics: readonly MetricRecord[]
  readonly call: CallContext
}

/** Rows of data that the runs read which made the version or measured it. */
async function rowsOf(catalog: EvidenceCatalog, { version, metrics, call }: Asked): Promise<Measured['rows']> {
  const { source, workspace } = version.version
  const ids = [...new Set(metrics.flatMap(({ runId }) => (runId === null ? [] : [runId])))].slice(0, runsLookedAt)
  const refs = ids.map((nativeId) => ({ source, workspace, kind: 'Run' as const, nativeId }))
  const found = (await catalog.byNative(refs, call)).map(orThrow)
  const runs = [version.run, ...found].filter((run): run is MirroredObject => run !== null)
  const live = (await catalog.live.runs(runs, call)).map(orThrow)
  const inputs = live.flatMap((run): readonly DatasetInputRecord[] => run?.record.inputs ?? [])
  return inputs.flatMap(({ name, digest, rowCount }) => (rowCount === null ? [] : [{ name, digest, count: rowCount }]))
}

function orThrow<Item>(loaded: Loaded<Item>): Item | null {
  if (loaded instanceof Fault) throw loaded
  return loaded
}
