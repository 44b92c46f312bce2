import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3'
import { afterAll, describe, expect, test } from 'vitest'
import type { ConnectorEffects, EffectFiles, ReleasedFiles } from '../../src/connector/index.ts'
import { filesDigest } from '../../src/kernel/files-digest.ts'
import { invariant } from '../../src/kernel/invariant.ts'
import { s3Client } from '../../tools/launch/seaweedfs.ts'
import { sharedTools, temporaryFolder, uniqueName } from '../support/tools.ts'
import { bucketStore, call, folderStore, putObjects, type TestStore } from './stores.ts'

type Contents = Readonly<Record<string, string>>

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const digestOf = (contents: Contents) =>
  filesDigest(Object.entries(contents).map(([path, text]) => [path, Buffer.byteLength(text), sha256(text)]))

/** Files of a version; what each read of one answers may be told. */
function filesOf(contents: Contents, bodyOf: (path: string) => Readable | null = () => null): EffectFiles {
  return {
    paths: async () => Object.keys(contents).toSorted(),
    async read(path) {
      const text = contents[path] ?? ''
      const body = bodyOf(path) ?? Readable.from(text === '' ? [] : [Buffer.from(text)], { objectMode: false })
      return { body, sizeBytes: Buffer.byteLength(text), totalBytes: Buffer.byteLength(text) }
    },
  }
}

const version: Contents = {
  MLmodel: 'flavors: {}\n',
  'data/empty': '',
  'data/model.pkl': 'bytes'.repeat(40_000),
}
const digest = digestOf(version)

/** A store that releases are put into, and what lies in it under a prefix past the gateway. */
interface Place {
  readonly effects: ConnectorEffects
  readonly prefix: string
  put(path: string, text: string): Promise<void>
  /** What a process left behind that died while it copied, long ago. */
  leave(): Promise<void>
  /** Every file below the prefix with its content. */
  content(): Promise<Contents>
}

function effectsOf({ connector }: TestStore): ConnectorEffects {
  invariant(connector.effects !== undefined, 'the store takes releases')
  return connector.effects
}

async function bucket(): Promise<Place> {
  const access = sharedTools().s3
  const name = uniqueName('releases')
  await putObjects(access, name, { 'other/one.txt': 'else' })
  const client = s3Client(access)
  afterAll(() => client.destroy())
  const under = `${name}/in/production`
  return {
    effects: effectsOf(bucketStore({ endpoint: access.endpoint, keys: access }, [`${name}/in`])),
    prefix: under,
    put: (path, text) => putObjects(access, name, { [`in/production/${path}`]: text }),
    leave: async () => undefined,
    async content() {
      const listed = await client.send(new ListObjectsV2Command({ Bucket: name, Prefix: 'in/' }))
      const keys = (listed.Contents ?? []).map(({ Key = '' }) => Key)
      const texts = keys.map(async (Key) => {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: name, Key }))
        return [Key.slice('in/production/'.length), (await Body?.transformToString()) ?? ''] as const
      })
      return Object.fromEntries(await Promise.all(texts))
    },
  }
}

async function folder(): Promise<Place> {
  const root = temporaryFolder('releases')
  const under = join(root, 'in/production')
  return {
    effects: effectsOf(folderStore(root)),
    prefix: 'in/production',
    async put(path, text) {
      const at = join(under, path)
      mkdirSync(join(at, '..'), { recursive: true })
      writeFileSync(at, text)
    },
    async leave() {
      const dead = join(under, `${digest}.incoming-dead`)
      mkdirSync(dead)
      writeFileSync(join(dead, 'MLmodel'), 'half')
      utimesSync(dead, 0, 0)
    },
    async content() {
      const entries = readdirSync(under, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())
      const paths = entries.map(({ parentPath, name }) => join(parentPath, name))
      return Object.fromEntries(paths.map((path) => [path.slice(under.length + 1), readFileSync(path, 'utf8')]))
    },
  }
}

