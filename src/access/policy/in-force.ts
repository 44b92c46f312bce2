import type { AccessStateStore } from '../ports.ts'
import type { AccessState, PolicyVersion } from '../types.ts'
import type { PolicyEngine } from './engine.ts'
import { defaultPolicies } from './packaged.ts'
import type { PolicySnapshot } from './types.ts'

/** The policies and grants that count. */
export interface PolicyInForce {
  /** Those of this moment. Asks the store for its epoch every time, so a revocation holds from the next call on. */
  current(): Promise<PolicySnapshot>
  /** Those of a moment of the past. */
  at(time: number): Promise<PolicySnapshot>
  /** Those of a state that was read elsewhere, such as within a transaction. */
  of(state: AccessState): Promise<PolicySnapshot>
}

/** What {@link createPolicyInForce} keeps and reads. */
export interface InForceParts {
  readonly engine: PolicyEngine
  readonly state: AccessStateStore
}

/** Keeps the snapshot in force and loads another when the epoch is another. Throws the store's `Fault`. */
export function createPolicyInForce({ engine, state }: InForceParts): PolicyInForce {
  let known: PolicySnapshot | undefined
  let loading: Promise<PolicySnapshot> | undefined
  const freeze = createFreezer(engine)
  const load = async () => {
    known = await freeze(await state.load())
    return known
  }
  const join = () => {
    loading ??= load().finally(() => (loading = undefined))
    return loading
  }
  return {
    async current() {
      const epoch = await state.epoch()
      if (known?.epoch === epoch) return known
      const joined = await join()
      // One that was under way may have read the store before this call did; the next one cannot have.
      return joined.epoch === epoch ? joined : join()
    },
    at: async (time) => freeze(await state.at(time)),
    of: freeze,
  }
}

/** Grants change far more often than policies, so the policies read last are kept. */
function createFreezer(engine: PolicyEngine): (loaded: AccessState) => Promise<PolicySnapshot> {
  let last: { readonly number: number | null; readonly snapshot: PolicySnapshot } | undefined
  return async ({ version, ...state }) => {
    await engine.ready()
    const number = version?.number ?? null
    if (last === undefined || last.number !== number) last = { number, snapshot: read(engine, version) }
    return { ...last.snapshot, ...state }
  }
}

function read(engine: PolicyEngine, version: PolicyVersion | null): PolicySnapshot {
  // What comes with the package is checked before it is released.
  const isChecked = version === null || version.modelDigest === engine.modelDigest()
  const nothing = { epoch: null, asOf: null, grants: [] }
  return engine.snapshot(version?.files ?? [defaultPolicies()], nothing, { isChecked })
}
