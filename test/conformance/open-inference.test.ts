import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { manifest } from '../../connectors/open-inference/manifest.ts'
import { type ConformanceSubject, conformanceChecks, conformanceHost } from '../../src/connector/conformance.ts'
import { freePort } from '../../tools/launch/free-port.ts'
import { type RunningMlserver, startMlserver } from '../../tools/launch/mlserver.ts'
import { runPython } from '../../tools/launch/python.ts'
import { modelRepository } from '../deployments/model-repository.ts'
import { temporaryFolder } from '../support/tools.ts'

const models = temporaryFolder('models')
const repository = modelRepository(temporaryFolder('repository'))
const port = await freePort()
const url = `http://127.0.0.1:${port}`
const key = (nativeId: string) => ({ workspace: '', nativeId })
const present = ['churn', 'fraud', 'loan risk/EU'].map(key)
let server: RunningMlserver | undefined

async function start(): Promise<void> {
  server = await startMlserver({ repositoryDir: repository.folder, port })
}

const subject: ConformanceSubject = {
  manifest,
  config: { url, repository: `file://${repository.folder}`, token: 'a-token-for-the-proxy' },
  invalidConfigs: [
    { name: 'no address', config: {} },
    { name: 'another protocol', config: { url: 'grpc://127.0.0.1:8081' } },
    { name: 'a credential in the address', config: { url: 'http://user:word@127.0.0.1:8080' } },
    { name: 'a relative repository', config: { url, repository: 'models' } },
    { name: 'a repository on another host', config: { url, repository: 'file://elsewhere/models' } },
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
  await runPython('mlflow', join(import.meta.dirname, '../deployments/train.py'), [models])
  const uri = join(models, 'fraud-1', 'model.pkl')
  repository.write('fraud-1', { name: 'fraud', version: '1', uri, marker: { ref: 'models:/fraud/1' } })
  repository.write('fraud-2', { name: 'fraud', version: '2', uri: join(models, 'fraud-2', 'model.pkl') })
  repository.write('churn', { name: 'churn', uri: join(models, 'churn-1', 'model.pkl') })
  repository.write('loan', { name: 'loan risk/EU', version: '1', uri })
  await start()
})
afterAll(() => server?.stop())

describe('the open-inference connector on MLServer', () => {
  const checks = conformanceChecks(subject).map((check) => [check.name, check] as const)
  test.for(checks)('%s', ([, check]) => expect(check.run()).resolves.toBeUndefined())
})
