import type { Action } from '../access/index.ts'
import { decodeArtifactUid } from '../artifacts/index.ts'
import type { MirroredObject } from '../catalog/types.ts'
import type { ArtifactService } from '../graphql/services.ts'
import type { Uid } from '../kernel/ids.ts'
import { succeed } from '../kernel/outcome.ts'

/** Whether the caller may take an action on an object. */
export interface AllowedActions {
  readonly may: (action: Action, object: MirroredObject) => Promise<boolean>
  /** No for an object that the caller does not see. */
  readonly mayByUid: (action: Action, uid: Uid) => Promise<boolean>
  /** The same, for what the caller asked for itself: a refusal is noted. */
  readonly mayNoted: (action: Action, uid: Uid) => Promise<boolean>
}

/**
 * Files as the caller may have them: whoever may not read the files of an object finds it without any. Decided before a
 * store is asked.
 */
export function allowedArtifacts(
  artifacts: ArtifactService,
  { may, mayByUid, mayNoted }: AllowedActions,
): ArtifactService {
  return {
    ...artifacts,
    async list(owner, page, call) {
      if (await may('artifact:read', owner)) return artifacts.list(owner, page, call)
      return succeed({ files: [], hasNextPage: false })
    },
    async byUid(uid, call) {
      const key = decodeArtifactUid(uid)
      const isAllowed = key !== undefined && (await mayNoted('artifact:read', key.ownerUid))
      return isAllowed ? artifacts.byUid(uid, call) : null
    },
    digest: async (version, call) => ((await may('artifact:read', version)) ? artifacts.digest(version, call) : null),
    downloadUrl: async (file) =>
      (await mayByUid('artifact:download', file.owner.uid)) ? artifacts.downloadUrl(file) : null,
  }
}
