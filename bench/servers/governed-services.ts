import type { PolicyEngine, PolicyInForce, Principal } from '../../src/access/index.ts'
import type { Services } from '../../src/graphql/index.ts'
import type { Database } from '../../src/persistence/database.ts'
import { compiled } from './compiled.ts'
import { attributeRules, teamTags } from './governed-objects.ts'
import { listOf, memoryServices, objects } from './memory-services.ts'

/** What decides, and the store that it reads from. */
export interface GovernedParts {
  readonly database: Database
  readonly engine: PolicyEngine
  readonly inForce: PolicyInForce
}

const classes = 40

/**
 * The services in memory, for one caller each time: the policies and grants in force are looked up in the store, every class of
 * objects there is is decided for the caller, and rows and their sensitive fields are let through by that, as the
 * gateway does with the rows of its mirror. Half of the classes are hidden; no row is of those, so that the page is full.
 */
export async function createGovernedServices({ database, engine, inForce }: GovernedParts) {
  const { accessClass, addClasses, createAccessClassRegistry, createCurrentScope } = compiled.accessClasses
  const known = Array.from({ length: classes }, (_, index) =>
    accessClass({ kind: 'Run', source: 'tracking', workspace: '', tags: {}, parentTags: teamTags(index) }),
  )
  await database.kysely.transaction().execute((kysely) => addClasses({ kysely, engine: database.engine }, known))
  const shown = known.filter((_each, index) => index % 2 === 0)
  const rows = objects.map((object, index) => ({ ...object, accessClass: shown[index % shown.length]?.id ?? '' }))
  const registry = createAccessClassRegistry(database)
  const { list } = compiled.environmentStore.createEnvironmentStore(database, { change: unasked })
  const views = compiled.callerViews.createCallerViews({
    engine,
    clock: { now: () => Date.now() },
    inForce,
    rules: attributeRules,
    environments: list,
    environmentOf: () => null,
  })
  return async (principal: Principal) => {
    const view = await views.of(principal)
    const scope = createCurrentScope(database, registry, view.visibility)
    await scope.current()
    const services = (): Services => ({
      ...memoryServices,
      sensitive: {
        ...memoryServices.sensitive,
        ofObjects: async (asked) => (await scope.knowing(asked)).sensitive(asked),
      },
      catalog: { ...memoryServices.catalog, list: async () => listOf(rows.filter((await scope.knowing(rows)).sees)) },
    })
    return { fingerprint: view.fingerprint, services }
  }
}

const unasked = (): never => {
  throw new Error('the bench changes no environment')
}
