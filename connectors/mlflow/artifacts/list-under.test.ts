import { expect, test } from 'vitest'
import { listUnder } from './list-under.ts'

test('a tree too deep to be read whole is refused, so that no digest stands for a part of it', async () => {
  const files = {
    list: async () => [{ path: 'again', is_dir: true, file_size: null }],
    find: async () => null,
    open: async () => null,
  }
  const listing = { source: 'tracking', workspace: '', path: 'model', recursive: true, limit: 10, after: null }
  const call = { signal: new AbortController().signal, requestId: 'test' }
  await expect(listUnder(files, listing, call)).rejects.toMatchObject({ code: 'UPSTREAM_INVALID', retryable: false })
})
