import type { ExperimentTracker } from '../../../src/connector/index.ts'
import { readExperiments } from './experiments.ts'
import { createLoggedModelPresence } from './logged-model-presence.ts'
import { readLoggedModels } from './logged-models.ts'
import { readMeasuredModels } from './measured-models.ts'
import { readMetricHistory } from './metric-history.ts'
import { readChildRuns, readRunsByData } from './related-runs.ts'
import { readRuns, type TrackerParts } from './runs.ts'

/** MLflow's experiments, runs and logged models. */
export function createExperimentTracker(
  parts: TrackerParts & { readonly clock: { now(): number } },
): ExperimentTracker {
  const presence = createLoggedModelPresence(parts, parts.clock)
  return {
    experiments: (ids, call) => readExperiments(parts, ids, call),
    runs: (ids, call) => readRuns(parts, ids, call),
    loggedModels: (ids, call) => readLoggedModels(parts, ids, call),
    runsByData: (data, limit, call) => readRunsByData(parts, data, limit, call),
    measuredModels: (runs, call) => readMeasuredModels({ ...parts, presence }, runs, call),
    childRuns: (run, limit, call) => readChildRuns(parts, run, limit, call),
    metricHistory: (run, key, limit, call) => readMetricHistory(parts.client, { run, key, limit }, call),
  }
}
