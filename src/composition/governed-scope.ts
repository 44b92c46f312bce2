import {
  type AttributeRules,
  containerResource,
  createResourceClass,
  environmentResource,
  type GovernedScope,
  type Grant,
  type GrantPorts,
  namespaceResource,
  type PreviewClass,
  type PreviewPorts,
  type Resource,
  singletonResource,
} from '../access/index.ts'
import type { CatalogStore } from '../catalog/index.ts'
import type { Visibility } from '../catalog/visibility.ts'
import type { Uid } from '../kernel/ids.ts'
import type { EnvironmentStore } from '../persistence/environment-store.ts'
import type { Sources } from './sources.ts'

/** Where what roles are granted on is found. */
export interface ScopeParts {
  readonly rules: AttributeRules
  readonly catalog: Pick<CatalogStore, 'visibleTo' | 'accessClasses'>
  readonly environments: Pick<EnvironmentStore, 'list'>
  readonly sources: Pick<Sources, 'byId' | 'all'>
}

/** Finds what a role is granted on, whoever asks. */
export function createScopes({ rules, catalog, environments, sources }: ScopeParts): GrantPorts['scopeOf'] {
  const mirror = catalog.visibleTo(everything)
  const environmentNamed = async (name: string | null) =>
    (await environments.list()).find((environment) => environment.name === name) ?? null
  const objectResource = async (uid: Uid): Promise<Resource | null> => {
    const [object] = await mirror.byUids([uid])
    const seen = object == null ? null : await mirror.seen(object)
    return seen === null ? null : createResourceClass(rules, seen.accessClass).of(seen.uid, seen.parentUid)
  }
  const governed = async ({ type, id }: Grant['scope']): Promise<Omit<GovernedScope, 'leadsToProtected'> | null> => {
    if (type === 'Organization') return { resource: singletonResource('Organization'), isProtected: false }
    if (type === 'Namespace') return { resource: namespaceResource(id), isProtected: false }
    if (type === 'Team') return { resource: containerResource('Team', id), isProtected: false }
    if (type === 'Source') {
      const source = sources.byId(id)
      const environment = await environmentNamed(source?.environment ?? null)
      const isProtected = environment?.isProtected ?? false
      return source === null ? null : { resource: containerResource('Source', id), isProtected }
    }
    if (type === 'Environment') {
      const environment = await environmentNamed(id)
      return environment === null
        ? null
        : { resource: environmentResource(environment), isProtected: environment.isProtected }
    }
    // The scope of a grant on an object holds its uid.
    const resource = await objectResource(id as Uid)
    return resource === null ? null : { resource, isProtected: false }
  }
  return async (asked) => {
    const scope = await governed(asked)
    if (scope === null) return null
    const hasProtected = (await environments.list()).some(({ isProtected }) => isProtected)
    return { ...scope, leadsToProtected: hasProtected && holdsVersions.has(asked.type) }
  }
}

const holdsVersions: ReadonlySet<string> = new Set(['Organization', 'Source', 'Team', 'Model'])

/** One object of every class in the mirror, and everything else that rights can be about. */
export function createClasses(parts: ScopeParts): PreviewPorts['classes'] {
  const { rules, catalog, environments, sources } = parts
  return async () => {
    const all = await environments.list()
    const environmentOf = (source: string) => all.find(({ name }) => name === sources.byId(source)?.environment) ?? null
    const mirrored = (await catalog.accessClasses()).map((each): PreviewClass => {
      const environment = each.kind === 'Deployment' ? environmentOf(each.source) : null
      const resource = createResourceClass(rules, { ...each, environment }).of(nobody, nobody)
      return { resource, isProtected: environment?.isProtected ?? false }
    })
    const plain = (resource: Resource): PreviewClass => ({ resource, isProtected: false })
    return [
      ...(['Organization', 'PolicySet', 'AuditLog'] as const).map((type) => plain(singletonResource(type))),
      ...all.map((each) => ({ resource: environmentResource(each), isProtected: each.isProtected })),
      ...sources.all().map(({ id }) => plain(containerResource('Source', id))),
      ...mirrored,
    ]
  }
}

/** Stands for every object of a class that no rule names. */
const nobody = '' as Uid

/** Nothing is hidden from what decides. */
export const everything: Visibility = {
  named: new Set(),
  seenClasses: (classes) => classes,
  maySeeAny: () => true,
  seesNamed: () => true,
  sensitive: () => ({ isShown: true, holdsPersonalData: true }),
  onHidden: () => undefined,
}
