import { createHash } from 'node:crypto'
import { appendFileSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  artifactDigest,
  type DigestCache,
  fileDigest,
  listingFingerprint,
  type ResolvedLocation,
} from '../../src/artifacts/index.ts'
import { sharedTools, temporaryFolder, uniqueName } from '../support/tools.ts'
import { countingProxy } from './counting-proxy.ts'
import { bucketStore, call, claimed, folderStore, putObjects } from './stores.ts'

const root = temporaryFolder('digest')
const disk = folderStore(root)
const { s3 } = sharedTools()
const bucket = uniqueName('digest')
const proxy = await countingProxy(s3.endpoint)
const lake = bucketStore({ endpoint: proxy.url, keys: s3 }, [bucket])
const files = { MLmodel: 'flavors: {}\n', 'data/model.pkl': 'x'.repeat(300_000), 'data-1.txt': 'é', 'ü/empty': '' }
const limits = { bytesMax: 1_000_000, filesMax: 100 }
const hash = (text: string) => createHash('sha256').update(text).digest('hex')

/** As the gateway keeps it, in memory, counting what is asked and kept. */
function memoryCache(): DigestCache & { readonly hits: number; readonly kept: number } {
  const entries = new Map<string, string>()
  let hits = 0
  return {
    async get(key) {
      const found = entries.get(JSON.stringify(key)) ?? null
      if (found !== null) hits += 1
      return found
    },
    put: async (key, sha256) => void entries.set(JSON.stringify(key), sha256),
    get hits() {
      return hits
    },
    get kept() {
      return entries.size
    },
  }
}

/** A clock on which every file was last written a minute ago. */
const later = { now: () => Date.now() + 60_000 }

async function digestOf(at: ResolvedLocation, cache = memoryCache()): Promise<string> {
  const outcome = await artifactDigest({ cache, clock: later }, { at, limits }, call)
  if (!outcome.ok) throw new Error(outcome.problem.message)
  return outcome.value.digest
}

function writeFiles(folder: string, content: Readonly<Record<string, string>>): ResolvedLocation {
  for (const [path, text] of Object.entries(content)) {
    mkdirSync(join(root, folder, path, '..'), { recursive: true })
    writeFileSync(join(root, folder, path), text)
  }
  return claimed(disk, join(root, folder))
}

beforeAll(async () => {
  const below = (prefix: string) =>
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`${prefix}/${path}`, text]))
  await putObjects(s3, bucket, below('plain'))
  await putObjects(s3, bucket, below('vouched'), 'SHA256')
})

test('the digest is SHA-256 over the sorted list of path, size and SHA-256 of every file', async () => {
  const at = writeFiles('exact', files)
  const rows = [
    ['MLmodel', 12, hash(files.MLmodel)],
    ['data-1.txt', 2, hash('é')],
    ['data/model.pkl', 300_000, hash(files['data/model.pkl'])],
    ['ü/empty', 0, hash('')],
  ]
  const outcome = await artifactDigest({ cache: memoryCache(), clock: later }, { at, limits }, call)
  const fingerprint = hash(JSON.stringify(rows.map(([path, size]) => [path, size])))
  expect(outcome).toEqual({
    ok: true,
    value: { digest: hash(JSON.stringify(rows)), fingerprint, fileCount: 4, totalBytes: 300_014 },
  })
  expect(await listingFingerprint({ at, filesMax: 10 }, call)).toEqual({ ok: true, value: fingerprint })
})

test('the same files have one digest wherever they are, and whether or not the store vouches for them', async () => {
  const digests = [
    await digestOf(writeFiles('copy-1', files)),
    await digestOf(writeFiles('copy-2', files)),
    await digestOf(claimed(lake, `s3://${bucket}/plain`)),
    await digestOf(claimed(lake, `s3://${bucket}/vouched`)),
  ]
  expect(new Set(digests).size).toBe(1)
})

test('one byte, one name or one more file make another digest', async () => {
  const original = await digestOf(writeFiles('original', files))
  expect(await digestOf(writeFiles('byte', { ...files, MLmodel: 'flavors: []\n' }))).not.toBe(original)
  expect(await digestOf(writeFiles('name', { ...files, 'ü/empty': '', 'ü/empty2': '' }))).not.toBe(original)
  const { MLmodel, ...rest } = files
  expect(await digestOf(writeFiles('renamed', { ...rest, mlmodel: MLmodel }))).not.toBe(original)
})

test('bytes that the store vouches for are not fetched', async () => {
  const before = proxy.bytesBack
  await digestOf(claimed(lake, `s3://${bucket}/vouched`))
  expect(proxy.bytesBack - before).toBeLessThan(100_000)
})

test('an unchanged file is hashed once, and a changed one again', async () => {
  const cache = memoryCache()
  const at = writeFiles('cached', files)
  const first = await digestOf(at, cache)
  expect([cache.hits, cache.kept]).toEqual([0, 4])
  expect(await digestOf(at, cache)).toBe(first)
  expect([cache.hits, cache.kept]).toEqual([4, 4])
  writeFileSync(join(root, 'cached', 'MLmodel'), 'flavors: []\n')
  utimesSync(join(root, 'cached', 'MLmodel'), 1, 1)
  expect(await digestOf(at, cache)).not.toBe(first)
  expect(cache.hits).toBe(7)
})

