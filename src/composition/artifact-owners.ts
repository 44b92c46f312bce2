import type { ArtifactOwner, ArtifactOwnerKind, ArtifactOwners } from '../artifacts/index.ts'
import type { Catalog, Loaded } from '../catalog/api.ts'
import type { MirroredObject } from '../catalog/types.ts'
import type { CallContext } from '../connector/contract.ts'
import { Fault } from '../kernel/problem.ts'

/** Objects that files belong to, with the address their tool tells for them. */
export interface OwnersByObject extends ArtifactOwners {
  /** Null for a kind that has no files, and for an object that its tool no longer holds. Throws the tool's `Fault`. */
  ofObject(object: MirroredObject, call: CallContext): Promise<ArtifactOwner | null>
}

/** Finds owners through the catalogue. */
export function createArtifactOwners(catalog: Pick<Catalog, 'live' | 'byUids'>): OwnersByObject {
  const addresses: Readonly<
    Record<ArtifactOwnerKind, (object: MirroredObject, call: CallContext) => Promise<Address>>
  > = {
    async ModelVersion(object, call) {
      const version = held(await catalog.live.versions([object], call))
      return version === null ? GONE : { uri: await catalog.live.locate(version, call) }
    },
    async Run(object, call) {
      const run = held(await catalog.live.runs([object], call))
      return run === null ? GONE : { uri: run.record.artifactUri }
    },
    async LoggedModel(object, call) {
      const model = held(await catalog.live.loggedModels([object], call))
      return model === null ? GONE : { uri: model.record.artifactUri }
    },
  }
  const ofObject: OwnersByObject['ofObject'] = async (object, call) => {
    const kind = object.kind
    if (!isOwnerKind(kind)) return null
    const address = await addresses[kind](object, call)
    return address === GONE ? null : { kind, uid: object.uid, source: object.source, uri: address.uri }
  }
  return {
    ofObject,
    async find(kind, uid, call) {
      const [object] = await catalog.byUids([uid])
      return object?.kind === kind ? ofObject(object, call) : null
    },
  }
}

const GONE = 'GONE'
type Address = typeof GONE | { readonly uri: string | null }

function isOwnerKind(kind: string): kind is ArtifactOwnerKind {
  return kind === 'ModelVersion' || kind === 'Run' || kind === 'LoggedModel'
}

function held<Item>([loaded]: readonly Loaded<Item>[]): Item | null {
  if (loaded instanceof Fault) throw loaded
  return loaded ?? null
}
