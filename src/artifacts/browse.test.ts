import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import type { ArtifactStore, ByteRange } from '../connector/contract.ts'
import type { Uid } from '../kernel/ids.ts'
import { readArtifact } from './browse.ts'

test('the beginning of an empty file is asked for without a range, which every store would refuse', async () => {
  const asked: (ByteRange | null)[] = []
  const file = { path: 'a.txt', isDirectory: false, sizeBytes: 0, updatedAt: null, revision: null, sha256: null }
  const store: ArtifactStore = {
    claim: (uri) => ({ uri, path: '' }),
    list: async () => ({ files: [], more: false }),
    stat: async () => file,
    async read(_location, _path, range) {
      asked.push(range)
      return { body: Readable.from([]), sizeBytes: 0, totalBytes: 0 }
    },
  }
  // No catalogue is asked for the owner here.
  const owner = { kind: 'Run', uid: 'run' as Uid, source: 'lake', uri: 's3://bucket/run' } as const
  const wanted = { owner, path: 'a.txt', range: { start: 0, end: 9 } }
  const call = { signal: new AbortController().signal, requestId: 'test' }
  const read = await readArtifact({ stores: [{ source: 'lake', store }] }, wanted, call)
  expect(read.ok).toBe(true)
  expect(asked).toEqual([null])
})
