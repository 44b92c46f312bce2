import { demandBatch, demandFreeEmptyBatch } from './batch-checks.ts'
import { type ConformanceCheck, capabilityChecks, demand, isSame } from './check.ts'
import { keySet } from './keys.ts'
import { recordFault } from './record-shape.ts'
import type { ConformanceSubject } from './subject.ts'

/** Demands on data kept under names of its own. */
export function datasetCatalogueChecks(subject: ConformanceSubject): readonly ConformanceCheck[] {
  const check = capabilityChecks(subject, 'DATASET_CATALOGUE', subject.known.datasetCatalogue)
  return [
    check('datasets are answered in the order asked, null for what is missing', ({ member, known, call }) =>
      demandBatch('datasets', known, (keys) => member.datasets(keys, call)),
    ),
    check('asking for nothing makes no call', ({ member, host, call }) =>
      demandFreeEmptyBatch('datasets', host, () => member.datasets([], call)),
    ),
    check('records read by key are well-formed', async ({ member, known, call }) => {
      const faults = (await member.datasets(known.present, call)).map((each) => each && recordFault('datasets', each))
      const fault = faults.find((each) => each !== null)
      demand(fault === undefined, `A record read by key must have the shape of its kind: ${fault ?? ''}.`)
    }),
  ]
}

/** Demands on models being served. */
export function deploymentSystemChecks(subject: ConformanceSubject): readonly ConformanceCheck[] {
  const check = capabilityChecks(subject, 'DEPLOYMENT_SYSTEM', subject.known.deploymentSystem)
  return [
    check('the list holds everything that is served, by name', async ({ member, known, call }) => {
      const records = await member.list(call)
      demand(
        isSame(keySet(records), keySet(known.present)),
        'list must give exactly what is served or known to the server.',
      )
      const names = records.map((record) => record.name)
      demand(isSame(names, names.toSorted()), 'list must be ordered by name.')
    }),
    check('deployments are answered in the order asked, null for what is missing', ({ member, known, call }) =>
      demandBatch('deployments', known, (keys) => member.deployments(keys, call)),
    ),
    check('asking for nothing makes no call', ({ member, host, call }) =>
      demandFreeEmptyBatch('deployments', host, () => member.deployments([], call)),
    ),
    check('records read by key are well-formed', async ({ member, known, call }) => {
      const faults = (await member.deployments(known.present, call)).map(
        (each) => each && recordFault('deployments', each),
      )
      const fault = faults.find((each) => each !== null)
      demand(fault === undefined, `A record read by key must have the shape of its kind: ${fault ?? ''}.`)
    }),
  ]
}

/** Demands on measurements of what is served. */
export function monitorChecks(subject: ConformanceSubject): readonly ConformanceCheck[] {
  const check = capabilityChecks(subject, 'MONITOR', subject.known.monitor)
  return [
    check('the latest measurements of a deployment are found', async ({ member, known, call }) => {
      const found = await member.signals(known.deployment, call)
      const names = new Set(found.map((signal) => signal.name))
      demand(
        known.signals.every((name) => names.has(name)),
        'signals must give the latest measurements of the deployment.',
      )
      const isOurs = found.every((signal) => signal.deployment === known.deployment)
      demand(isOurs, 'signals must give measurements of the deployment asked for only.')
      const areTimesRight = found.every(
        (signal) => Number.isInteger(signal.observedAt) && signal.observedAt > 100_000_000_000,
      )
      demand(areTimesRight, 'observedAt must be milliseconds since the Unix epoch.')
    }),
  ]
}
