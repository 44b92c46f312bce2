import { execFileSync } from 'node:child_process'
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { resolveUri } from '../../src/artifacts/index.ts'
import { Fault } from '../../src/kernel/problem.ts'
import { temporaryFolder } from '../support/tools.ts'
import { bytesOf, call, claimed, folderStore, listPaths } from './stores.ts'

const folder = temporaryFolder('disk')
const root = join(folder, 'root')
mkdirSync(join(root, 'm', 'sub'), { recursive: true })
mkdirSync(join(root, 'neighbour'))
mkdirSync(`${root}2`)
writeFileSync(join(folder, 'secret.txt'), 'outside')
writeFileSync(join(root, 'neighbour', 'secret.txt'), 'of another owner')
writeFileSync(join(root, 'm', 'sub', 'a.txt'), 'inside')
const disk = folderStore(root)
const { location } = claimed(disk, join(root, 'm'))
const refusal = { code: 'UNRESOLVABLE', retryable: false, source: 'disk' }

test.each([
  'file:///etc/passwd',
  '/etc/passwd',
  `${root}2/x`,
  `${root}/../secret.txt`,
  `file://${root}/%2e%2e/secret.txt`,
  `file://host${root}/m`,
])('%s is UNRESOLVABLE', async (uri) => {
  expect(await resolveUri({ stores: [disk] }, { uri, source: 'tracking' }, call)).toMatchObject({
    resolution: 'UNRESOLVABLE',
  })
})

describe('links', () => {
  test.each([
    ['a file outside the root', '../../secret.txt'],
    ['an absolute file', '/etc/passwd'],
    ['a file of another location', '../neighbour/secret.txt'],
    ['itself', 'link-to-itself'],
  ])('to %s are refused', async (name, target) => {
    const link = name === 'itself' ? 'link-to-itself' : `link-to-${name.replaceAll(' ', '-')}`
    symlinkSync(target, join(root, 'm', link))
    try {
      await expect(disk.store.stat(location, link, call)).rejects.toMatchObject(refusal)
      await expect(disk.store.read(location, link, null, call)).rejects.toMatchObject(refusal)
      const at = claimed(disk, join(root, 'm'))
      expect(await listPaths(at, { recursive: false, limit: 100 })).not.toContain(link)
      await expect(listPaths(at, { recursive: true, limit: 100 })).rejects.toMatchObject(refusal)
    } finally {
      rmSync(join(root, 'm', link))
    }
  })

  test('within the location are followed', async () => {
    symlinkSync('sub', join(root, 'm', 'same'))
    symlinkSync('sub/a.txt', join(root, 'm', 'a-too.txt'))
    try {
      const content = await disk.store.read(location, 'same/a.txt', null, call)
      expect((await bytesOf(content.body)).toString()).toBe('inside')
      const at = claimed(disk, join(root, 'm'))
      expect(await listPaths(at, { recursive: true, limit: 1 })).toEqual(['a-too.txt', 'same/a.txt', 'sub/a.txt'])
    } finally {
      rmSync(join(root, 'm', 'same'))
      rmSync(join(root, 'm', 'a-too.txt'))
    }
  })

  test('back to a folder above end a recursive listing with a fault', async () => {
    symlinkSync('..', join(root, 'm', 'sub', 'up'))
    try {
      await expect(listPaths(claimed(disk, join(root, 'm')), { recursive: true, limit: 10 })).rejects.toMatchObject(
        refusal,
      )
    } finally {
      rmSync(join(root, 'm', 'sub', 'up'))
    }
  })

  test('that replace the location after it was claimed are refused', async () => {
    mkdirSync(join(root, 'swapped'))
    writeFileSync(join(root, 'swapped', 'secret.txt'), 'still mine')
    const swapped = claimed(disk, join(root, 'swapped'))
    expect(await disk.store.stat(swapped.location, 'secret.txt', call)).not.toBeNull()
    renameSync(join(root, 'swapped'), join(root, 'moved'))
    symlinkSync(folder, join(root, 'swapped'))
    await expect(disk.store.stat(swapped.location, 'secret.txt', call)).rejects.toMatchObject(refusal)
    await expect(disk.store.read(swapped.location, 'secret.txt', null, call)).rejects.toMatchObject(refusal)
    await expect(
      disk.store.list(swapped.location, { recursive: false, limit: 5, after: null }, call),
    ).rejects.toMatchObject(refusal)
  })

  test('that are swapped in while files are being read never give a byte from outside', async () => {
    writeFileSync(join(root, 'm', 'racing'), 'inside')
    const swap = setInterval(() => {
      renameSync(join(root, 'm', 'racing'), join(root, 'm', 'racing.file'))
      symlinkSync('../../secret.txt', join(root, 'm', 'racing'))
      setImmediate(() => renameSync(join(root, 'm', 'racing.file'), join(root, 'm', 'racing')))
    }, 1)
    const seen = new Set<string>()
    const readOnce = async () => bytesOf((await disk.store.read(location, 'racing', null, call)).body)
    try {
      for (let turn = 0; turn < 1_500; turn += 1) {
        const outcome = await readOnce().catch((error: unknown) => (error instanceof Fault ? error.code : error))
        seen.add(String(outcome))
      }
    } finally {
      clearInterval(swap)
    }
    for (const expected of ['inside', 'UNRESOLVABLE', 'NOT_FOUND']) seen.delete(expected)
    expect([...seen]).toEqual([])
    await new Promise(setImmediate)
    rmSync(join(root, 'm', 'racing'), { force: true })
    rmSync(join(root, 'm', 'racing.file'), { force: true })
  })
})

