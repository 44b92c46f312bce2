import { type AttributeRules, createResourceClass, ownerTeamOf } from '../access/index.ts'
import type { GovernedVersions } from '../approvals/index.ts'
import type { CatalogStore } from '../catalog/index.ts'
import type { ObjectTags } from '../persistence/object-tags.ts'
import { everything } from './governed-scope.ts'

/** Where versions and their models are found. */
export interface GovernedParts {
  readonly catalog: Pick<CatalogStore, 'visibleTo' | 'accessClasses'>
  readonly rules: AttributeRules
  readonly tagsOf: ObjectTags
}

/** Finds what rules look at in a version and its model, whoever asks. */
export function createGovernedVersions({ catalog, rules, tagsOf }: GovernedParts): GovernedVersions {
  const mirror = catalog.visibleTo(everything)
  return async ({ uid, modelUid }) => {
    const [version, model] = await mirror.byUids([uid, modelUid])
    if (version == null || model == null) return null
    const [seenVersion, seenModel] = await Promise.all([mirror.seen(version), mirror.seen(model)])
    if (seenVersion === null || seenModel === null) return null
    const ofVersion = createResourceClass(rules, seenVersion.accessClass).of(seenVersion.uid, seenVersion.parentUid)
    const ofModel = createResourceClass(rules, seenModel.accessClass).of(seenModel.uid, seenModel.parentUid)
    const tier = ofVersion.entity.attributes['riskTier']
    return {
      model: ofModel,
      version: ofVersion,
      // Every model and version has one; the highest stands for whatever cannot be told.
      riskTier: typeof tier === 'number' ? tier : 4,
      team: ownerTeamOf(rules, { tags: seenModel.accessClass.tags, parentTags: {} }),
      tags: await tagsOf(model.uid),
    }
  }
}