test('a cached digest spares the bytes of an object store too', async () => {
  const cache = memoryCache()
  const at = claimed(lake, `s3://${bucket}/plain`)
  await digestOf(at, cache)
  const before = proxy.bytesBack
  await digestOf(at, cache)
  expect(proxy.bytesBack - before).toBeLessThan(20_000)
})

test('a file that was written a moment ago is not remembered', async () => {
  const cache = memoryCache()
  const at = writeFiles('fresh', { 'a.txt': 'a' })
  await artifactDigest({ cache, clock: { now: () => Date.now() } }, { at, limits }, call)
  expect(cache.kept).toBe(0)
})

test('a location that is itself a file has a digest, whatever its name', async () => {
  const rows = [['', 12, hash(files.MLmodel)]]
  writeFiles('single', files)
  expect(await digestOf(claimed(disk, join(root, 'single', 'MLmodel')))).toBe(hash(JSON.stringify(rows)))
  expect(await digestOf(claimed(lake, `s3://${bucket}/plain/MLmodel`))).toBe(hash(JSON.stringify(rows)))
})

test('nothing has no digest', async () => {
  mkdirSync(join(root, 'empty'))
  for (const name of ['empty', 'missing']) {
    const outcome = await artifactDigest(
      { cache: memoryCache(), clock: later },
      { at: claimed(disk, join(root, name)), limits },
      call,
    )
    expect(outcome).toMatchObject({ ok: false, problem: { code: 'NOT_FOUND' } })
  }
})

test('more bytes or files than allowed are refused before any is read', async () => {
  const at = claimed(lake, `s3://${bucket}/plain`)
  const before = proxy.bytesBack
  for (const less of [
    { ...limits, bytesMax: 1_000 },
    { ...limits, filesMax: 3 },
  ]) {
    const outcome = await artifactDigest({ cache: memoryCache(), clock: later }, { at, limits: less }, call)
    expect(outcome).toMatchObject({ ok: false, problem: { code: 'UNSUPPORTED' } })
  }
  expect(proxy.bytesBack - before).toBeLessThan(20_000)
})

test('one file has its SHA-256, and neither a folder nor a path that climbs has', async () => {
  const at = writeFiles('one', files)
  const ports = { cache: memoryCache(), clock: later }
  const digest = (path: string) => fileDigest(ports, { at, path, bytesMax: 1_000_000 }, call)
  expect(await digest('data/model.pkl')).toEqual({
    ok: true,
    value: { sha256: hash(files['data/model.pkl']), sizeBytes: 300_000 },
  })
  expect(await digest('data')).toMatchObject({ ok: false, problem: { code: 'NOT_FOUND' } })
  expect(await digest('../original/MLmodel')).toMatchObject({ ok: false, problem: { code: 'BAD_USER_INPUT' } })
})

test('a file that never stops changing has no digest', async () => {
  const at = writeFiles('busy', { 'a.txt': 'a' })
  const busy: ResolvedLocation = {
    ...at,
    // The real store, with a writer that is always quicker than the reader.
    store: {
      ...at.store,
      async stat(location, path, context) {
        appendFileSync(join(root, 'busy', 'a.txt'), 'a')
        return at.store.stat(location, path, context)
      },
    },
  }
  await expect(digestOf(busy)).rejects.toMatchObject({ code: 'UPSTREAM_INVALID', retryable: true })
})

describe('a store that tells no revisions, as MLflow’s proxy does not,', () => {
  /** The real store with revisions kept back, and something that happens after it has listed. */
  function bare(folder: string, afterListing: () => void = () => undefined) {
    const at = writeFiles(folder, files)
    const asked = { lists: 0, stats: 0 }
    const store: ResolvedLocation['store'] = {
      ...at.store,
      async list(...wanted) {
        const page = await at.store.list(...wanted)
        asked.lists += 1
        afterListing()
        return { ...page, files: page.files.map((file) => ({ ...file, revision: null })) }
      },
      async stat(...wanted) {
        asked.stats += 1
        const file = await at.store.stat(...wanted)
        return file === null ? null : { ...file, revision: null }
      },
    }
    return { at: { ...at, store }, asked }
  }

  test('is listed before and after, and asked for no file by itself', async () => {
    const { at, asked } = bare('bare')
    expect(await digestOf(at)).toBe(await digestOf(writeFiles('told', files)))
    expect(asked).toEqual({ lists: 2, stats: 0 })
  })

  test.each<readonly [string, () => void]>([
    ['grows', () => appendFileSync(join(root, 'grows', 'MLmodel'), 'a')],
    ['gains a file', () => writeFileSync(join(root, 'gains a file', 'more.txt'), 'a')],
  ])('has no digest of what %s meanwhile', async (folder, change) => {
    const { at } = bare(folder, change)
    await expect(digestOf(at)).rejects.toMatchObject({ code: 'UPSTREAM_INVALID', retryable: true })
  })
})
