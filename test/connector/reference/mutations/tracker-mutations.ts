import { health, type MutationTable, memberWith, present, reversed, seconds, unique, urlOf } from './mutation.ts'

const order = 'answered in the order asked, null for what is missing'

/** Broken experiment trackers. */
export const trackerMutations: MutationTable = {
  [`EXPERIMENT_TRACKER: experiments are ${order}`]: [
    memberWith('experimentTracker', (member) => ({
      experiments: async (keys, call) => reversed(await member.experiments(keys, call)),
    })),
    memberWith('experimentTracker', (member) => ({
      experiments: async (keys, call) => present(await member.experiments(keys, call)),
    })),
  ],
  [`EXPERIMENT_TRACKER: runs are ${order}`]: [
    memberWith('experimentTracker', (member) => ({
      runs: async (keys, call) => reversed(await member.runs(keys, call)),
    })),
    memberWith('experimentTracker', (member) => ({ runs: (keys, call) => member.runs(unique(keys), call) })),
  ],
  'EXPERIMENT_TRACKER: runs are found without their experiment': [
    memberWith('experimentTracker', (member) => ({
      async runs(keys, call) {
        const found = await member.runs(keys, call)
        return found.map((run, index) => (keys[index]?.experimentId === null ? null : run))
      },
    })),
  ],
  'EXPERIMENT_TRACKER: asking for nothing makes no call': [
    memberWith('experimentTracker', (_member, host, subject) => ({
      loggedModels: async () => (await health(host, urlOf(subject)), []),
    })),
  ],
  'EXPERIMENT_TRACKER: records read by key are well-formed': [
    memberWith('experimentTracker', (member) => ({
      runs: async (keys, call) => seconds(await member.runs(keys, call)),
    })),
    memberWith('experimentTracker', (member) => ({
      experiments: async (keys, call) => seconds(await member.experiments(keys, call)),
    })),
  ],
  'EXPERIMENT_TRACKER: a run carries what was recorded': [
    memberWith('experimentTracker', (member) => ({
      runs: async (keys, call) => (await member.runs(keys, call)).map((run) => run && { ...run, params: {} }),
    })),
    memberWith('experimentTracker', (member) => ({
      runs: async (keys, call) => (await member.runs(keys, call)).map((run) => run && { ...run, metrics: [] }),
    })),
  ],
  'EXPERIMENT_TRACKER: the history of a metric comes in the order of steps': [
    memberWith('experimentTracker', (member) => ({
      metricHistory: async (run, key, limit, call) => reversed(await member.metricHistory(run, key, limit, call)),
    })),
    memberWith('experimentTracker', (member) => ({
      metricHistory: (run, key, _limit, call) => member.metricHistory(run, key, 100, call),
    })),
  ],
  [`EXPERIMENT_TRACKER: logged models are ${order}`]: [
    memberWith('experimentTracker', (member) => ({
      loggedModels: async (keys, call) => reversed(await member.loggedModels(keys, call)),
    })),
  ],
  'EXPERIMENT_TRACKER: the runs that read data are found by its name and digest': [
    memberWith('experimentTracker', (member) => ({
      runsByData: async (data, limit, call) => (await member.runsByData(data, limit, call)).slice(1),
    })),
    memberWith('experimentTracker', (member) => ({
      runsByData: (data, _limit, call) => member.runsByData(data, 100, call),
    })),
  ],
  'EXPERIMENT_TRACKER: the runs that a run started are found': [
    memberWith('experimentTracker', () => ({ childRuns: async () => [] })),
  ],
}
