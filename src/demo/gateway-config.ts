import { join } from 'node:path'
import type { RunningMlserver } from '../../tools/launch/mlserver.ts'
import { type LoadedConfig, validateConfig } from '../config/index.ts'
import { gatewayFolder } from './data-folder.ts'
import { bucket, type DemoStack, prefix } from './stack.ts'

/** The configuration a user would write for these tools. */
export function gatewayConfig(options: {
  readonly dataDir: string
  readonly port: number
  readonly stack: DemoStack
  readonly serving: RunningMlserver
  readonly logLevel: string
}): LoadedConfig {
  const { dataDir, stack } = options
  const file = {
    server: { host: '127.0.0.1', port: options.port },
    store: { url: `sqlite:${join(gatewayFolder(dataDir), 'modelwarden.db')}` },
    cache: { url: stack.redis.url },
    log: { level: options.logLevel },
    environments: [
      { name: 'staging', rank: 1 },
      { name: 'production', rank: 2, protected: true },
    ],
    sources: [
      {
        id: 'tracking',
        kind: 'mlflow',
        url: stack.mlflow.url,
        artifacts: { root: `s3://${bucket}/${prefix}` },
        webhooks: { register: true },
      },
      {
        id: 'lake',
        kind: 's3',
        endpoint: stack.store.endpoint,
        buckets: [bucket],
        credentials: { accessKeyId: stack.store.accessKeyId, secretAccessKey: stack.store.secretAccessKey },
      },
      {
        id: 'serving',
        kind: 'open-inference',
        url: options.serving.url,
        environment: 'production',
        repository: `file://${stack.repositoryDir}`,
      },
    ],
    targets: [
      { environment: 'staging', source: 'tracking', kind: 'ALIAS', ref: 'models:/tumour-classifier@challenger' },
      { environment: 'production', source: 'tracking', kind: 'ALIAS', ref: 'models:/tumour-classifier@champion' },
      { environment: 'production', source: 'serving', kind: 'DEPLOYMENT', ref: 'tumour-classifier' },
    ],
    approvals: {
      policies: [
        {
          name: 'demo',
          gates: [{ gate: 'artifact-integrity' }, { gate: 'signature-compatibility' }],
          reviewers: [{ name: 'business owner', role: 'business-owner' }],
          // Whoever runs the demo trained its models, and nobody vouches for them here.
          unknownAuthor: 'ALLOW',
        },
      ],
    },
  }
  const surroundings = { environment: {}, workingDirectory: dataDir }
  return { config: validateConfig(file, 'the demo', surroundings), origin: 'the demo', directory: dataDir }
}
