import { beforeAll, expect, test, vi } from 'vitest'
import { resolveUri } from '../../src/artifacts/index.ts'
import { sharedTools, uniqueName } from '../support/tools.ts'
import { countingProxy } from './counting-proxy.ts'
import { bucketStore, call, claimed, putObjects, type TestStore } from './stores.ts'

const bucket = uniqueName('owned')
const foreign = uniqueName('foreign')
const { s3 } = sharedTools()
const proxy = await countingProxy(s3.endpoint)
const lake = bucketStore({ endpoint: proxy.url, keys: s3 }, [`${bucket}/models`])

beforeAll(async () => {
  await putObjects(s3, bucket, { 'models/a.txt': 'mine', 'models2/b.txt': 'a neighbour' })
  await putObjects(s3, foreign, { 'c.txt': 'the key could read this' })
})

test('the key really could read the foreign bucket', async () => {
  const wide = bucketStore({ endpoint: s3.endpoint, keys: s3 }, [foreign])
  expect(await wide.store.stat(claimed(wide, `s3://${foreign}`).location, 'c.txt', call)).not.toBeNull()
})

test.each([
  `s3://${foreign}/c.txt`,
  `s3a://${foreign}`,
  `${proxy.url}/${foreign}/c.txt`,
  `s3://${bucket}/models2/b.txt`,
  `s3://${bucket}`,
  `s3://${bucket}/models/../models2/b.txt`,
  `s3://${bucket}/models/%2e%2e/models2/b.txt`,
  `s3://${bucket}/models//../models2`,
  `s3://user:pass@${bucket}/models`,
  'http://169.254.169.254/latest/meta-data/iam/security-credentials/',
  'file:///etc/passwd',
  '/etc/passwd',
  'gs://elsewhere/a',
])('%s is UNRESOLVABLE without a connection', async (uri) => {
  const before = proxy.connections
  expect(await resolveUri({ stores: [lake] }, { uri, source: 'tracking' }, call)).toMatchObject({
    resolution: 'UNRESOLVABLE',
  })
  expect(proxy.connections).toBe(before)
})

test('an address that cannot be resolved is not shown with its password', async () => {
  const found = await resolveUri(
    { stores: [lake] },
    { uri: 's3://user:pass@b/a?X-Amz-Signature=s', source: 'tracking' },
    call,
  )
  expect(found).toEqual({ resolution: 'UNRESOLVABLE', uri: 's3://b/a' })
})

test('a path below a location cannot reach a neighbour, whichever method is asked', async () => {
  const { location } = claimed(lake, `s3://${bucket}/models`)
  const before = proxy.connections
  for (const path of [
    '../models2/b.txt',
    'x/../../models2/b.txt',
    '/models2/b.txt',
    '%2e%2e/models2/b.txt',
    'a\u0000',
  ]) {
    const refusal = expect.objectContaining({ code: 'UNRESOLVABLE', retryable: false })
    await expect(lake.store.stat(location, path, call)).rejects.toEqual(refusal)
    await expect(lake.store.read(location, path, null, call)).rejects.toEqual(refusal)
    await expect(lake.store.signedUrl?.(location, path, 60)).rejects.toEqual(refusal)
  }
  expect(proxy.connections).toBe(before)
})

test('a location that another store made is refused', async () => {
  const forged = { uri: `s3://${foreign}`, path: foreign }
  const before = proxy.connections
  await expect(lake.store.stat(forged, 'c.txt', call)).rejects.toMatchObject({ code: 'UNRESOLVABLE' })
  expect(proxy.connections).toBe(before)
})

test('without configured credentials those of the environment are never used', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', s3.accessKeyId)
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', s3.secretAccessKey)
  vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:9')
  try {
    const anonymous: TestStore = bucketStore({ endpoint: proxy.url, keys: null }, [bucket])
    const refusal = { code: 'UPSTREAM_UNAVAILABLE', retryable: false }
    await expect(
      anonymous.store.stat(claimed(anonymous, `s3://${bucket}`).location, 'models/a.txt', call),
    ).rejects.toMatchObject(refusal)
    expect(anonymous.store).not.toHaveProperty('signedUrl')
  } finally {
    vi.unstubAllEnvs()
  }
})

test('refused credentials are not retried and say nothing of the store', async () => {
  const wrong = bucketStore({ endpoint: proxy.url, keys: { ...s3, secretAccessKey: 'wrong' } }, [bucket])
  const error: unknown = await wrong.connector.probe(call).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({
    code: 'UPSTREAM_UNAVAILABLE',
    retryable: false,
    publicMessage: 'Source lake is not available.',
  })
})

test('a bucket that does not exist is a wrong configuration, not an empty folder', async () => {
  const missing = bucketStore({ endpoint: s3.endpoint, keys: s3 }, ['no-such-bucket'])
  const { location } = claimed(missing, 's3://no-such-bucket')
  const refusal = { code: 'UPSTREAM_UNAVAILABLE', retryable: false }
  await expect(missing.store.stat(location, 'a', call)).rejects.toMatchObject(refusal)
  await expect(missing.store.list(location, { recursive: true, limit: 1, after: null }, call)).rejects.toMatchObject(
    refusal,
  )
})
