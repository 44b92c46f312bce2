import { createPolicyEngine, createPolicyInForce, createRights, type Rights } from '../../src/access/index.ts'

/** Rights by the policies of the package, without any grant. */
export function defaultRights(): Rights {
  const log = { error: (facts: object, message: string) => expectNothing(facts, message) }
  const engine = createPolicyEngine({ clock: { now: Date.now }, log })
  const nothing = { asOf: null, version: null, grants: [] }
  const state = {
    epoch: async () => 1,
    load: async () => ({ ...nothing, epoch: 1 }),
    at: async (time: number) => ({ ...nothing, epoch: null, asOf: time }),
  }
  return createRights({ engine, inForce: createPolicyInForce({ engine, state }) })
}

function expectNothing(facts: object, message: string): never {
  throw new Error(`${message}: ${JSON.stringify(facts)}`)
}
