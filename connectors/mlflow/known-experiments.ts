import type { CallContext, ExperimentRecord } from '../../src/connector/index.ts'
import type { MlflowClient } from './client.ts'
import { readPages } from './pages.ts'
import { required } from './reply.ts'
import { experimentsReply, toExperiment } from './wire/experiment.ts'

/** Which experiments one server has. Runs and logged models can only be searched by experiment. */
export interface KnownExperiments {
  /** Ids of one workspace in the order of their making; read again when what is remembered is older than `ageMsMax`. */
  ids(scope: KnownScope, call: CallContext): Promise<readonly string[]>
  /** Notes an experiment that another read has met. */
  meet(experiments: readonly ExperimentRecord[]): void
  /** Says that everything up to now has been noted. */
  refreshed(workspace: string): void
}

/** What is asked of the memory. */
export interface KnownScope {
  readonly workspace: string
  readonly ageMsMax: number
  /** Leaves out experiments that were deleted when they were last seen. */
  readonly isActiveOnly?: boolean
}

const pageSize = 5_000
// A search over more experiments than this would cost more than it is worth to anybody.
const pagesMax = 20

interface Remembered {
  readonly lifecycles: Map<string, ExperimentRecord['lifecycle']>
  readAt: number
}

/** Orders ids as MLflow counts them: shorter numbers first. */
export function byExperimentId(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1)
}

/** Makes an empty memory. */
export function createKnownExperiments(client: MlflowClient, clock: { now(): number }): KnownExperiments {
  const workspaces = new Map<string, Remembered>()
  const of = (workspace: string): Remembered => {
    const known = workspaces.get(workspace) ?? {
      lifecycles: new Map<string, ExperimentRecord['lifecycle']>(),
      readAt: Number.NEGATIVE_INFINITY,
    }
    workspaces.set(workspace, known)
    return known
  }
  return {
    async ids({ workspace, ageMsMax, isActiveOnly = false }, call) {
      const known = of(workspace)
      if (clock.now() - known.readAt > ageMsMax) {
        const startedAt = clock.now()
        for (const { nativeId, lifecycle } of await readAll(client, workspace, call))
          known.lifecycles.set(nativeId, lifecycle)
        known.readAt = startedAt
      }
      const entries = [...known.lifecycles].filter(([, lifecycle]) => !isActiveOnly || lifecycle === 'ACTIVE')
      return entries.map(([id]) => id).toSorted(byExperimentId)
    },
    meet(experiments) {
      for (const { workspace, nativeId, lifecycle } of experiments) of(workspace).lifecycles.set(nativeId, lifecycle)
    },
    refreshed(workspace) {
      of(workspace).readAt = clock.now()
    },
  }
}

async function readAll(
  client: MlflowClient,
  workspace: string,
  call: CallContext,
): Promise<readonly ExperimentRecord[]> {
  const order = { view_type: 'ALL', max_results: pageSize, order_by: 'experiment_id ASC' }
  const pages = readPages(pagesMax, async (token) => {
    const query = { ...order, page_token: token }
    return required(experimentsReply, await client.read({ workspace, path: '/experiments/search', query }, call))
  })
  const found: ExperimentRecord[] = []
  for await (const page of pages) found.push(...page.experiments.map((wire) => toExperiment(wire, workspace)))
  return found
}