test('pipes, sockets and devices are refused without being opened', async () => {
  const odd = join(root, 'odd')
  mkdirSync(odd)
  execFileSync('mkfifo', [join(odd, 'pipe')])
  symlinkSync('/dev/zero', join(odd, 'device'))
  const server = createServer()
  afterAll(() => server.close())
  await new Promise<void>((resolve) => server.listen(join(odd, 'socket'), resolve))
  const at = claimed(disk, odd)
  for (const path of ['pipe', 'socket', 'device']) {
    await expect(disk.store.read(at.location, path, null, call)).rejects.toMatchObject(refusal)
    await expect(disk.store.stat(at.location, path, call)).rejects.toMatchObject(refusal)
  }
  expect(await listPaths(at, { recursive: false, limit: 10 })).toEqual([])
})

test('a root that is itself a link is followed, and its files stay readable', async () => {
  symlinkSync(root, join(folder, 'alias'))
  const alias = folderStore(join(folder, 'alias'))
  const at = claimed(alias, `file://${folder}/alias/m`)
  expect(await alias.store.stat(at.location, 'sub/a.txt', call)).toMatchObject({ sizeBytes: 6 })
})

test('a huge folder comes in pages, each file once and in the order of bytes', async () => {
  const huge = join(root, 'huge')
  mkdirSync(join(huge, 'd'), { recursive: true })
  const names = Array.from({ length: 3_000 }, (_, index) => `part-${index.toString().padStart(5, '0')}`)
  for (const name of names) writeFileSync(join(huge, name), name)
  for (const name of ['d-1', 'd.txt', 'd0', 'd/x', 'd/y']) writeFileSync(join(huge, name), name)
  const at = claimed(disk, huge)
  expect(await listPaths(at, { recursive: false, limit: 999 })).toEqual(['d', 'd-1', 'd.txt', 'd0', ...names])
  expect(await listPaths(at, { recursive: true, limit: 2 })).toEqual(['d-1', 'd.txt', 'd/x', 'd/y', 'd0', ...names])
})

test('a folder that is not mounted does not look like one whose files were deleted', async () => {
  const away = folderStore(join(folder, 'away'))
  const at = claimed(away, join(folder, 'away'))
  await expect(away.store.stat(at.location, 'a', call)).rejects.toMatchObject({
    code: 'UPSTREAM_UNAVAILABLE',
    retryable: true,
  })
})

test('a file has another revision after its bytes changed, even when size and time of change stay', async () => {
  const file = join(root, 'm', 'revised.txt')
  writeFileSync(file, 'one')
  const before = await disk.store.stat(location, 'revised.txt', call)
  execFileSync('sh', ['-c', `cp -p "$1" "$1.ref"; printf two > "$1"; touch -r "$1.ref" "$1"; rm "$1.ref"`, 'sh', file])
  const after = await disk.store.stat(location, 'revised.txt', call)
  expect(after?.sizeBytes).toBe(before?.sizeBytes)
  expect(after?.revision).not.toBe(before?.revision)
})
