import type { LiveModelVersion, MirroredObject } from '../catalog/index.ts'
import type { CallContext } from '../connector/contract.ts'
import type { Uid } from '../kernel/ids.ts'
import type { Fault } from '../kernel/problem.ts'
import { placeKey } from './native-index.ts'
import type { LineagePorts } from './ports.ts'

interface Answer {
  readonly versions: readonly LiveModelVersion[]
  readonly faults: readonly Fault[]
}

/** Versions that the runs of one walk made. Each run is asked about once, however many of its neighbours lead to it. */
export class MadeVersions {
  readonly #relations: LineagePorts['catalog']['relations']
  readonly #call: CallContext
  readonly #asked = new Map<Uid, Promise<Answer>>()

  constructor(relations: LineagePorts['catalog']['relations'], call: CallContext) {
    this.#relations = relations
    this.#call = call
  }

  /** Versions that carry one of these runs, copies among them, and the faults of registries that could not be asked. */
  async of(runs: readonly MirroredObject[]): Promise<Answer> {
    const news = runs.filter((run) => !this.#asked.has(run.uid))
    if (news.length > 0) {
      const asked = this.#ask(news)
      for (const run of news) this.#asked.set(run.uid, asked)
    }
    const answers = await Promise.all(new Set(runs.flatMap((run) => this.#asked.get(run.uid) ?? [])))
    const wanted = new Set(runs.map((run) => placeKey(run, run.nativeId)))
    return {
      versions: answers
        .flatMap(({ versions }) => versions)
        .filter(({ object, record }) => record.runId !== null && wanted.has(placeKey(object, record.runId))),
      faults: answers.flatMap(({ faults }) => faults),
    }
  }

  async #ask(runs: readonly MirroredObject[]): Promise<Answer> {
    const { groups, faults } = await this.#relations.versionsOfRuns(runs, this.#call)
    return { versions: groups.flatMap((group) => group.items), faults }
  }
}
