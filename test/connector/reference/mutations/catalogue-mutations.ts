import { connectorWith, health, type MutationTable, memberWith, present, reversed, seconds, urlOf } from './mutation.ts'

const order = 'answered in the order asked, null for what is missing'

/** Broken catalogues, deployment systems and monitors. */
export const catalogueMutations: MutationTable = {
  [`DATASET_CATALOGUE: datasets are ${order}`]: [
    memberWith('datasetCatalogue', (member) => ({
      datasets: async (keys, call) => reversed(await member.datasets(keys, call)),
    })),
    memberWith('datasetCatalogue', (member) => ({
      datasets: async (keys, call) => present(await member.datasets(keys, call)),
    })),
  ],
  'DATASET_CATALOGUE: asking for nothing makes no call': [
    connectorWith((_connector, host, subject) => ({
      datasetCatalogue: { datasets: async () => (await health(host, urlOf(subject)), []) },
    })),
  ],
  'DATASET_CATALOGUE: records read by key are well-formed': [
    memberWith('datasetCatalogue', (member) => ({
      datasets: async (keys, call) => seconds(await member.datasets(keys, call)),
    })),
  ],
  'DEPLOYMENT_SYSTEM: the list holds everything that is served, by name': [
    memberWith('deploymentSystem', (member) => ({ list: async (call) => (await member.list(call)).slice(1) })),
    memberWith('deploymentSystem', (member) => ({ list: async (call) => reversed(await member.list(call)) })),
  ],
  [`DEPLOYMENT_SYSTEM: deployments are ${order}`]: [
    memberWith('deploymentSystem', (member) => ({
      deployments: async (keys, call) => reversed(await member.deployments(keys, call)),
    })),
  ],
  'DEPLOYMENT_SYSTEM: asking for nothing makes no call': [
    memberWith('deploymentSystem', (member) => ({
      deployments: async (keys, call) => (await member.list(call), member.deployments(keys, call)),
    })),
  ],
  'DEPLOYMENT_SYSTEM: records read by key are well-formed': [
    memberWith('deploymentSystem', (member) => ({
      deployments: async (keys, call) => seconds(await member.deployments(keys, call)),
    })),
  ],
  'MONITOR: the latest measurements of a deployment are found': [
    memberWith('monitor', () => ({ signals: async () => [] })),
    memberWith('monitor', (member) => ({
      signals: async (_deployment, call) => member.signals('another', call),
    })),
    memberWith('monitor', (member) => ({
      signals: async (name, call) =>
        (await member.signals(name, call)).map((each) => ({ ...each, observedAt: 1_700_000_000 })),
    })),
  ],
}
