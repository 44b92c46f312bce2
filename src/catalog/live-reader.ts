import { Fault } from '../kernel/problem.ts'
import type { LiveReader } from './api.ts'
import type { CatalogPorts } from './ports.ts'
import { type LivePorts, readLive } from './read-live.ts'
import { createSealedFacts } from './sealed-facts.ts'
import { faultFrom, unreadableFault } from './tool-fault.ts'
import { withoutHiddenData } from './without-hidden-data.ts'

/** The most points of one metric that are read; the tracker keeps the rest. */
const metricPointsMax = 10_000

/** Makes the reader of live facts. */
export function createLiveReader(ports: CatalogPorts & LivePorts): LiveReader {
  const sealed = createSealedFacts(ports)
  return {
    models: (objects, call) => readLive(ports, 'Model', { objects, call }),
    versions: (objects, call) => readLive(ports, 'ModelVersion', { objects, call }),
    experiments: (objects, call) => readLive(ports, 'Experiment', { objects, call }),
    runs: async (objects, call) => withoutHiddenData(ports.store, await readLive(ports, 'Run', { objects, call })),
    loggedModels: async (objects, call) =>
      withoutHiddenData(ports.store, await readLive(ports, 'LoggedModel', { objects, call })),
    deployments: (objects, call) => readLive(ports, 'Deployment', { objects, call }),
    describe: (version, call) => sealed.describe(version, call),
    locate: (version, call) => sealed.locate(version, call),
    async metricHistory(run, key, call) {
      const tracker = ports.sources.byId(run.source)?.connector.experimentTracker
      if (tracker === undefined) throw unreadableFault(run.source)
      try {
        return await tracker.metricHistory(run, key, metricPointsMax, call)
      } catch (error) {
        throw error instanceof Fault ? error : faultFrom(error, run.source)
      }
    },
  }
}
