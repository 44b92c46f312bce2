import { afterAll, describe, expect, test } from 'vitest'
import { manifest } from '../../connectors/s3/manifest.ts'
import { conformanceChecks, conformanceHost } from '../../src/connector/conformance.ts'
import { startSeaweedfs } from '../../tools/launch/seaweedfs.ts'
import { putObjects } from '../artifacts/stores.ts'
import { temporaryFolder } from '../support/tools.ts'

const start = { dataDir: temporaryFolder('s3'), buckets: ['models', 'foreign', 'models2'] }
let store = await startSeaweedfs(start)
afterAll(() => store.stop())

const files: Readonly<Record<string, Uint8Array>> = {
  MLmodel: Buffer.from('flavors: {sklearn: {}}\n'),
  'data/model.pkl': Buffer.from(Array.from({ length: 70_000 }, (_, index) => index % 251)),
  'data/deep/er/ü 100% + a&b.txt': Buffer.from('x'),
  'data-1.txt': Buffer.from('sorts between data and data/'),
  'data.txt': Buffer.from('so does this'),
  'empty.txt': Buffer.alloc(0),
}
const below = (prefix: string) =>
  Object.fromEntries(Object.entries(files).map(([path, bytes]) => [`${prefix}/${path}`, bytes]))
await putObjects(store, 'models', { ...below('prod/fraud'), 'prod2/secret.txt': 'of another team' })
await putObjects(store, 'foreign', { 'secret.txt': 'the key could read this' })

const { endpoint, accessKeyId, secretAccessKey } = store
const config = { endpoint, buckets: ['models/prod'], credentials: { accessKeyId, secretAccessKey } }

describe('s3', () => {
  const checks = conformanceChecks({
    manifest,
    config,
    invalidConfigs: [
      { name: 'no bucket', config: { ...config, buckets: [] } },
      { name: 'credentials in the endpoint', config: { ...config, endpoint: 'http://key:secret@127.0.0.1:1' } },
      { name: 'another scheme', config: { ...config, endpoint: 'ftp://127.0.0.1' } },
      { name: 'a query', config: { ...config, endpoint: `${endpoint}/?x=1` } },
      { name: 'a bucket that is an ARN', config: { ...config, buckets: ['arn:aws:s3:::models'] } },
      { name: 'a prefix that climbs', config: { ...config, buckets: ['models/../foreign'] } },
      { name: 'half a credential', config: { ...config, credentials: { accessKeyId } } },
    ],
    host: () => conformanceHost('lake'),
    secrets: [accessKeyId, secretAccessKey],
    known: {
      workspaces: [''],
      artifactStore: {
        uri: 's3://models/prod/fraud',
        sameUris: ['s3a://models/prod/fraud/', 'S3N://models/prod/fraud', `${endpoint}/models/prod/fraud`],
        foreignUris: [
          's3://foreign/secret.txt',
          's3://models2/prod/fraud',
          's3://models/prod2/secret.txt',
          's3://models/prod/../prod2/secret.txt',
          's3://models',
          `${endpoint}/foreign/secret.txt`,
          'http://169.254.169.254/latest/meta-data/iam/security-credentials/',
          '/models/prod/fraud',
        ],
        files,
        file: 'MLmodel',
        missing: 'none/at/all',
        signedUrls: true,
        escapes: ['../../prod2/secret.txt', 'data//model.pkl'],
      },
    },
    faults: {
      stop: () => store.stop(),
      start: async () => {
        await store.stop()
        store = await startSeaweedfs(start)
      },
    },
  })
  test.for(checks)('$name', (check) => expect(check.run()).resolves.toBeUndefined())
})
