import type { KnownPrincipals, PeopleStores } from '../access/index.ts'
import type { AuditStore } from '../audit/index.ts'
import type { Clock } from '../kernel/clock.ts'

/** Where names of principals are found. */
export interface NamesParts {
  readonly people: KnownPrincipals
  readonly stores: PeopleStores
  readonly principals: AuditStore['principals']
  readonly clock: Clock
}

/** Names of principals by their ids, those that are known and were not erased. */
export type PrincipalNames = (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>

/** Finds names. */
export function createPrincipalNames({ people, stores, principals, clock }: NamesParts): PrincipalNames {
  return async (ids) => {
    if (ids.length === 0) return new Map()
    const known = (await people(stores, clock.now())).principals.map(({ id, name }) => [id, name] as const)
    const noted = [...(await principals(ids)).values()].flatMap(({ id, displayName }) =>
      displayName === null ? [] : [[id, displayName] as const],
    )
    return new Map([...known, ...noted])
  }
}
