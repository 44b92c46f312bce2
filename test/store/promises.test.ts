import { describe, expect, test } from 'vitest'
import { configurationDigestOf } from '../../src/approvals/digests.ts'
import type { ApprovalRequest, BreakGlass, GateException } from '../../src/approvals/index.ts'
import type { MirroredObject } from '../../src/catalog/types.ts'
import { systemActor } from '../../src/kernel/actor.ts'
import { mintUid, type Uid } from '../../src/kernel/ids.ts'
import { settleLapsed } from '../../src/reconciliation/lapsed.ts'
import { settleUnratified } from '../../src/reconciliation/unratified.ts'
import { aCheck, anException, approvalsOn, aRequest, aTarget } from './approval-rows.ts'
import { type EngineName, engines, freshDatabase } from './engines.ts'

const hourMs = 3_600_000
const at = { createdAt: 1, updatedAt: 1, observedAt: 1, nativeCreatedAt: 1 }
const named = { kind: 'Model', name: 'fraud', nativeId: 'fraud', source: 'tracking', workspace: '' } as const
const model: MirroredObject = {
  uid: 'model' as Uid,
  ...named,
  ...at,
  parentUid: null,
  description: null,
  facts: {},
  accessClass: 'Model',
}
const { uid, environment, source, kind, nativeRef } = aTarget
const watched = { uid, environment, source, kind, nativeRef, onDrift: 'ALERT' } as const

/** A store whose target was seen to hold something. */
async function world(engine: EngineName) {
  const approvals = approvalsOn(await freshDatabase(engine))
  const { drift, reads, changes } = approvals
  const clock = { now: () => Date.now() }
  await drift.changes.change(systemActor, (transaction) =>
    transaction.drift.saveWatch({
      target: uid,
      state: 'IN_SYNC',
      observed: null,
      observedSince: 1,
      observedAt: 1,
      lookedAt: 1,
      reason: null,
      baseline: null,
      filesAt: null,
      changedBytes: null,
      goodAt: 1,
      subject: model,
    }),
  )
  return {
    ...approvals,
    ports: { ...drift, approvals: { reads, clock } },
    save: (request: ApprovalRequest) => changes.change(systemActor, (transaction) => transaction.save(request)),
    violations: async () => (await drift.reads.list({}, { first: 100, after: null })).items,
    /** As `resolveViolation` does. */
    async resolve() {
      const [open] = (await drift.reads.list({}, { first: 1, after: null })).items
      if (open === undefined) throw new Error('There is none.')
      const ended = { state: 'RESOLVED', endedAt: Date.now(), endedBy: 'rita', reason: 'It may stay.' } as const
      await drift.changes.change(systemActor, (transaction) => transaction.drift.save({ ...open, ...ended }))
    },
  }
}

const broken = (outcome: BreakGlass['outcome']): BreakGlass => ({
  incident: mintUid(3),
  by: 'ivy',
  at: 2,
  ratifyBy: 3,
  ratifiers: 2,
  outcome,
  ratifications: [],
})

