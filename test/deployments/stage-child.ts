import { copiesByDigest } from '../../connectors/open-inference/effects/mlserver-places.ts'
import { createStaging } from '../../connectors/open-inference/effects/staging.ts'
import { versionFolders } from '../../connectors/open-inference/triton/version-folders.ts'

/** Begins to copy two files, and dies without notice after the first. */
const [folder = '', digest = '', server = 'mlserver'] = process.argv.slice(2)
const call = { signal: new AbortController().signal, requestId: 'child' }
const layout = server === 'triton' ? versionFolders(folder, 'serving') : copiesByDigest(folder)
await createStaging(layout, 'serving').stage(
  { deployment: 'numbers', digest, version: '5' },
  {
    paths: async () => ['a', 'b'],
    async read(path) {
      if (path === 'b') process.kill(process.pid, 'SIGKILL')
      const { Readable } = await import('node:stream')
      return { body: Readable.from([Buffer.from(path)]), sizeBytes: 1, totalBytes: 1 }
    },
  },
  call,
)
