import { defineConnector } from '../../src/connector/index.ts'
import { config, type MlflowConfig } from './config.ts'
import { connect } from './connect.ts'

/** MLflow tracking and model registry over REST. The floor is the oldest release that the conformance suite runs on. */
export const manifest = defineConnector<MlflowConfig>({
  id: 'mlflow',
  contract: 1,
  tool: { name: 'MLflow', versions: '>=2.11.3 <4' },
  capabilities: ['MODEL_REGISTRY', 'EXPERIMENT_TRACKER', 'ARTIFACT_STORE'],
  // Experiments come before runs and logged models, which are asked for by experiment.
  streams: ['models', 'versions', 'experiments', 'runs', 'loggedModels'],
  config,
  describeUrl: ({ url }) => url,
  webhooks: ({ webhooks }) => ({
    register: webhooks?.register ?? false,
    url: webhooks?.url ?? null,
    secret: webhooks?.secret ?? null,
  }),
  connect,
})
