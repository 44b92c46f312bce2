import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import {
  type ArtifactOwner,
  encodeArtifactId,
  findArtifact,
  listArtifacts,
  locateFiles,
  readArtifact,
  statArtifact,
} from '../../src/artifacts/index.ts'
import { mintUid, toGlobalId } from '../../src/kernel/ids.ts'
import { sharedTools, temporaryFolder, uniqueName } from '../support/tools.ts'
import { bucketStore, bytesOf, call, folderStore, putObjects } from './stores.ts'

const root = temporaryFolder('browse')
const bucket = uniqueName('browse')
const { s3 } = sharedTools()
const ports = { stores: [bucketStore({ endpoint: s3.endpoint, keys: s3 }, [bucket]), folderStore(root)] }
const names = ['MLmodel', 'data', 'data-1.txt', 'sub #1', 'sub.txt']
const files = {
  MLmodel: 'flavors',
  'data/deep/model.pkl': 'pickle',
  'data/b.csv': 'a,b',
  'data-1.txt': '1',
  'sub.txt': 's',
}
const folderOwner: ArtifactOwner = {
  kind: 'ModelVersion',
  uid: mintUid(1),
  source: 'tracking',
  uri: `file://${root}/v1`,
}
const bucketOwner: ArtifactOwner = { kind: 'Run', uid: mintUid(2), source: 'tracking', uri: `s3://${bucket}/v1/` }
const owners = [folderOwner, bucketOwner]

beforeAll(async () => {
  const all = { ...files, 'sub #1/x.txt': 'x' }
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(join(root, 'v1', path, '..'), { recursive: true })
    writeFileSync(join(root, 'v1', path), text)
  }
  mkdirSync(join(root, 'v2'))
  writeFileSync(join(root, 'v2', 'secret.txt'), 'of another version')
  await putObjects(s3, bucket, Object.fromEntries(Object.entries(all).map(([path, text]) => [`v1/${path}`, text])))
  await putObjects(s3, bucket, { 'v2/secret.txt': 'of another version' })
})

test('a folder comes in pages by path, the same from every store', async () => {
  for (const owner of owners) {
    const found: string[] = []
    for (let after: string | null = null, more = true; more; ) {
      const page = await listArtifacts(ports, { owner, path: '', first: 2, after }, call)
      if (!page.ok) throw new Error(page.problem.message)
      found.push(...page.value.files.map((file) => file.record.path))
      after = found.at(-1) ?? null
      more = page.value.hasNextPage
    }
    expect(found).toEqual(names)
  }
})

test('paths of a subfolder are relative to the owner, and so is its cursor', async () => {
  for (const owner of owners) {
    const page = await listArtifacts(ports, { owner, path: 'data', first: 1, after: null }, call)
    expect(page).toMatchObject({
      ok: true,
      value: { files: [{ record: { path: 'data/b.csv' }, mediaType: 'text/csv' }], hasNextPage: true },
    })
    const next = await listArtifacts(ports, { owner, path: 'data', first: 1, after: 'data/b.csv' }, call)
    expect(next).toMatchObject({
      ok: true,
      value: { files: [{ record: { path: 'data/deep', isDirectory: true }, mediaType: null }], hasNextPage: false },
    })
    const foreign = await listArtifacts(ports, { owner, path: 'data', first: 1, after: 'sub.txt' }, call)
    expect(foreign).toMatchObject({ ok: false, problem: { code: 'BAD_USER_INPUT' } })
  }
})

test('a folder that is not there is empty, and a file has no content to list', async () => {
  for (const owner of owners) {
    for (const path of ['nowhere', 'sub.txt']) {
      expect(await listArtifacts(ports, { owner, path, first: 5, after: null }, call)).toEqual({
        ok: true,
        value: { files: [], hasNextPage: false },
      })
    }
  }
})

