import type { AccessStateStore } from '../ports.ts'
import type { AccessState } from '../types.ts'
import type { PolicyEngine } from './engine.ts'
import { defaultPolicies } from './packaged.ts'
import type { PolicySnapshot } from './types.ts'

/** The policies and grants that count. */
export interface PolicyInForce {
  /** Those of this moment. Asks the store for its epoch every time, so a revocation holds from the next call on. */
  current(): Promise<PolicySnapshot>
  /** Those of a moment of the past. */
  at(time: number): Promise<PolicySnapshot>
}

/** Keeps the snapshot in force and loads another when the epoch has moved. Throws the store's `Fault`. */
export function createPolicyInForce({
  engine,
  state,
}: {
  readonly engine: PolicyEngine
  readonly state: AccessStateStore
}): PolicyInForce {
  let known: PolicySnapshot | undefined
  const build = async (loaded: AccessState) => {
    await engine.ready()
    const { version } = loaded
    // What comes with the package is checked before it is released.
    const isChecked = version === null || version.modelDigest === engine.modelDigest()
    return engine.snapshot(version?.files ?? [defaultPolicies()], loaded, { isChecked })
  }
  return {
    async current() {
      if (known !== undefined && known.epoch === (await state.epoch())) return known
      const fresh = await build(await state.load())
      // Of two that were loaded at once the newer stays.
      if (known === undefined || (fresh.epoch ?? 0) > (known.epoch ?? 0)) known = fresh
      return known
    },
    at: async (time) => build(await state.at(time)),
  }
}
