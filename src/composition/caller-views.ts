import {
  type Action,
  type AttributeRules,
  containerResource,
  createResourceClass,
  type Decision,
  type DecisionContext,
  type EnvironmentFacts,
  environmentResource,
  type PolicyEngine,
  type PolicyInForce,
  type PolicySnapshot,
  type Principal,
  type Resource,
  type ResourceClass,
  rightsFingerprint,
} from '../access/index.ts'
import type { AccessClass, MirroredKind, MirroredObject } from '../catalog/types.ts'
import type { SeenObject, Visibility } from '../catalog/visibility.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Uid } from '../kernel/ids.ts'
import { createSeenClassMemory, type SeenClassMemory } from './seen-class-memory.ts'

/** What one caller may see and do, for the length of a request. */
export interface CallerView {
  readonly principal: Principal
  /** Equal for callers of whom every question about reading is decided alike at this moment; never for two principals. */
  readonly fingerprint: string
  readonly visibility: Visibility
  /** Whether the caller may look at a source itself: its address, health and progress. */
  seesSource(id: string): boolean
  mayOnSource(action: Action, id: string): boolean
  seesEnvironment(environment: EnvironmentFacts): boolean
  /** Whether the caller may take an action on an object that it sees. */
  may(action: Action, object: SeenObject): boolean
  decide(action: Action, resource: Resource, context?: DecisionContext): Decision
  /** Prepared resources by class. */
  readonly classOf: ObjectClasses
  /** Objects that were met and are not shown, in the order in which they were met. */
  readonly hidden: readonly MirroredObject[]
}

/** What decisions look at in objects of a class, prepared once. */
export type ObjectClasses = (accessClass: AccessClass) => ResourceClass

/** What views are made of. */
export interface CallerViewParts {
  readonly engine: PolicyEngine
  /** That of the engine. */
  readonly clock: Clock
  readonly inForce: PolicyInForce
  readonly rules: AttributeRules
  readonly environments: () => Promise<readonly EnvironmentFacts[]>
  /** Name of the environment of a source; null where it has none. */
  readonly environmentOf: (source: string) => string | null
}

/** The action that shows objects of a kind. */
export const readAction: Readonly<Record<MirroredKind, Action>> = {
  Model: 'model:read',
  ModelVersion: 'model:read',
  Experiment: 'run:read',
  Run: 'run:read',
  LoggedModel: 'run:read',
  Dataset: 'dataset:read',
  DataVersion: 'dataset:read',
  Deployment: 'deployment:read',
  Job: 'run:read',
}

const objectTypes: ReadonlySet<string> = new Set(Object.keys(readAction))

/** Makes views. */
export interface CallerViews {
  /** Rights are read from the store each time, so that a change holds from the next request on. */
  of(principal: Principal): Promise<CallerView>
}

type ClassFacts = Parameters<typeof createResourceClass>[1]

/** Makes views by the policies and grants in force. */
export function createCallerViews(parts: CallerViewParts): CallerViews {
  const prepared = new Map<string, ResourceClass>()
  const memory = createSeenClassMemory()
  const classFor = (key: string, facts: ClassFacts): ResourceClass => {
    const known = prepared.get(key) ?? createResourceClass(parts.rules, facts)
    prepared.set(key, known)
    return known
  }
  const classIn =
    (environments: readonly EnvironmentFacts[]) =>
    (accessClass: AccessClass): ResourceClass => {
      if (accessClass.kind !== 'Deployment') return classFor(accessClass.id, accessClass)
      const name = parts.environmentOf(accessClass.source)
      const environment = environments.find((each) => each.name === name) ?? null
      return classFor(JSON.stringify([accessClass.id, environment]), { ...accessClass, environment })
    }
  return {
    async of(principal) {
      const [snapshot, environments] = await Promise.all([parts.inForce.current(), parts.environments()])
      const readFingerprint = () =>
        JSON.stringify([rightsFingerprint(snapshot, principal, parts.clock.now()), environments])
      return viewOf(parts, { principal, snapshot, readFingerprint, classOf: classIn(environments), memory })
    },
  }
}