test('a folder whose name cannot be part of an S3 address is refused, and listed where it can', async () => {
  const wanted = { path: 'sub #1', first: 5, after: null }
  expect(await listArtifacts(ports, { ...wanted, owner: folderOwner }, call)).toMatchObject({
    ok: true,
    value: { files: [{ record: { path: 'sub #1/x.txt' } }] },
  })
  expect(await listArtifacts(ports, { ...wanted, owner: bucketOwner }, call)).toMatchObject({
    ok: false,
    problem: { code: 'UNRESOLVABLE' },
  })
})

test('bytes are read whole and in part', async () => {
  for (const owner of owners) {
    const whole = await readArtifact(ports, { owner, path: 'data/deep/model.pkl', range: null }, call)
    const part = await readArtifact(ports, { owner, path: 'data/deep/model.pkl', range: { start: 1, end: 3 } }, call)
    if (!whole.ok || !part.ok) throw new Error('refused')
    expect((await bytesOf(whole.value.content.body)).toString()).toBe('pickle')
    expect((await bytesOf(part.value.content.body)).toString()).toBe('ick')
    expect(part.value.content).toMatchObject({ sizeBytes: 3, totalBytes: 6 })
  }
})

test('folders and missing files have no bytes', async () => {
  for (const owner of owners) {
    for (const path of ['data', 'none', '']) {
      const refusal = { ok: false, problem: { code: 'NOT_FOUND' } }
      expect(await readArtifact(ports, { owner, path, range: null }, call)).toMatchObject(refusal)
    }
  }
})

test.each(['../v2/secret.txt', '%2e%2e/v2/secret.txt', '/etc/passwd', 'a//b', 'a\u0000', '..\\v2\\secret.txt'])(
  'the path %j is refused',
  async (path) => {
    for (const owner of owners) {
      const refusal = { ok: false, problem: { code: 'BAD_USER_INPUT' } }
      expect(await statArtifact(ports, { owner, path }, call)).toMatchObject(refusal)
      expect(await readArtifact(ports, { owner, path, range: null }, call)).toMatchObject(refusal)
      expect(await listArtifacts(ports, { owner, path, first: 1, after: null }, call)).toMatchObject(refusal)
    }
  },
)

test('a link into the files of another owner is refused, as a file and as a folder', async () => {
  symlinkSync('../../v2', join(root, 'v1', 'data', 'link'))
  const refusal = { code: 'UNRESOLVABLE' }
  await expect(
    listArtifacts(ports, { owner: folderOwner, path: 'data/link', first: 5, after: null }, call),
  ).rejects.toMatchObject(refusal)
  await expect(
    readArtifact(ports, { owner: folderOwner, path: 'data/link/secret.txt', range: null }, call),
  ).rejects.toMatchObject(refusal)
})

test('an owner whose files no store holds has none', async () => {
  for (const uri of [null, 'file:///etc', 's3://elsewhere/x']) {
    const owner = { ...folderOwner, uri }
    expect(await locateFiles(ports, owner, call)).toMatchObject({ resolution: 'UNRESOLVABLE' })
    expect(await readArtifact(ports, { owner, path: 'passwd', range: null }, call)).toMatchObject({
      ok: false,
      problem: { code: 'UNRESOLVABLE' },
    })
  }
})

test('an id leads to bytes only through an owner that the principal may see', async () => {
  const id = encodeArtifactId({ ownerKind: 'Run', ownerUid: bucketOwner.uid, path: 'MLmodel' })
  const all = {
    find: async (kind: string, uid: string) => owners.find((owner) => owner.kind === kind && owner.uid === uid) ?? null,
  }
  expect(await findArtifact(all, id, call)).toEqual({ owner: bucketOwner, path: 'MLmodel' })
  expect(await findArtifact({ find: async () => null }, id, call)).toBeNull()
  const otherKind = encodeArtifactId({ ownerKind: 'LoggedModel', ownerUid: bucketOwner.uid, path: 'MLmodel' })
  expect(await findArtifact(all, otherKind, call)).toBeNull()
  expect(await findArtifact(all, toGlobalId('Run', bucketOwner.uid), call)).toBeNull()
  expect(await findArtifact(all, 'no id', call)).toBeNull()
})
