import { describe, expect, test } from 'vitest'
import type { MirroredObject } from '../../src/catalog/types.ts'
import { systemActor } from '../../src/kernel/actor.ts'
import type { Uid } from '../../src/kernel/ids.ts'
import { type Fault, faultOf, problem } from '../../src/kernel/problem.ts'
import { reconcileNativeRights, type WiderRight } from '../../src/reconciliation/index.ts'
import { approvalsOn } from './approval-rows.ts'
import { type EngineName, engines, freshDatabase } from './engines.ts'

const at = { createdAt: 1, updatedAt: 1, observedAt: 1, nativeCreatedAt: 1 }
const model: MirroredObject = {
  uid: 'model' as Uid,
  kind: 'Model',
  name: 'fraud',
  nativeId: 'fraud',
  source: 'tracking',
  workspace: '',
  ...at,
  parentUid: null,
  description: null,
  facts: {},
  accessClass: 'Model',
}
const objects = [{ uid: model.uid, model: model.uid }]
const right = (name: string, actions: readonly string[] = ['alias:set']): WiderRight => ({
  holder: { kind: 'ACCOUNT', name, workspace: null },
  accounts: [name],
  excess: [{ kind: 'Model', actions, isOnAll: false, objects }],
})

/** A store beside a tool that tells what it is told to tell. */
async function world(engine: EngineName) {
  const { drift, recorded, verify } = approvalsOn(await freshDatabase(engine))
  const warned: object[] = []
  let wider: readonly WiderRight[] = []
  let untold: readonly (string | null)[] = []
  let fault: Fault | null = null
  let environments: readonly string[] = ['production']
  const ports = {
    ...drift,
    log: { info: () => undefined, warn: (facts: object) => void warned.push(facts) },
    native: {
      guarded: async () => environments.map((environment) => ({ source: 'tracking', environment, models: [model] })),
      async told() {
        if (fault !== null) throw fault
        return { tellsOf: ({ name }: WiderRight['holder']) => !untold.includes(name), widerOn: async () => wider }
      },
    },
  }
  const look = () => reconcileNativeRights(ports, { signal: new AbortController().signal, requestId: 'test' })
  return {
    look,
    warned,
    recorded,
    verify,
    async sees(...told: readonly WiderRight[]) {
      wider = told
      await look()
    },
    untold: (...names: readonly string[]) => void (untold = names),
    fails: (error: Fault | null) => void (fault = error),
    guards: (...names: readonly string[]) => void (environments = names),
    violations: async () => (await drift.reads.list({}, { first: 100, after: null })).items,
    /** As `resolveViolation` does. */
    async letsStay() {
      const [open] = (await drift.reads.list({}, { first: 1, after: null })).items
      if (open === undefined) throw new Error('There is none.')
      const ended = { state: 'RESOLVED', endedAt: Date.now(), endedBy: 'rita', reason: 'It may stay.' } as const
      await drift.changes.change(systemActor, (transaction) => transaction.drift.save({ ...open, ...ended }))
    },
  }
}

describe.each(engines)('rights of tools, on %s', (engine) => {
  test('gateways that look at once open one violation for each holder, and it ends with the right', async () => {
    const { sees, look, violations, recorded, verify, warned } = await world(engine)
    await sees()
    expect(await violations()).toEqual([])
    await Promise.all([sees(right('eve'), right('bob')), look(), look()])
    const open = await violations()
    expect(open).toHaveLength(2)
    expect(open[0]).toMatchObject({ severity: 'MEDIUM', state: 'OPEN', target: null, toolChangedAt: null })
    expect(warned).toHaveLength(2)
    expect(warned[0]).toMatchObject({ kind: 'NATIVE_RIGHT_WIDER', environment: 'production', models: 1 })
    await sees(right('bob'))
    const after = await violations()
    expect(after.map(({ targetRef, state, cause }) => `${targetRef} ${state} ${cause}`).toSorted()).toEqual([
      'account bob OPEN null',
      'account eve RESOLVED BACK_IN_ORDER',
    ])
    expect(await recorded()).toEqual([
      'gov.violation.opened.v1',
      'gov.violation.opened.v1',
      'gov.violation.resolved.v1',
    ])
    expect((await verify()).findings).toEqual([])
  })

  test('what has grown is another violation, and what has shrunk is the same', async () => {
    const { sees, violations } = await world(engine)
    await sees(right('eve', ['alias:set', 'model:read']))
    await sees(right('eve'))
    const [shrunk] = await violations()
    expect(shrunk).toMatchObject({ state: 'OPEN', revision: 2, native: { excess: [{ actions: ['alias:set'] }] } })
    await sees(right('eve', ['alias:set', 'grant:create']))
    expect(await violations()).toMatchObject([{ state: 'OPEN' }, { uid: shrunk?.uid, cause: 'MOVED_ON' }])
  })

  test('what somebody lets stay is told again when it grows, and is let stay once more where it is as it was', async () => {
    const { sees, letsStay, violations } = await world(engine)
    await sees(right('eve'))
    await letsStay()
    await sees(right('eve'))
    expect(await violations()).toHaveLength(1)
    const grown = right('eve', ['alias:set', 'grant:create'])
    await sees(grown)
    expect((await violations())[0]).toMatchObject({ state: 'OPEN' })
    await sees(right('eve'))
    await sees(right('eve'))
    expect(await violations()).toMatchObject([{ cause: 'ACCEPTED_BEFORE', endedBy: null }, { endedBy: 'rita' }])
    await sees(grown)
    expect(await violations()).toHaveLength(3)
  })

  test('a tool that does not answer, or not of an account, leaves its violation as it was', async () => {
    const { sees, fails, untold, look, violations } = await world(engine)
    await sees(right('eve'))
    const before = await violations()
    fails(faultOf(problem('UPSTREAM_UNAVAILABLE', 'It is away.')))
    await sees()
    fails(null)
    untold('eve')
    await look()
    expect(await violations()).toEqual(before)
    untold()
    await look()
    expect(await violations()).toMatchObject([{ cause: 'BACK_IN_ORDER' }])
  })

  test('where the environment is protected no more it ends, whatever its tool says', async () => {
    const { sees, guards, look, violations } = await world(engine)
    guards('production', 'emergency')
    await sees(right('eve'))
    expect(await violations()).toHaveLength(2)
    guards('emergency')
    await look()
    expect((await violations()).map(({ environment, cause }) => `${environment} ${cause}`).toSorted()).toEqual([
      'emergency null',
      'production NO_LONGER_PROTECTED',
    ])
  })
})