interface ViewParts {
  readonly principal: Principal
  readonly snapshot: PolicySnapshot
  /** The caller's fingerprint as it is now: a grant may begin or end at any time. */
  readonly readFingerprint: () => string
  readonly classOf: (accessClass: AccessClass) => ResourceClass
  readonly memory: SeenClassMemory
}

function viewOf({ engine }: CallerViewParts, parts: ViewParts): CallerView {
  const { principal, snapshot, readFingerprint, classOf, memory } = parts
  const fingerprint = readFingerprint()
  const hidden: MirroredObject[] = []
  const decideWhole: CallerView['decide'] = (action, resource, context = {}) =>
    engine.decide(snapshot, { principal, action, resource, context })
  const decide = (action: Action, resource: Resource) => decideWhole(action, resource).allowed
  const resourceOf = ({ accessClass, uid, parentUid }: SeenObject) => classOf(accessClass).of(uid, parentUid)
  const decideClasses = (classes: readonly AccessClass[]) => {
    const groups = Map.groupBy(classes, ({ kind }) => readAction[kind])
    const decided = [...groups].flatMap(([action, group]) => {
      const resources = group.map((each) => classOf(each).of(nobody, nobody))
      const decisions = engine.decideMany(snapshot, { principal, action }, resources)
      return group.map((accessClass, index) => ({ accessClass, decision: decisions[index] }))
    })
    return {
      seen: decided.flatMap(({ accessClass, decision }) => (decision?.allowed === true ? accessClass : [])),
      hasFailed: decided.some(({ decision }) => decision?.reason === 'ERROR'),
    }
  }
  const mayOnSource = (action: Action, id: string) => decide(action, containerResource('Source', id))
  return {
    principal,
    fingerprint,
    visibility: {
      named: namedObjects(snapshot, principal),
      seenClasses: (classes) =>
        memory.of(fingerprint, classes, () => {
          const { seen, hasFailed } = decideClasses(classes)
          return { seen, isSettled: !hasFailed && readFingerprint() === fingerprint }
        }),
      maySeeAny: (type, source) =>
        engine.mayPermit(snapshot, { principal, action: readAction[type] }, { type, source }),
      seesNamed: (object) => decide(readAction[object.accessClass.kind], resourceOf(object)),
      sensitive(object) {
        const resource = resourceOf(object)
        const holdsPersonalData = resource.entity.attributes['containsPii'] === true
        return { isShown: decide('sensitive:read', resource), holdsPersonalData }
      },
      onHidden: (object) => void hidden.push(object),
    },
    seesSource: (id) => mayOnSource('source:read', id),
    mayOnSource,
    seesEnvironment: (environment) => decide('deployment:read', environmentResource(environment)),
    may: (action, object) => decide(action, resourceOf(object)),
    decide: decideWhole,
    classOf,
    hidden,
  }
}

/** Stands for every object of a class that no rule names. */
const nobody = '' as Uid

/** Objects that a rule names, or a grant that the principal may hold. */
export function namedObjects({ named, grants }: PolicySnapshot, principal: Principal): ReadonlySet<Uid> {
  const held = grants.filter(({ holder }) => principal.teams.includes(holder.id) || holder.id === principal.id)
  return namedUids([...named], held)
}

/** Objects among entities by their keys, and those that grants are on. */
export function namedUids(named: readonly string[], grants: PolicySnapshot['grants']): ReadonlySet<Uid> {
  const keys = [...named, ...grants.map(({ scope }) => `${scope.type}::${scope.id}`)]
  return new Set(keys.flatMap(uidOfKey))
}

function uidOfKey(key: string): readonly Uid[] {
  const [, type = '', id = ''] = /^(\w+)::(.*)$/s.exec(key) ?? []
  // Whatever a rule names this way is compared with uids and nothing else.
  return objectTypes.has(type) ? [id as Uid] : []
}
