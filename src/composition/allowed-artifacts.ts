import type { Action } from '../access/index.ts'
import type { MirroredObject } from '../catalog/types.ts'
import type { ArtifactService } from '../graphql/services.ts'
import { succeed } from '../kernel/outcome.ts'

/** Whether the caller may take an action on an object. */
export type May = (action: Action, object: MirroredObject) => Promise<boolean>

/** Files as the caller may have them: whoever may not read the files of an object finds it without any. */
export function allowedArtifacts(
  artifacts: ArtifactService,
  {
    may,
    mayNoted,
    ownerOf,
  }: {
    readonly may: May
    readonly mayNoted: May
    readonly ownerOf: (uid: MirroredObject['uid']) => Promise<MirroredObject | null>
  },
): ArtifactService {
  const mayOf = async (action: Action, uid: MirroredObject['uid']) => {
    const owner = await ownerOf(uid)
    return owner !== null && may(action, owner)
  }
  return {
    ...artifacts,
    async list(owner, page, call) {
      if (await may('artifact:read', owner)) return artifacts.list(owner, page, call)
      return succeed({ files: [], hasNextPage: false })
    },
    async byUid(uid, call) {
      const file = await artifacts.byUid(uid, call)
      const owner = file === null ? null : await ownerOf(file.owner.uid)
      return owner !== null && (await mayNoted('artifact:read', owner)) ? file : null
    },
    digest: async (version, call) => ((await may('artifact:read', version)) ? artifacts.digest(version, call) : null),
    downloadUrl: async (file) =>
      (await mayOf('artifact:download', file.owner.uid)) ? artifacts.downloadUrl(file) : null,
  }
}
