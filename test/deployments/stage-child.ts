import { createStaging } from '../../connectors/open-inference/effects/staging.ts'

/** Begins to copy two files, and dies without notice after the first. */
const [folder = '', digest = ''] = process.argv.slice(2)
const call = { signal: new AbortController().signal, requestId: 'child' }
await createStaging(folder, 'serving').stage(
  { deployment: 'numbers', digest },
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
