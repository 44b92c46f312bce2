import { createHash, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSeaweedfs } from '../../tools/launch/seaweedfs.ts'
import { ownTool, sharedTools, temporaryFolder, uniqueName } from '../support/tools.ts'
import { bucketStore, bytesOf, call, claimed, listPaths, putObjects } from './stores.ts'

const bucket = uniqueName('reading')
const { s3 } = sharedTools()
const lake = bucketStore({ endpoint: s3.endpoint, keys: s3 }, [bucket])
const big = randomBytes(64 * 1024 * 1024)
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const many = Array.from({ length: 2_300 }, (_, index) => `part-${index.toString().padStart(5, '0')}.parquet`)

beforeAll(async () => {
  await putObjects(s3, bucket, Object.fromEntries(many.map((name) => [`many/${name}`, name])))
  await putObjects(s3, bucket, { 'f/plain.txt': 'plain bytes', "f/ü (1)'*.txt": 'named' })
  await putObjects(s3, bucket, { 'f/vouched.txt': 'vouched bytes' }, 'SHA256')
})

test('a signed address works without credentials, expires within 15 minutes and saves instead of showing', async () => {
  const { location } = claimed(lake, `s3://${bucket}/f`)
  const url = (await lake.store.signedUrl?.(location, "ü (1)'*.txt", 86_400)) ?? ''
  expect(new URL(url).searchParams.get('X-Amz-Expires')).toBe('900')
  const response = await fetch(url)
  expect(await response.text()).toBe('named')
  expect(response.headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''%C3%BC%20%281%29%27%2A.txt`)
  expect(response.headers.get('content-type')).toBe('application/octet-stream')
  const other = await fetch(url.replace('/f/', '/many/'))
  expect(other.status).toBe(403)
  await other.body?.cancel()
})

test('a SHA-256 is the one the store verified, and null where it verified none', async () => {
  const { location } = claimed(lake, `s3://${bucket}/f`)
  const vouched = await lake.store.stat(location, 'vouched.txt', call)
  expect(vouched?.sha256).toBe(sha256(Buffer.from('vouched bytes')))
  expect((await lake.store.stat(location, 'plain.txt', call))?.sha256).toBeNull()
})

test('a file has one revision in a listing and by itself, and another after it was replaced', async () => {
  const at = claimed(lake, `s3://${bucket}/revised`)
  await putObjects(s3, bucket, { 'revised/a.txt': 'one' })
  const listed = await at.store.list(at.location, { recursive: true, limit: 10, after: null }, call)
  const before = await at.store.stat(at.location, 'a.txt', call)
  expect(listed.files[0]?.revision).toBe(before?.revision)
  await putObjects(s3, bucket, { 'revised/a.txt': 'two' })
  expect((await at.store.stat(at.location, 'a.txt', call))?.revision).not.toBe(before?.revision)
})

test('a huge folder comes in pages, each file once and in order', async () => {
  const at = claimed(lake, `s3://${bucket}/many`)
  expect(await listPaths(at, { recursive: false, limit: 700 })).toEqual(many)
  expect(await listPaths(at, { recursive: true, limit: 2_000 })).toEqual(many)
})

test('a store that stops while a file is read is a coded fault, never a short file', async () => {
  const own = await ownTool(startSeaweedfs({ dataDir: temporaryFolder('s3'), buckets: ['models'] }))
  await putObjects(own, 'models', { 'big.bin': big })
  const store = bucketStore({ endpoint: own.endpoint, keys: own }, ['models'])
  const { location } = claimed(store, 's3://models')
  const whole = await store.store.read(location, 'big.bin', null, call)
  expect(sha256(await bytesOf(whole.body))).toBe(sha256(big))
  const broken = await store.store.read(location, 'big.bin', null, call)
  const reading = (async () => {
    for await (const chunk of broken.body) if (chunk.length > 0) await own.kill()
  })()
  await expect(reading).rejects.toMatchObject({ code: 'UPSTREAM_INVALID', source: 'lake' })
  await expect(store.store.stat(location, 'big.bin', call)).rejects.toMatchObject({
    code: 'UPSTREAM_UNAVAILABLE',
    retryable: true,
  })
})

test('a store that is frozen is given up at the deadline of its source', async () => {
  const own = await ownTool(startSeaweedfs({ dataDir: temporaryFolder('s3'), buckets: ['models'] }))
  const store = bucketStore({ endpoint: own.endpoint, keys: own }, ['models'], { limits: { timeoutMs: 300 } })
  own.pause()
  await expect(store.connector.probe(call)).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT', retryable: true })
  own.resume()
})

test('a caller that gives up ends the body', async () => {
  const own = claimed(lake, `s3://${bucket}`)
  await putObjects(s3, bucket, { 'big.bin': big })
  const controller = new AbortController()
  const content = await own.store.read(own.location, 'big.bin', null, { ...call, signal: controller.signal })
  const reading = (async () => {
    for await (const chunk of content.body) if (chunk.length > 0) controller.abort()
  })()
  await expect(reading).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' })
})

// No real store answers like these; each is a server at the network's edge that does.
const servers = new Map<string, string>()
const answers: Readonly<
  Record<string, { readonly status: number; readonly type: string; readonly body: () => Iterable<string> }>
> = {
  garbage: { status: 200, type: 'application/xml', body: () => ['<html>no xml at all'] },
  endless: {
    status: 200,
    type: 'application/xml',
    body: () => Array.from({ length: 12 }, () => ' '.repeat(1024 * 1024)),
  },
  broken: { status: 500, type: 'text/html', body: () => ['<h1>secret stack trace</h1>'] },
  moved: { status: 307, type: 'text/plain', body: () => ['go elsewhere'] },
  foreign: {
    status: 200,
    type: 'application/xml',
    body: () => ['<ListBucketResult><Contents><Key>../other/key</Key><Size>1</Size></Contents></ListBucketResult>'],
  },
}
beforeAll(async () => {
  for (const [name, { status, type, body }] of Object.entries(answers)) {
    const server = createServer((_request, response) => {
      response.writeHead(status, { 'content-type': type, location: 'http://169.254.169.254/latest/meta-data/' })
      for (const chunk of body()) response.write(chunk)
      response.end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    afterAll(() => server.close())
    const address = server.address()
    if (typeof address === 'object' && address !== null) servers.set(name, `http://127.0.0.1:${address.port}`)
  }
})

test.each([
  ['garbage', 'UPSTREAM_INVALID'],
  ['endless', 'UPSTREAM_INVALID'],
  ['broken', 'UPSTREAM_UNAVAILABLE'],
  ['moved', 'UPSTREAM_UNAVAILABLE'],
  ['foreign', 'UPSTREAM_INVALID'],
])('a store whose answer is %s is %s, and its words stay inside', async (name, code) => {
  const store = bucketStore({ endpoint: servers.get(name) ?? '', keys: s3 }, ['models'])
  const { location } = claimed(store, 's3://models/prod')
  const listing = store.store.list(location, { recursive: true, limit: 5, after: null }, call)
  const error: unknown = await listing.catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code, source: 'lake' })
  expect(JSON.stringify(error)).not.toMatch(/127\.0\.0\.1|169\.254|stack trace|other\/key/)
})
