import type { ConnectorEffects } from '../../../../src/connector/effects.ts'
import { connectorWith, fault, type Mutation, type MutationTable } from './mutation.ts'

const effectsWith = (change: (effects: ConnectorEffects) => Partial<ConnectorEffects>): Mutation =>
  connectorWith(({ effects }) => {
    if (effects === undefined) throw new Error('The reference connector has no effects')
    return { effects: { ...effects, ...change(effects) } }
  })

const failingAs = (facts: Parameters<typeof fault>[0]): Mutation =>
  effectsWith(({ observe }) => ({
    observe: (place, call) =>
      observe(place, call).catch(() => {
        throw fault(facts)
      }),
  }))

/** Broken changes. */
export const effectMutations: MutationTable = {
  'effects: a place holds what was put there last, until it is emptied': [
    effectsWith(() => ({ put: async () => undefined })),
    effectsWith(({ put }) => ({ put: (place, value, call) => put(place, value ?? '', call) })),
    effectsWith(() => ({ observe: async () => '1' })),
  ],
  'effects: a change is sent once': [
    effectsWith(({ put }) => ({
      async put(place, value, call) {
        await put(place, value, call)
        await put(place, value, call)
      },
    })),
    effectsWith(() => ({ put: async () => undefined })),
  ],
  'effects: a model or version that is not there is NOT_FOUND': [
    effectsWith(({ observe }) => ({ observe: (place, call) => observe(place, call).catch(() => null) })),
    effectsWith(({ put }) => ({ put: (place, value, call) => put(place, value, call).catch(() => undefined) })),
    failingAs({ code: 'UPSTREAM_INVALID', retryable: false }),
    failingAs({ code: 'NOT_FOUND', retryable: true }),
  ],
}
