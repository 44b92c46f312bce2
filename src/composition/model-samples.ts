import type { CatalogStore } from '../catalog/index.ts'
import type { AccessClass, MirroredObject, PageKey } from '../catalog/types.ts'
import type { SeenObject } from '../catalog/visibility.ts'
import { everyItem } from '../kernel/every-item.ts'
import type { Uid } from '../kernel/ids.ts'

/** A model with what stands for everything in it. */
export interface ModelSamples {
  readonly model: MirroredObject
  /** The model, one version of each class, and each version that a rule names: all others are decided like one of these. */
  readonly samples: readonly SeenObject[]
}

/** Reads samples of models. `named` are the objects that any rule or grant names. */
export async function sampleModels(
  catalog: Pick<CatalogStore, 'page' | 'accessClasses'>,
  models: readonly MirroredObject[],
  named: ReadonlySet<Uid>,
): Promise<readonly ModelSamples[]> {
  const classes = new Map((await catalog.accessClasses()).map((each) => [each.id, each]))
  const found: ModelSamples[] = []
  for (const model of models) {
    const versions = await versionsOf(catalog, model)
    const apart = new Map(
      versions.map((version) => [named.has(version.uid) ? version.uid : version.accessClass, version]),
    )
    found.push({ model, samples: [model, ...apart.values()].flatMap((object) => seenAs(classes, object)) })
  }
  return found
}

function seenAs(classes: ReadonlyMap<string, AccessClass>, object: MirroredObject): readonly SeenObject[] {
  const accessClass = classes.get(object.accessClass)
  return accessClass === undefined ? [] : [{ uid: object.uid, parentUid: object.parentUid, accessClass }]
}

async function versionsOf(
  catalog: Pick<CatalogStore, 'page'>,
  { source, uid: parentUid }: MirroredObject,
): Promise<readonly MirroredObject[]> {
  const query = { kind: 'ModelVersion', source, parentUid, order: 'NAME' } as const
  const entries = await everyItem(
    (after: PageKey | null) => catalog.page(query, { first: 100, after }),
    ({ cursor }) => cursor,
  )
  return entries.map(({ item }) => item)
}
