import { demandBatch, demandFreeEmptyBatch } from './batch-checks.ts'
import { type ConformanceCheck, capabilityChecks, demand, isSame } from './check.ts'
import { keySet } from './keys.ts'
import { recordFault } from './record-shape.ts'
import type { ConformanceSubject, KnownRuns } from './subject.ts'

/** Demands on experiments and runs. */
export function experimentTrackerChecks(subject: ConformanceSubject): readonly ConformanceCheck[] {
  const check = capabilityChecks(subject, 'EXPERIMENT_TRACKER', subject.known.experimentTracker)
  return [
    check('experiments are answered in the order asked, null for what is missing', ({ member, known, call }) =>
      demandBatch('experiments', known.experiments, (keys) => member.experiments(keys, call)),
    ),
    check('runs are answered in the order asked, null for what is missing', ({ member, known, call }) =>
      demandBatch('runs', known.runs, (keys) => member.runs(keys, call)),
    ),
    check('runs are found without their experiment', ({ member, known, call }) => {
      const withoutExperiment = (key: KnownRuns['runs']['missing']) => ({ ...key, experimentId: null })
      const runs = {
        present: known.runs.present.map(withoutExperiment),
        missing: withoutExperiment(known.runs.missing),
      }
      return demandBatch('runs', runs, (keys) => member.runs(keys, call))
    }),
    check('asking for nothing makes no call', async ({ member, host, call }) => {
      await demandFreeEmptyBatch('experiments', host, () => member.experiments([], call))
      await demandFreeEmptyBatch('runs', host, () => member.runs([], call))
      await demandFreeEmptyBatch('logged models', host, () => member.loggedModels([], call))
    }),
    check('records read by key are well-formed', async ({ member, known, call }) => {
      const runs = (await member.runs(known.runs.present, call)).map((each) => each && recordFault('runs', each))
      const experiments = (await member.experiments(known.experiments.present, call)).map(
        (each) => each && recordFault('experiments', each),
      )
      const fault = [...runs, ...experiments].find((each) => each !== null)
      demand(fault === undefined, `A record read by key must have the shape of its kind: ${fault ?? ''}.`)
    }),
    check('a run carries what was recorded', async ({ member, known, call }) => {
      const [run] = await member.runs([known.run.key], call)
      demand(run !== null && run !== undefined, 'runs must find a run that is there.')
      const hasParams = Object.entries(known.run.params).every(([key, value]) => run.params[key] === value)
      demand(hasParams, 'A run must carry its parameters as they were recorded.')
      const latest = new Map(run.metrics.map((metric) => [metric.key, metric.value]))
      const hasMetrics = Object.entries(known.run.metrics).every(([key, value]) => Object.is(latest.get(key), value))
      demand(hasMetrics, 'A run must carry the latest value of each metric.')
    }),
    check('the history of a metric comes in the order of steps', async ({ member, known, call }) => {
      const { run, key, values } = known.metricHistory
      const found = await member.metricHistory(run, key, values.length + 1, call)
      demand(
        isSame(
          found.map((point) => point.value),
          values,
        ),
        'metricHistory must give every recorded value in the order of steps.',
      )
      const limited = await member.metricHistory(run, key, values.length - 1, call)
      demand(limited.length === values.length - 1, 'metricHistory must give at most as many values as asked for.')
    }),
    ...optionalChecks(check, subject.known.experimentTracker),
  ]
}

function optionalChecks(
  check: ReturnType<typeof capabilityChecks<'EXPERIMENT_TRACKER', KnownRuns>>,
  known: KnownRuns | undefined,
): readonly ConformanceCheck[] {
  const { loggedModels, data, children } = known ?? {}
  const checks: ConformanceCheck[] = []
  if (loggedModels !== undefined) {
    checks.push(
      check('logged models are answered in the order asked, null for what is missing', ({ member, call }) =>
        demandBatch('logged models', loggedModels, (keys) => member.loggedModels(keys, call)),
      ),
    )
  }
  if (data !== undefined) {
    checks.push(
      check('the runs that read data are found by its name and digest', async ({ member, call }) => {
        const found = await member.runsByData(data, data.runs.length + 1, call)
        demand(isSame(keySet(found), keySet(data.runs)), 'runsByData must give exactly the runs that read this data.')
        const limited = await member.runsByData(data, 1, call)
        demand(limited.length === 1, 'runsByData must give at most as many runs as asked for.')
      }),
    )
  }
  if (children !== undefined) {
    checks.push(
      check('the runs that a run started are found', async ({ member, call }) => {
        const found = await member.childRuns(children.parent, children.runs.length + 1, call)
        demand(
          isSame(keySet(found), keySet(children.runs)),
          'childRuns must give exactly the runs started by this one.',
        )
      }),
    )
  }
  return checks
}
