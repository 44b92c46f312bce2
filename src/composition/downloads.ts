import type { Rights } from '../access/index.ts'
import { type ArtifactFile, findArtifact, type ResolvePorts, statArtifact } from '../artifacts/index.ts'
import { type ByteRange, type CallContext, type FileContent, upstreamInvalid } from '../connector/index.ts'
import type { ArtifactDownloads } from '../http/index.ts'
import type { OwnersByObject } from './artifact-owners.ts'

/** Files for one caller. Whoever may not read the catalogue finds nothing, as if there were no such file. */
export function createDownloads(owners: OwnersByObject, resolve: ResolvePorts, rights: Rights): ArtifactDownloads {
  return {
    async find(principal, id, call) {
      if (!(await rights.permits(principal, 'catalog:read'))) return null
      const wanted = await findArtifact(owners, id, call)
      const found = wanted === null ? null : await statArtifact(resolve, wanted, call)
      return found?.ok && found.value?.record.isDirectory === false ? found.value : null
    },
    async read(file, range, call) {
      const content = await readBytes(file, range, call)
      const { sizeBytes } = file.record
      if (sizeBytes === null || content.totalBytes === null || sizeBytes === content.totalBytes) return content
      // The size is already promised, and a range of one file must not be joined to one of another.
      await isEmpty(content)
      throw upstreamInvalid({ source: file.at.source, operation: 'read', detail: 'the file changed meanwhile' })
    },
    async sizeOf(file, call) {
      if (file.record.sizeBytes !== null) return file.record.sizeBytes
      const content = await readBytes(file, null, call)
      return (await isEmpty(content)) ? 0 : content.totalBytes
    },
    async sign({ at, record }, lifetimeSeconds) {
      return (await at.store.signedUrl?.(at.location, record.path, lifetimeSeconds)) ?? null
    },
  }
}

function readBytes({ at, record }: ArtifactFile, range: ByteRange | null, call: CallContext): Promise<FileContent> {
  return at.store.read(at.location, record.path, range, call)
}

/** Looks at the first bytes and lets go of the rest. */
async function isEmpty({ body }: FileContent): Promise<boolean> {
  // Leaving the loop ends the stream.
  for await (const chunk of body) if (chunk.length > 0) return false
  return true
}
