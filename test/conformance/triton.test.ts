import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { manifest } from '../../connectors/open-inference/triton/manifest.ts'
import { type ConformanceSubject, conformanceChecks, conformanceHost } from '../../src/connector/conformance.ts'
import { freePort } from '../../tools/launch/free-port.ts'
import { type RunningTriton, startTriton } from '../../tools/launch/triton.ts'
import { numberConfig, numberModel, writeModel } from '../deployments/triton-repository.ts'
import { temporaryFolder } from '../support/tools.ts'

const repository = temporaryFolder('repository')
const port = await freePort()
const url = `http://127.0.0.1:${port}`
const key = (nativeId: string) => ({ workspace: '', nativeId })
const present = ['churn', 'fraud', 'loan-risk_EU.1'].map(key)
let server: RunningTriton | undefined

async function start(): Promise<void> {
  server = await startTriton({ repositoryDir: repository, port })
}

const subject: ConformanceSubject = {
  manifest,
  config: { url, repository: `file://${repository}`, token: 'a-token-for-the-proxy' },
  invalidConfigs: [
    { name: 'no address', config: {} },
    { name: 'another protocol', config: { url: 'grpc://127.0.0.1:8001' } },
    { name: 'a credential in the address', config: { url: 'http://user:word@127.0.0.1:8000' } },
    { name: 'a relative repository', config: { url, repository: 'models' } },
    { name: "another server's key", config: { url, runtime: 'mlserver_mlflow.MLflowRuntime' } },
  ],
  host: () => conformanceHost('serving'),
  secrets: ['a-token-for-the-proxy'],
  known: {
    workspaces: [''],
    streams: { deployments: present },
    deploymentSystem: { present, missing: key('nobody') },
  },
  faults: { start, stop: async () => server?.stop() },
}

beforeAll(async () => {
  const both = 'version_policy: { all { } }\n'
  const versions = { '1': numberModel(1), '2': numberModel(2) }
  writeModel(repository, 'fraud', { config: numberConfig(both), versions })
  writeModel(repository, 'churn', { config: numberConfig(), versions })
  writeModel(repository, 'loan-risk_EU.1', { config: numberConfig(), versions })
  await start()
}, 600_000)
afterAll(() => server?.stop())

describe('the triton connector', () => {
  const checks = conformanceChecks(subject).map((check) => [check.name, check] as const)
  test.for(checks)('%s', ([, check]) => expect(check.run()).resolves.toBeUndefined())
})
