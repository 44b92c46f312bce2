import {
  type Catalog,
  type CatalogStore,
  crawledUpTo,
  type LiveRun,
  type MirroredObject,
  type Scheduler,
  type SourceDirectory,
} from '../catalog/index.ts'
import type { CallContext } from '../connector/contract.ts'
import type { Uid } from '../kernel/ids.ts'
import { lineageKeyOf } from '../kernel/lineage-key.ts'
import { Fault } from '../kernel/problem.ts'
import type { LineageStatement, LineageStatements } from '../lineage/index.ts'
import { speakerOf } from '../persistence/lineage/end-objects.ts'
import type { UnmeasuredRuns } from '../persistence/unmeasured-runs.ts'
import type { Logger } from '../telemetry/index.ts'
import { createRounds } from './rounds.ts'

/** What asking about runs takes. */
export interface MeasuredRunsPorts {
  readonly sources: SourceDirectory
  readonly live: Pick<Catalog['live'], 'runs'>
  readonly store: Pick<CatalogStore, 'byUids' | 'progress'>
  readonly unmeasured: UnmeasuredRuns
  readonly lineage: LineageStatements
}

/** Asks trackers in the background what runs measured, where the records of a crawl do not tell it. */
export interface MeasuredRuns {
  start(): void
  /** Ends within the round under way. */
  stop(): Promise<void>
}

/** Runs of one round: a tracker may take a call for each. */
const roundSize = 16
/** Between two rounds while there is more to ask, and when there is not. A tool hardly notices eight calls a second. */
const busyDelayMs = 2_000
const idleDelayMs = 5_000
/** Runs that are looked at again: they had not ended, or their tracker did not answer. */
const laterMax = 1_000

/** Makes it. One round is under way at a time. */
export function createMeasuredRuns(
  ports: MeasuredRunsPorts,
  scheduler: Scheduler,
  log: Pick<Logger, 'warn'>,
): MeasuredRuns {
  const asking = new Asking(ports)
  return createRounds({
    scheduler,
    firstMs: busyDelayMs,
    async round(signal) {
      const isBusy = await asking.round({ signal, requestId: 'measured-runs' })
      return isBusy ? busyDelayMs : idleDelayMs
    },
    onFailed(error) {
      log.warn({ err: error instanceof Fault ? error.message : error }, 'asking what runs measured failed')
      return idleDelayMs
    },
  })
}

/** Goes once through all runs in the order in which they were first seen, and from then on through what is new. */
class Asking {
  readonly #ports: MeasuredRunsPorts
  #cursor: Uid | null = null
  #waiting: readonly MirroredObject[] = []
  readonly #later = new Set<Uid>()

  constructor(ports: MeasuredRunsPorts) {
    this.#ports = ports
  }

  /** Asks about a few runs; false when none was left. Throws what the store throws; a tracker that fails is asked again. */
  async round(call: CallContext): Promise<boolean> {
    if (this.#waiting.length === 0) await this.#look()
    const chosen = this.#waiting.slice(0, roundSize)
    if (chosen.length === 0) return false
    const answers = await this.#ask(chosen, call)
    await this.#ports.lineage.state(answers)
    this.#waiting = this.#waiting.slice(chosen.length)
    return true
  }

  /** Finds what to ask about: what has ended since, then what follows in the store. */
  async #look(): Promise<void> {
    const again = await this.#ports.store.byUids([...this.#later])
    const held = new Set(again.flatMap((run) => run?.uid ?? []))
    // Half a round: many that fail again and again must not keep what is new from its turn.
    const ended = again
      .filter((run) => run !== null)
      .filter(hasEnded)
      .slice(0, roundSize / 2)
    for (const uid of this.#later) if (!held.has(uid)) this.#later.delete(uid)
    for (const { uid } of ended) this.#later.delete(uid)
    const found: MirroredObject[] = [...ended]
    while (found.length < roundSize) {
      const { runs, next } = await this.#ports.unmeasured.after(this.#cursor)
      if (next === null) break
      const askable = await this.#askable(runs)
      // Before the first crawl is complete, what follows may tell it for nothing.
      if (askable === null) break
      this.#cursor = next
      for (const run of askable)
        if (hasEnded(run)) found.push(run)
        else this.#again(run)
    }
    this.#waiting = found
  }

  /** Runs of trackers that can tell; null while one of these has not been crawled. */
  async #askable(runs: readonly MirroredObject[]): Promise<readonly MirroredObject[] | null> {
    const telling = runs.filter(({ source }) => this.#trackerOf(source)?.measuredModels !== undefined)
    for (const source of new Set(telling.map((run) => run.source))) {
      if (crawledUpTo(['runs'], await this.#ports.store.progress(source)) === null) return null
    }
    return telling
  }

  async #ask(runs: readonly MirroredObject[], call: CallContext): Promise<readonly LineageStatement[]> {
    const loaded = await this.#ports.live.runs(runs, call)
    for (const [index, run] of runs.entries()) if (loaded[index] instanceof Fault) this.#again(run)
    const live = loaded.filter((run): run is LiveRun => run !== null && !(run instanceof Fault))
    const groups = Map.groupBy(live, ({ object }) => object.source)
    const statements = await Promise.all([...groups].map(([source, group]) => this.#askTracker(source, group, call)))
    return statements.flat()
  }

  async #askTracker(source: string, runs: readonly LiveRun[], call: CallContext): Promise<readonly LineageStatement[]> {
    const records = runs.map(({ record }) => record)
    try {
      const answers = (await this.#trackerOf(source)?.measuredModels?.(records, call)) ?? []
      return runs.flatMap((run, index) => statementOf(run, answers[index] ?? null))
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      for (const { object } of runs) this.#again(object)
      return []
    }
  }

  #again({ uid }: MirroredObject): void {
    if (this.#later.size < laterMax) this.#later.add(uid)
  }

  #trackerOf(source: string) {
    return this.#ports.sources.byId(source)?.connector.experimentTracker
  }
}

function hasEnded({ facts }: MirroredObject): boolean {
  return facts.status !== 'RUNNING' && facts.status !== 'SCHEDULED'
}

/** None for a run that could not be found out about. */
function statementOf(
  { object, record, observedAt }: LiveRun,
  models: readonly string[] | null,
): readonly LineageStatement[] {
  if (models === null) return []
  const to = lineageKeyOf(object)
  const edges = models.map((nativeId) => ({
    from: lineageKeyOf({ kind: 'LoggedModel', source: object.source, workspace: object.workspace, nativeId }),
    to,
    kind: 'EVALUATED' as const,
    confidence: 'OBSERVED' as const,
    validFrom: record.createdAt,
    validTo: null,
    basis: 'TOLD' as const,
  }))
  const said = { source: object.source, sender: null, observedAt, nodes: [], edges }
  return [{ ...said, statedBy: speakerOf('measured', object.uid) }]
}