describe.each([
  ['a bucket', bucket],
  ['a folder', folder],
] as const)('a release in %s', (kind, open) => {
  const placeIn = ({ prefix }: Place, of = digest): ReleasedFiles => {
    const rest = { registry: 'tracking', workspace: '', model: 'fraud', version: '3' }
    return { kind: 'RELEASED_FILES', prefix, digest: of, ...rest }
  }
  const whole = Object.fromEntries(Object.entries(version).map(([path, text]) => [`${digest}/${path}`, text]))
  /** Without the list of files that a bucket has beside them. */
  const filesIn = async (at: Place) =>
    Object.fromEntries(Object.entries(await at.content()).filter(([path]) => path.includes('/')))

  test('lies under its digest, is read back, and is put once however often', async () => {
    const at = await open()
    expect(await at.effects.observe(placeIn(at), call)).toBeNull()
    for (const _time of [1, 2]) {
      await at.effects.put(placeIn(at), digest, call, filesOf(version))
      expect(await at.effects.observe(placeIn(at), call)).toBe(digest)
      expect(await filesIn(at)).toEqual(whole)
    }
    await at.effects.put(placeIn(at), null, call)
    expect(await at.effects.observe(placeIn(at), call)).toBe(digest)
    await at.put(`${digest}/MLmodel`, 'changed')
    expect(await at.effects.observe(placeIn(at), call)).toMatch(/^[0-9a-f]{64}$/)
    expect(await at.effects.observe(placeIn(at), call)).not.toBe(digest)
  })

  test('is put by two at once, and is one', async () => {
    const at = await open()
    const both = [1, 2].map(() => at.effects.put(placeIn(at), digest, call, filesOf(version)))
    const ends = await Promise.allSettled(both)
    expect(ends.some(({ status }) => status === 'fulfilled')).toBe(true)
    await at.effects.put(placeIn(at), digest, call, filesOf(version))
    expect(await at.effects.observe(placeIn(at), call)).toBe(digest)
  })

  test('that was broken off is not there, and is gone on with', async () => {
    const at = await open()
    const stopping = new AbortController()
    let reads = 0
    const stuck = filesOf(version, (path) => {
      if (path !== 'data/model.pkl' || ++reads < (kind === 'a bucket' ? 2 : 1)) return null
      // The first bytes, and then nothing more: whoever copies is gone by then.
      return new Readable({
        read() {
          this.push(Buffer.from('bytes'))
          setImmediate(() => stopping.abort())
        },
      })
    })
    const broken = at.effects.put(placeIn(at), digest, { ...call, signal: stopping.signal }, stuck)
    await expect(broken).rejects.toMatchObject({})
    expect(await at.effects.observe(placeIn(at), call)).toBeNull()
    await at.leave()
    await at.effects.put(placeIn(at), digest, call, filesOf(version))
    expect(await filesIn(at)).toEqual(whole)
  })

  test('of other files than were approved is refused, and nothing of them is left', async () => {
    const at = await open()
    const other = filesOf({ ...version, MLmodel: 'flavors: {other}\n' })
    const refused = { code: 'SUBJECT_CHANGED', retryable: false }
    await expect(at.effects.put(placeIn(at), digest, call, other)).rejects.toMatchObject(refused)
    expect(await filesIn(at)).toEqual({})
    let reads = 0
    const changing = filesOf(version, (path) =>
      path === 'MLmodel' && ++reads === (kind === 'a bucket' ? 2 : 1)
        ? Readable.from([Buffer.from('flavors: []\n')], { objectMode: false })
        : null,
    )
    await expect(at.effects.put(placeIn(at), digest, call, changing)).rejects.toMatchObject(refused)
    expect(Object.keys(await filesIn(at))).not.toContain(`${digest}/MLmodel`)
    expect(await at.effects.observe(placeIn(at), call)).toBeNull()
  })

  test('never takes the place of what somebody else has put there', async () => {
    const at = await open()
    await at.put(`${digest}/MLmodel`, 'mine')
    await expect(at.effects.put(placeIn(at), digest, call, filesOf(version))).rejects.toMatchObject({
      code: 'UPSTREAM_INVALID',
      retryable: false,
    })
    expect((await at.content())[`${digest}/MLmodel`]).toBe('mine')
  })

  test('lies nowhere but in the store', async () => {
    const at = await open()
    for (const prefix of ['../elsewhere', kind === 'a bucket' ? `${at.prefix.split('/')[0]}/other` : '/etc'])
      await expect(at.effects.put({ ...placeIn(at), prefix }, digest, call, filesOf(version))).rejects.toMatchObject({
        code: 'UNRESOLVABLE',
      })
    const unsafe = placeIn(at, '../../x')
    await expect(at.effects.observe(unsafe, call)).rejects.toMatchObject({ code: 'UNSUPPORTED' })
  })
})
