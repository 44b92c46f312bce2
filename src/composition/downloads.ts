import type { Principal } from '../access/index.ts'
import { type ArtifactFile, findArtifact, type ResolvePorts, statArtifact } from '../artifacts/index.ts'
import { type ByteRange, type CallContext, type FileContent, upstreamInvalid } from '../connector/index.ts'
import type { ArtifactDownloads } from '../http/index.ts'
import type { RequestOrigin } from '../kernel/actor.ts'
import { fromGlobalId, type Uid } from '../kernel/ids.ts'
import type { OwnersByObject } from './artifact-owners.ts'

/** What one caller sees and may have of the files of objects. */
export interface FilesSeen {
  readonly owners: OwnersByObject
  /** Notes a refusal. */
  readonly mayDownload: (owner: Uid) => Promise<boolean>
  /** Notes that a file was asked for whose owner is not shown. */
  readonly noteUnseen: (kind: 'Artifact', uid: string) => Promise<void>
}

/** Files for one caller. Whoever may not have a file finds nothing, as if there were no such file. */
export function createDownloads(
  resolve: ResolvePorts,
  seenBy: (principal: Principal, origin: RequestOrigin) => Promise<FilesSeen>,
): ArtifactDownloads {
  return {
    async find({ principal, origin }, id, call) {
      const { owners, mayDownload, noteUnseen } = await seenBy(principal, origin)
      const wanted = await findArtifact(owners, id, call)
      const named = wanted === null ? fromGlobalId(id) : undefined
      if (named?.kind === 'Artifact') await noteUnseen('Artifact', named.uid)
      const isAllowed = wanted !== null && (await mayDownload(wanted.owner.uid))
      const found = isAllowed ? await statArtifact(resolve, wanted, call) : null
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
