import type { NativeRight } from '../connector/native-rights.ts'
import type { ReachedObject, RightHolder, WiderExcess, WiderRight } from '../reconciliation/index.ts'
import type { Excess } from './native-judgement.ts'
import type { HeldRight } from './native-subjects.ts'

/** Collects what rights give too much, by whoever they would be taken away from. */
export interface WiderRights {
  add(held: Pick<HeldRight, 'right' | 'name'>, found: Excess & { readonly object: ReachedObject }): void
  /** In an order that depends on nothing but what was added. */
  all(): readonly WiderRight[]
}

interface Collected {
  readonly holder: RightHolder
  readonly accounts: Set<string>
  readonly excess: Map<string, Omit<WiderExcess, 'objects'> & { readonly objects: Map<string, ReachedObject> }>
}

/** Begins to collect. */
export function createWiderRights(): WiderRights {
  const holders = new Map<string, Collected>()
  return {
    add({ right, name }, { key, kind, actions, object }) {
      const holder = holderOf(right, name)
      const own = entryOf(holders, JSON.stringify(holder), () => ({ holder, accounts: new Set(), excess: new Map() }))
      if (name !== null) own.accounts.add(name)
      const isOnAll = right.on === null
      const excess = entryOf(own.excess, `${key} ${isOnAll}`, () => ({ kind, actions, isOnAll, objects: new Map() }))
      excess.objects.set(object.uid, object)
    },
    all: () =>
      inOrder(holders).map(({ holder, accounts, excess }) => ({
        holder,
        accounts: [...accounts].toSorted(),
        excess: inOrder(excess).map((each) => ({ ...each, objects: inOrder(each.objects) })),
      })),
  }
}

/** An administrator's rights and those given to the account are the account's; a role's are the role's, whoever has it. */
function holderOf({ role, workspace }: NativeRight, name: string | null): RightHolder {
  if (name === null) return { kind: 'EVERYBODY', name: null, workspace }
  return role === null ? { kind: 'ACCOUNT', name, workspace: null } : { kind: 'ROLE', name: role, workspace }
}

function entryOf<Value>(entries: Map<string, Value>, key: string, make: () => Value): Value {
  const known = entries.get(key) ?? make()
  entries.set(key, known)
  return known
}

function inOrder<Value>(entries: ReadonlyMap<string, Value>): readonly Value[] {
  return [...entries].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value)
}
