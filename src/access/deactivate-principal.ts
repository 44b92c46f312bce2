import type { Actor } from '../kernel/actor.ts'
import { type ListedPrincipal, type ListedPrincipalsParts, listPrincipals } from './identity/listed-principals.ts'
import type { KnownPerson } from './identity/ports.ts'
import type { JudgePorts } from './judge.ts'
import { singletonResource } from './policy/resource.ts'
import type { RightsChanges, RightsTransaction } from './ports.ts'
import type { Action } from './types.ts'

/** What verbs about principals need. */
export interface PrincipalPorts extends JudgePorts, ListedPrincipalsParts {
  readonly changes: RightsChanges
}

/** Who is to be kept out, or let in again. */
export interface PrincipalCommand {
  readonly id: string
  readonly reason: string | null
}

/** What came of it. `ALREADY` is how they were, and nothing was done. */
export type PrincipalResult =
  | { readonly kind: 'DONE' | 'ALREADY'; readonly principal: ListedPrincipal }
  | { readonly kind: 'UNKNOWN' }
  /** Nobody else could do these any more. */
  | { readonly kind: 'LAST'; readonly principal: ListedPrincipal; readonly actions: readonly Action[] }

/** Without somebody who may do these, rights can be changed on the gateway's own machine alone. */
const indispensable = [
  ['grant:create', 'Organization'],
  ['policy:publish', 'PolicySet'],
  ['token:create', 'Organization'],
] as const satisfies readonly (readonly [Action, 'Organization' | 'PolicySet'])[]

/**
 * Keeps a person or program out: from now on none of their tokens, sessions and logins is taken on any replica, nor those
 * of service accounts that they answer for. Grants stay. With `isLastKept` whoever is the last to be able to change rights
 * is left as they are. Recorded, or not done.
 */
export async function deactivatePrincipal(
  ports: PrincipalPorts,
  by: Actor,
  { id, reason, isLastKept }: PrincipalCommand & { readonly isLastKept: boolean },
): Promise<PrincipalResult> {
  await ports.engine.ready()
  return ports.changes.change(by, async (rights) => {
    const principal = await principalOf(ports, rights, id)
    if (principal === undefined) return { kind: 'UNKNOWN' }
    if (principal.deactivatedAt !== null) return { kind: 'ALREADY', principal }
    const now = ports.clock.now()
    const actions = isLastKept ? await lostWith(ports, rights, { principal, now }) : []
    if (actions.length > 0) return { kind: 'LAST', principal, actions }
    const sessionsEnded = await rights.persons.deactivate(principal, now)
    rights.record({ ...eventOf('deactivate', id, reason), details: { sessionsEnded } })
    return { kind: 'DONE', principal: { ...principal, deactivatedAt: now } }
  })
}

/** Lets a person or program in again: with their tokens that have not ended, and after a new login. Recorded, or not done. */
export async function reactivatePrincipal(
  ports: PrincipalPorts,
  by: Actor,
  { id, reason }: PrincipalCommand,
): Promise<PrincipalResult> {
  return ports.changes.change(by, async (rights) => {
    const principal = await principalOf(ports, rights, id)
    if (principal === undefined) return { kind: 'UNKNOWN' }
    if (principal.deactivatedAt === null) return { kind: 'ALREADY', principal }
    await rights.persons.reactivate(id)
    rights.record(eventOf('reactivate', id, reason))
    return { kind: 'DONE', principal: { ...principal, deactivatedAt: null } }
  })
}

async function principalOf(ports: PrincipalPorts, rights: RightsTransaction, id: string) {
  return (await listPrincipals(ports, rights)).find((each) => each.id === id)
}

/** What somebody could do before and nobody could without this principal. */
async function lostWith(
  { engine, inForce, people }: PrincipalPorts,
  rights: RightsTransaction,
  { principal, now }: { readonly principal: ListedPrincipal; readonly now: number },
): Promise<readonly Action[]> {
  const snapshot = await inForce.of(await rights.load())
  const withDeactivated = (persons: readonly KnownPerson[]): readonly KnownPerson[] => [
    ...persons.filter(({ id }) => id !== principal.id),
    { ...nobodySeen, id: principal.id, kind: principal.kind, identity: principal, deactivatedAt: now },
  ]
  const without = { tokens: rights.tokens, persons: { all: async () => withDeactivated(await rights.persons.all()) } }
  const before = await people(rights, now)
  const after = await people(without, now)
  return indispensable.flatMap(([action, type]) => {
    const may = ({ principals }: typeof before) =>
      principals.some(
        (each) => engine.decide(snapshot, { principal: each, action, resource: singletonResource(type) }).allowed,
      )
    return may(before) && !may(after) ? [action] : []
  })
}

const nobodySeen = {
  claimed: { name: null, groups: [], roles: [], clearance: null, regions: [], aliases: [] },
  lastSeenAt: null,
} as const

function eventOf(verb: 'deactivate' | 'reactivate', id: string, reason: string | null) {
  const type = `gov.principal.${verb}d.v1` as const
  return { type, action: `principal:${verb}`, resource: { type: 'Principal', id }, decision: 'ALLOW', reason } as const
}