describe.each(engines)('what was promised, on %s', (engine) => {
  test('broken glass that too few ratified in time is a violation until they have, once for each, on however many gateways', async () => {
    const { ports, save, violations, recorded, verify } = await world(engine)
    const request = aRequest({ state: 'COMPLETED', breakGlass: broken(null) })
    await save(request)
    await save(aRequest({ uid: mintUid(9), state: 'COMPLETED' }))
    expect(await settleUnratified(ports, [watched])).toEqual([])
    await save({ ...request, breakGlass: broken('OVERDUE') })
    const opened = await Promise.all([settleUnratified(ports, [watched]), settleUnratified(ports, [watched])])
    expect(opened.flat()).toMatchObject([{ kind: 'RATIFICATION_OVERDUE', severity: 'CRITICAL', request: request.uid }])
    expect(await settleUnratified(ports, [watched])).toEqual([])
    await save({ ...request, breakGlass: broken('RATIFIED') })
    await settleUnratified(ports, [watched])
    expect(await violations()).toMatchObject([
      { state: 'RESOLVED', cause: 'RATIFIED', observed: { ref: 'models:/fraud/2' } },
    ])
    expect(await recorded()).toEqual(['gov.violation.opened.v1', 'gov.violation.resolved.v1'])
    expect((await verify()).findings).toEqual([])
  })

  test('what was settled by a person is not said again', async () => {
    const { ports, save, violations, resolve } = await world(engine)
    await save(aRequest({ state: 'COMPLETED', breakGlass: broken('OVERDUE') }))
    await settleUnratified(ports, [watched])
    await resolve()
    expect(await settleUnratified(ports, [watched])).toEqual([])
    expect(await violations()).toHaveLength(1)
  })

  const rule = { gate: 'metric-bar', required: true, params: { bar: 0.7 } }
  const configurationDigest = configurationDigestOf(rule)

  /** Something stands by an exception that was over an hour ago. */
  async function lapsedWorld(more: Partial<GateException> = {}) {
    const made = await world(engine)
    const { requirements, ...rest } = aRequest({ state: 'COMPLETED' })
    const request: ApprovalRequest = { ...rest, requirements: { ...requirements, gates: [rule] } }
    const { gate } = rule
    const over = { ...anException(), gate, configurations: [configurationDigest], until: Date.now() - hourMs, ...more }
    const grant = (exception: GateException) =>
      made.changes.change(systemActor, (transaction) => transaction.saveException(exception))
    const stands = (by: ApprovalRequest) =>
      made.changes.change(systemActor, async (transaction) => {
        await transaction.save(by)
        await transaction.setTarget(uid, {
          desired: { versionUid: by.subject.uid, artifactDigest: by.subject.artifactDigest },
          request: by.uid,
        })
      })
    await stands(request)
    await made.changes.change(systemActor, (transaction) =>
      transaction.addChecks([aCheck(request.uid, gate, { verdict: 'FAIL', configurationDigest, expiresAt: 20 })]),
    )
    await grant(over)
    return { ...made, request, over, grant, stands }
  }

  test('an exception that is over while what rested on it stands is a violation until there is another', async () => {
    const { ports, violations, grant, over, request, verify } = await lapsedWorld()
    const opened = await Promise.all([settleLapsed(ports, watched), settleLapsed(ports, watched)])
    expect(opened.flat()).toMatchObject([
      {
        kind: 'EXCEPTION_EXPIRED',
        severity: 'MEDIUM',
        gate: 'metric-bar',
        request: request.uid,
        lastGoodAt: over.until,
      },
    ])
    const anew = { ...over, uid: mintUid(10), until: Date.now() + hourMs }
    await grant(anew)
    expect(await settleLapsed(ports, watched)).toEqual([])
    expect(await violations()).toMatchObject([{ state: 'RESOLVED', cause: 'EXCEPTED' }])
    await grant({ ...anew, ending: { at: Date.now(), by: 'rob', reason: 'No.' } })
    expect(await settleLapsed(ports, watched)).toHaveLength(1)
    expect((await verify()).findings).toEqual([])
  })

  test('it ends when something else stands there, also what was brought back', async () => {
    const { ports, violations, stands, request } = await lapsedWorld()
    await settleLapsed(ports, watched)
    const back = aRequest({ uid: mintUid(20), state: 'COMPLETED', action: 'ROLLBACK', restores: request.uid })
    await stands(back)
    expect(await settleLapsed(ports, watched)).toEqual([])
    expect(await violations()).toMatchObject([{ state: 'OPEN' }])
    await stands(aRequest({ uid: mintUid(21), state: 'COMPLETED' }))
    await settleLapsed(ports, watched)
    expect(await violations()).toMatchObject([{ state: 'RESOLVED', cause: 'CHANGED_BY_REQUEST' }])
  })

  test('what somebody lets stay is not said again', async () => {
    const { ports, violations, resolve } = await lapsedWorld()
    await settleLapsed(ports, watched)
    await resolve()
    expect(await settleLapsed(ports, watched)).toEqual([])
    expect(await violations()).toHaveLength(1)
  })

  test.each([
    ['counts still', { until: Date.now() + 24 * hourMs }],
    ['is from the gate with other parameters', { configurations: ['b'.repeat(64)] }],
    ['is for other bytes', { subjectDigest: 'b'.repeat(64) }],
    ['is for another target', { target: mintUid(30) }],
  ])('an exception that %s is none', async (_what, more) => {
    const { ports } = await lapsedWorld(more)
    expect(await settleLapsed(ports, watched)).toEqual([])
  })
})
