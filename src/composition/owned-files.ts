import { type ResolvePorts, readArtifact } from '../artifacts/index.ts'
import type { OwnedFiles } from '../catalog/ports.ts'
import type { MirroredObject } from '../catalog/types.ts'
import type { OwnersByObject } from './artifact-owners.ts'

/** Reads small text files of versions and runs for the catalogue. */
export function createOwnedFiles(owners: OwnersByObject, resolve: ResolvePorts): OwnedFiles {
  return {
    async readText(object, path, bytesMax, call) {
      const owner = await owners.ofObject(object, call)
      if (owner === null) return null
      const found = await readArtifact(resolve, { owner, path, range: { start: 0, end: bytesMax - 1 } }, call)
      if (!found.ok) return null
      return textOf(found.value.content.body, bytesMax)
    },
  }
}

/** Files of those owners alone that may be read; of others there are none. Decided before a store is asked. */
export function readableFiles(files: OwnedFiles, mayRead: (owner: MirroredObject) => Promise<boolean>): OwnedFiles {
  return {
    readText: async (owner, path, bytesMax, call) =>
      (await mayRead(owner)) ? files.readText(owner, path, bytesMax, call) : null,
  }
}

async function textOf(body: AsyncIterable<Uint8Array>, bytesMax: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body) {
    chunks.push(chunk)
    bytes += chunk.length
    // A store may send more than the range that was asked for; leaving the loop ends the stream.
    if (bytes >= bytesMax) break
  }
  return Buffer.concat(chunks).subarray(0, bytesMax).toString('utf8')
}
