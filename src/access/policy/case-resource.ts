import { approvalResource } from './approval-resource.ts'
import type { CaseResource } from './case-model.ts'
import { createResourceClass } from './catalog-resource.ts'
import type { AttributeRules, Tags } from './labels.ts'
import { namespaceResource } from './namespace.ts'
import { containerResource, environmentResource, singletonResource } from './resource.ts'
import type { Resource } from './types.ts'

/** Builds the resource of a case, as the gateway would from what the tools say. */
export function resourceOfCase(asked: CaseResource): Resource {
  if ('source' in asked) return catalogResourceOf(asked)
  if ('requester' in asked) return approvalResource(asked, null)
  if ('rank' in asked) return environmentResource({ ...asked, isProtected: asked.protected })
  if (!('id' in asked)) return singletonResource(asked.type)
  return asked.type === 'Namespace' ? namespaceResource(asked.id) : containerResource(asked.type, asked.id)
}

type CatalogCase = Extract<CaseResource, { source: string }>

type CaseLabels = Omit<NonNullable<CatalogCase['parent']>, 'id'>

/** Cases write labels directly, so each stands for a tag of its own. */
function catalogResourceOf(asked: CatalogCase): Resource {
  const { type: kind, source, parent } = asked
  const names = [...Object.keys(asked.tags), ...Object.keys(parent?.tags ?? {})]
  const place = asked.environment
  const facts = {
    kind,
    source,
    tags: tagsOf(asked),
    parentTags: parent === undefined ? {} : tagsOf(parent),
    environment: place === undefined ? null : { ...place, isProtected: place.protected },
  }
  return createResourceClass({ ...caseRules, policyTags: [...new Set(names)] }, facts).of(
    asked.id,
    parent?.id ?? 'parent',
  )
}

/** No tag of a case can have such a name by accident. */
const labelTag = (name: string) => `\u0000${name}`

const caseRules: Omit<AttributeRules, 'policyTags'> = {
  team: { tag: labelTag('team') },
  sensitivity: { tag: labelTag('sensitivity'), values: {}, default: 1 },
  riskTier: { tag: labelTag('riskTier'), values: {}, default: 0 },
  regions: { tag: labelTag('regions'), separator: '\u0000' },
  pii: { tag: labelTag('pii'), values: { true: true, false: false }, default: false },
}

function tagsOf(asked: CaseLabels): Tags {
  if (asked.unknown) return null
  const { team, sensitivity, riskTier, regions, containsPii } = asked
  const written: Readonly<Record<string, string | undefined>> = {
    [caseRules.team.tag]: team,
    [caseRules.sensitivity.tag]: sensitivity?.toString(),
    [caseRules.riskTier.tag]: riskTier?.toString(),
    [caseRules.regions.tag]: regions?.join(caseRules.regions.separator),
    [caseRules.pii.tag]: containsPii?.toString(),
  }
  const known = Object.entries(written).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return { ...asked.tags, ...Object.fromEntries(known) }
}
