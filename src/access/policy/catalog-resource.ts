import { type AttributeRules, highestLevel, type Labels, labelsOf, type Tags } from './labels.ts'
import {
  classKeyOf,
  containerEntity,
  createResource,
  type EnvironmentFacts,
  environmentEntity,
  organizationEntity,
} from './resource.ts'
import type { AttributeValue, Entity, EntityRef, Resource } from './types.ts'

/** The parent's kind of every kind of object that the catalogue mirrors; null where it has none. */
const parentKinds = {
  Model: null,
  ModelVersion: 'Model',
  Experiment: null,
  Run: 'Experiment',
  LoggedModel: 'Experiment',
  Dataset: null,
  DataVersion: 'Dataset',
  Deployment: null,
  Job: null,
} as const

/** A kind of object of the catalogue. */
export type CatalogKind = keyof typeof parentKinds

/** What decisions look at in an object that no rule names. Many objects share them. */
export interface ClassFacts {
  readonly kind: CatalogKind
  /** Id of the source as configured. */
  readonly source: string
  readonly tags: Tags
  /** Null while unknown; empty for kinds without a parent. */
  readonly parentTags: Tags
  /** Of a deployment; null for other kinds, and where its source has none. */
  readonly environment?: EnvironmentFacts | null
}

/** Objects with equal facts, prepared once. */
export interface ResourceClass {
  /** The resource of one object; a child whose parent is not known belongs nowhere, so nobody may do anything with it. */
  of(uid: string, parentUid: string | null): Resource
}

/** Prepares the resources of objects with equal facts. Pure. */
export function createResourceClass(rules: AttributeRules, facts: ClassFacts): ResourceClass {
  const parentKind = parentKinds[facts.kind]
  if (parentKind === null) return childless(rules, facts)
  const own = labelsOf(rules, facts.tags)
  const above = labelsOf(rules, facts.parentTags)
  const attributes = attributesOf(rules, facts.kind, [own, above])
  const containers = containersOf(facts, above)
  const parent = {
    type: parentKind,
    attributes: attributesOf(rules, parentKind, [above]),
    parents: refsOf(containers),
  }
  const build = (uid: string, parentUid: string): [Entity, Entity[]] => [
    { type: facts.kind, id: uid, attributes, parents: [{ type: parentKind, id: parentUid }] },
    [{ ...parent, id: parentUid }, ...containers, organizationEntity],
  ]
  const classKey = classKeyOf(...build('', ''))
  return {
    of(uid, parentUid) {
      if (parentUid === null) return createResource({ type: facts.kind, id: uid, attributes, parents: [] }, [])
      const [entity, ancestors] = build(uid, parentUid)
      return { entity, ancestors, classKey, individuals: [`${facts.kind}::${uid}`, `${parentKind}::${parentUid}`] }
    },
  }
}

function childless(rules: AttributeRules, facts: ClassFacts): ResourceClass {
  const labels = labelsOf(rules, facts.tags)
  const attributes = attributesOf(rules, facts.kind, [labels])
  const containers = containersOf(facts, labels)
  const ancestors = [...containers, organizationEntity]
  const entityOf = (id: string): Entity => ({ type: facts.kind, id, attributes, parents: refsOf(containers) })
  const classKey = classKeyOf(entityOf(''), ancestors)
  return {
    of: (uid) => ({ entity: entityOf(uid), ancestors, classKey, individuals: [`${facts.kind}::${uid}`] }),
  }
}

/** One object. Where many share their facts, keep a {@link createResourceClass} instead. */
export function resourceOf(
  rules: AttributeRules,
  object: ClassFacts & { readonly uid: string; readonly parentUid: string | null },
): Resource {
  return createResourceClass(rules, object).of(object.uid, object.parentUid)
}

function containersOf({ kind, source, environment = null }: ClassFacts, { team }: Labels): readonly Entity[] {
  const held = containerEntity('Source', source)
  if (kind === 'Deployment') return environment === null ? [held] : [environmentEntity(environment), held]
  return team === null ? [held] : [containerEntity('Team', team), held]
}

/** Containers are in the organisation themselves. */
function refsOf(containers: readonly Entity[]): readonly EntityRef[] {
  return containers.map(({ type, id }) => ({ type, id }))
}

/** Attributes of an object from its own labels and its parent's. */
function attributesOf(
  rules: AttributeRules,
  kind: CatalogKind,
  [own, parent]: readonly [Labels, Labels?],
): Readonly<Record<string, AttributeValue>> {
  const isData = kind === 'Dataset' || kind === 'DataVersion'
  return {
    sensitivity: higher(own.sensitivity, parent?.sensitivity) ?? clamp(rules.sensitivity.default),
    riskTier: higher(own.riskTier, parent?.riskTier) ?? clamp(rules.riskTier.default),
    regions: own.regions ?? parent?.regions ?? [],
    tags: own.tags,
    ...(parentKinds[kind] === null ? {} : { parentTags: parent?.tags ?? [] }),
    ...(isData ? { containsPii: either(own.containsPii, parent?.containsPii) ?? rules.pii.default } : {}),
  }
}

function higher(a: number | null, b: number | null | undefined): number | null {
  return a === null || b == null ? (a ?? b ?? null) : Math.max(a, b)
}

function either(a: boolean | null, b: boolean | null | undefined): boolean | null {
  return a === null && b == null ? null : a === true || b === true
}

function clamp(level: number): number {
  return Math.min(highestLevel, Math.max(0, Math.trunc(level)))
}
