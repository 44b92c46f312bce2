import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { manifest as mlflow } from '../../connectors/mlflow/manifest.ts'
import { type ResolvePorts, resolveUri } from '../../src/artifacts/index.ts'
import { conformanceHost } from '../../src/connector/conformance.ts'
import { invariant } from '../../src/kernel/invariant.ts'
import { sharedTools, temporaryFolder } from '../support/tools.ts'
import { bucketStore, call, folderStore } from './stores.ts'

const root = temporaryFolder('resolve')
mkdirSync(join(root, 'models'))
const { s3, mlflowUrl } = sharedTools()

/** A store behind an MLflow server's proxy; nothing is called. */
function trackingStore(source: string) {
  const connector = mlflow.connect(mlflow.config.parse({ url: mlflowUrl }), conformanceHost(source))
  invariant(connector.artifactStore !== undefined, 'MLflow serves artifacts')
  return { source, store: connector.artifactStore }
}

const lake = bucketStore({ endpoint: s3.endpoint, keys: s3 }, ['models'])
const narrow = bucketStore({ endpoint: s3.endpoint, keys: s3 }, ['models/prod'], { source: 'narrow' })
const disk = folderStore(root)

async function sourceOf(ports: ResolvePorts, uri: string, source = 'tracking'): Promise<string> {
  const found = await resolveUri(ports, { uri, source }, call)
  return found.resolution === 'RESOLVED' ? `${found.source} ${found.uri}` : found.resolution
}

test('an address goes to the first store that holds it, in the order of the configuration', async () => {
  expect(await sourceOf({ stores: [disk, narrow, lake] }, 's3a://models/prod/a/')).toBe('narrow s3://models/prod/a')
  expect(await sourceOf({ stores: [lake, narrow, disk] }, 's3://models/prod/a')).toBe('lake s3://models/prod/a')
  expect(await sourceOf({ stores: [narrow, lake] }, 's3://models/test/a')).toBe('lake s3://models/test/a')
  expect(await sourceOf({ stores: [lake, disk] }, `file:${root}/models/`)).toBe(`disk file://${root}/models`)
})

test('a proxied address belongs to the server that reported it and to no other', async () => {
  const stores = [trackingStore('other'), trackingStore('tracking'), lake]
  expect(await sourceOf({ stores }, 'mlflow-artifacts:/1/run/artifacts')).toBe(
    'tracking mlflow-artifacts:/1/run/artifacts',
  )
  expect(await sourceOf({ stores }, 'mlflow-artifacts:/1/run/artifacts', 'third')).toBe('UNRESOLVABLE')
  expect(await sourceOf({ stores }, 'mlflow-artifacts://other:5000/1/run/artifacts')).toBe('UNRESOLVABLE')
  expect(await sourceOf({ stores }, 'mlflow-artifacts:/1/../2/artifacts')).toBe('UNRESOLVABLE')
})

test('an indirection is followed by the source that reported it, as it was written', async () => {
  const known: Readonly<Record<string, string>> = {
    'tracking models:/a#b/1': 'runs:/r1/model',
    'tracking runs:/r1/model': 's3://models/prod/r1/model',
    'other runs:/r1/model': 's3://models/other',
  }
  const ports: ResolvePorts = { stores: [lake], locate: async ({ source, uri }) => known[`${source} ${uri}`] ?? null }
  expect(await sourceOf(ports, 'models:/a#b/1')).toBe('lake s3://models/prod/r1/model')
  expect(await sourceOf(ports, 'models:/a#b/1', 'other')).toBe('UNRESOLVABLE')
  expect(await sourceOf({ stores: [lake] }, 'runs:/r1/model')).toBe('UNRESOLVABLE')
})

test('a proxied address whose server reads no files itself is followed to where they lie', async () => {
  const real = 's3://models/mlflow/1/run/artifacts'
  const ports: ResolvePorts = { stores: [lake], locate: async ({ source }) => (source === 'tracking' ? real : null) }
  expect(await sourceOf(ports, 'mlflow-artifacts:/1/run/artifacts')).toBe(`lake ${real}`)
  expect(await sourceOf(ports, 'mlflow-artifacts:/1/run/artifacts', 'other')).toBe('UNRESOLVABLE')
})

test('an indirection that leads out of what is configured, or in a circle, is UNRESOLVABLE', async () => {
  const stores = [lake, disk]
  expect(await sourceOf({ stores, locate: async () => 'file:///etc/passwd' }, 'runs:/r1/model')).toBe('UNRESOLVABLE')
  expect(await sourceOf({ stores, locate: async ({ uri }) => uri }, 'runs:/r1/model')).toBe('UNRESOLVABLE')
})
