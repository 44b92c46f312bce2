import type { ArtifactFile } from '../../artifacts/types.ts'
import type { MirroredObject } from '../../catalog/types.ts'
import { withoutCredentials } from '../../kernel/without-credentials.ts'
import { type ConnectionView, connectionOf, type PageArguments, pageRequest } from '../connection.ts'
import type { GraphContext } from '../context.ts'
import type { Resolvers } from '../generated/types.ts'
import { unwrap } from '../unwrap.ts'
import { sourceRef } from '../views.ts'

/** A page of the files of a version or a run. Cursors hold the path of a file. */
export async function filesOf(
  context: GraphContext,
  owner: MirroredObject,
  args: PageArguments & { readonly path?: string | null | undefined },
): Promise<ConnectionView<ArtifactFile>> {
  const folder = args.path ?? ''
  const list = { cursors: context.cursors, scope: `artifacts:${owner.uid}:${folder}`, firstDefault: 50 }
  const request = pageRequest(args, list)
  const after = request.after === null ? null : String(request.after.key)
  const asked = { folder, first: request.first, after }
  const { files, hasNextPage } = unwrap(await context.services.artifacts.list(owner, asked, context.call))
  const items = files.map((file) => ({ item: file, cursor: { key: file.record.path, uid: owner.uid } }))
  return connectionOf({ items, hasNextPage }, { ...list, request })
}

/** Files of versions and runs. */
export const artifactResolvers: Resolvers = {
  Artifact: {
    id: (file, _args, { services }) => services.artifacts.globalId(file),
    path: ({ record }) => record.path,
    isDirectory: ({ record }) => record.isDirectory,
    sizeBytes: ({ record }) => (record.sizeBytes === null ? null : String(record.sizeBytes)),
    mediaType: ({ mediaType }) => mediaType,
    location: (file, _args, { services }) => ({ at: services.artifacts.location(file), file }),
    sha256: (file, _args, { services, call }) => services.artifacts.sha256(file, call),
    downloadUrl: (file, _args, { services }) => (file.record.isDirectory ? null : services.artifacts.downloadUrl(file)),
  },
  ArtifactLocation: {
    uri: ({ at }) => withoutCredentials(at.uri),
    store: ({ at }) => (at.resolution === 'RESOLVED' ? sourceRef(at.source) : null),
    resolution: ({ at }) => at.resolution,
  },
}
