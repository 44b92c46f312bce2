/** How tags of the tools become attributes that policies read. Written in the configuration. */
export interface AttributeRules {
  readonly team: { readonly tag: string }
  readonly sensitivity: LevelRule
  readonly riskTier: LevelRule
  readonly regions: { readonly tag: string; readonly separator: string }
  readonly pii: {
    readonly tag: string
    readonly values: Readonly<Record<string, boolean>>
    readonly default: boolean
  }
  /** Tags that policies may name as "key=value". */
  readonly policyTags: readonly string[]
}

/** A tag that stands for a level from 0 to {@link highestLevel}. */
export interface LevelRule {
  readonly tag: string
  /** Level of each value, written in lower case. The digits 0 to 4 are always understood. */
  readonly values: Readonly<Record<string, number>>
  /** Of an object without the tag. */
  readonly default: number
}

/** What tags say of one object. Null where there is no such tag. */
export interface Labels {
  readonly team: string | null
  readonly sensitivity: number | null
  readonly riskTier: number | null
  readonly regions: readonly string[] | null
  readonly containsPii: boolean | null
  /** "key=value", sorted. */
  readonly tags: readonly string[]
}

/** The most sensitive and the riskiest that there is. */
export const highestLevel = 4

/** Tags of an object by key; null while its tool has not been read for it. */
export type Tags = Readonly<Record<string, string>> | null

/** Keys of the tags that decisions look at. */
export function policyTagsOf(rules: AttributeRules): ReadonlySet<string> {
  const { team, sensitivity, riskTier, regions, pii, policyTags } = rules
  return new Set([team.tag, sensitivity.tag, riskTier.tag, regions.tag, pii.tag, ...policyTags])
}

/**
 * What an object's tags say. A value that cannot be read, and everything that is not known, takes what restricts most:
 * the highest levels, personal data, no region, no team.
 */
export function labelsOf(rules: AttributeRules, tags: Tags): Labels {
  if (tags === null)
    return {
      team: null,
      sensitivity: highestLevel,
      riskTier: highestLevel,
      regions: [],
      containsPii: true,
      tags: [],
    }
  return {
    team: wordOf(tags, rules.team.tag),
    sensitivity: levelOf(tags, rules.sensitivity),
    riskTier: levelOf(tags, rules.riskTier),
    regions: regionsOf(tags, rules.regions),
    containsPii: flagOf(tags, rules.pii),
    tags: rules.policyTags
      .filter((key) => Object.hasOwn(tags, key))
      .map((key) => `${key}=${tags[key]}`)
      .toSorted(),
  }
}

/** Team that an object belongs to, by its own tag, else by its parent's; null where neither says one, or nothing is known. */
export function ownerTeamOf(
  rules: AttributeRules,
  { tags, parentTags }: { readonly tags: Tags; readonly parentTags: Tags },
): string | null {
  return labelsOf(rules, tags).team ?? labelsOf(rules, parentTags).team
}

function valueOf(tags: Readonly<Record<string, string>>, key: string): string | null {
  return Object.hasOwn(tags, key) ? (tags[key] ?? '').trim() : null
}

function wordOf(tags: Readonly<Record<string, string>>, key: string): string | null {
  const value = valueOf(tags, key)
  return value === '' ? null : value
}

function levelOf(tags: Readonly<Record<string, string>>, { tag, values }: LevelRule): number | null {
  const value = valueOf(tags, tag)?.toLowerCase()
  if (value === undefined) return null
  if (/^[0-4]$/.test(value)) return Number(value)
  return Object.hasOwn(values, value) ? (values[value] ?? highestLevel) : highestLevel
}

function regionsOf(
  tags: Readonly<Record<string, string>>,
  { tag, separator }: AttributeRules['regions'],
): readonly string[] | null {
  const value = valueOf(tags, tag)
  if (value === null) return null
  const names = value.split(separator).map((name) => name.trim())
  return [...new Set(names.filter((name) => name !== ''))].toSorted()
}

function flagOf(tags: Readonly<Record<string, string>>, { tag, values }: AttributeRules['pii']): boolean | null {
  const value = valueOf(tags, tag)?.toLowerCase()
  if (value === undefined) return null
  return Object.hasOwn(values, value) ? (values[value] ?? true) : true
}
