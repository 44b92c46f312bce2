import type { ExperimentTracker } from '../../../src/connector/index.ts'
import { readExperiments } from './experiments.ts'
import { readLoggedModels } from './logged-models.ts'
import { readMetricHistory } from './metric-history.ts'
import { readChildRuns, readRunsByData } from './related-runs.ts'
import { readRuns, type TrackerParts } from './runs.ts'

/** MLflow's experiments, runs and logged models. */
export function createExperimentTracker(parts: TrackerParts): ExperimentTracker {
  return {
    experiments: (ids, call) => readExperiments(parts, ids, call),
    runs: (ids, call) => readRuns(parts, ids, call),
    loggedModels: (ids, call) => readLoggedModels(parts, ids, call),
    runsByData: (data, limit, call) => readRunsByData(parts, data, limit, call),
    childRuns: (run, limit, call) => readChildRuns(parts, run, limit, call),
    metricHistory: (run, key, limit, call) => readMetricHistory(parts.client, { run, key, limit }, call),
  }
}
