import type { LiveRun } from '../catalog/index.ts'
import type { CallContext } from '../connector/contract.ts'
import type { Uid } from '../kernel/ids.ts'
import { Fault } from '../kernel/problem.ts'
import { modelsMeasuredBy } from '../kernel/recorded-lineage.ts'
import type { LineagePorts } from './ports.ts'

/** What asking about runs came to, besides what is remembered. */
export interface AskedRuns {
  readonly faults: readonly Fault[]
  /** False when a tracker did not find out about every run. */
  readonly isComplete: boolean
}

const everything: AskedRuns = { faults: [], isComplete: true }

/** Which logged models the runs of one walk measured or took as input. Each run is asked about once. */
export class Measurements {
  readonly #sources: LineagePorts['sources']
  readonly #call: CallContext
  readonly #models = new Map<Uid, Set<string>>()
  readonly #asked = new Map<Uid, Promise<AskedRuns>>()

  constructor(sources: LineagePorts['sources'], call: CallContext) {
    this.#sources = sources
    this.#call = call
  }

  /** Ids of the models, without those that the run made. What its own record tells is known without asking. */
  of({ object, record }: LiveRun): readonly string[] {
    const learnt = [...(this.#models.get(object.uid) ?? [])].filter((id) => !record.outputModelIds.includes(id))
    return [...new Set([...modelsMeasuredBy(record), ...learnt])]
  }

  /** Remembers a measurement that was met from the model's end. */
  note(run: LiveRun, modelIds: readonly string[]): void {
    this.#models.set(run.object.uid, new Set([...(this.#models.get(run.object.uid) ?? []), ...modelIds]))
  }

  /** Asks the trackers about the runs that have not been asked about, each tracker once. Never rejects. */
  async ask(runs: readonly LiveRun[]): Promise<AskedRuns> {
    const news = runs.filter(({ object }) => !this.#asked.has(object.uid))
    for (const [source, group] of Map.groupBy(news, ({ object }) => object.source)) {
      const asked = this.#askTracker(source, group)
      for (const { object } of group) this.#asked.set(object.uid, asked)
    }
    const answers = await Promise.all(new Set(runs.flatMap(({ object }) => this.#asked.get(object.uid) ?? [])))
    return {
      faults: answers.flatMap(({ faults }) => faults),
      isComplete: answers.every(({ isComplete }) => isComplete),
    }
  }

  async #askTracker(source: string, runs: readonly LiveRun[]): Promise<AskedRuns> {
    const tracker = this.#sources.byId(source)?.connector.experimentTracker
    if (tracker?.measuredModels === undefined) return everything
    try {
      const records = runs.map(({ record }) => record)
      const answers = await tracker.measuredModels(records, this.#call)
      for (const [index, run] of runs.entries()) this.note(run, answers[index] ?? [])
      return { faults: [], isComplete: answers.every((answer) => answer !== null) }
    } catch (error) {
      return { faults: [faultOfTracker(error, source)], isComplete: false }
    }
  }
}

/** A third party's connector may throw anything. */
function faultOfTracker(error: unknown, source: string): Fault {
  if (error instanceof Fault) return error
  return new Fault({
    code: 'INTERNAL_SERVER_ERROR',
    publicMessage: `Source ${source} could not be read.`,
    internalMessage: `the tracker of ${source} threw when asked what runs measured`,
    retryable: false,
    source,
    cause: error,
  })
}
