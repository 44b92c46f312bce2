import { expect, test } from 'vitest'
import { listenSse, type Result } from '../streams/listen.ts'
import { aliasInMlflow, approvalWorld, moveAlias } from './approval-world.ts'
import {
  driftIs,
  driftOf,
  driftOften,
  promote,
  untilSo,
  violationFields,
  violationIs,
  violationsOf,
} from './drift-world.ts'

const patience = { timeout: 300_000 }
const world = await approvalWorld(driftOften, undefined, { onDrift: 'REVERT' })
const { dana, model, version, url, gateway } = world

const query = `subscription { violationOpened(environment: "production", severities: [HIGH], marks: true) { cursor at violation { id kind observedRef } } }`
const listen = async (role: 'viewer' | 'policy-steward') => {
  const { token } = await gateway.tokens.create({ principalName: `listening-${role}`, roles: [role], lifetimeMs: null })
  return listenSse(url, { query, variables: {} }, { token })
}
const openedOf = (result: Result) => result.data.violationOpened

test('first contact takes what is there as it is, and puts nothing back that nobody approved', patience, async () => {
  const baselined = await driftIs(world, 'BASELINED')
  expect(baselined).toMatchObject({ onDrift: 'REVERT', baselineVersion: { ref: version(1) }, violations: [] })
  await moveAlias(model, 'champion', '2')
  const drifted = await driftIs(world, 'DRIFTED')
  expect(drifted.violations).toMatchObject([
    {
      kind: 'ALIAS_MOVED',
      severity: 'HIGH',
      state: 'OPEN',
      actor: 'unattributed',
      expectedRef: version(1),
      observedRef: version(2),
      attempts: 0,
    },
  ])
  expect(await aliasInMlflow(model, 'champion')).toBe('2')
  const [{ id }] = drifted.violations
  const refused = await dana.does('revertDrift', { id, reason: 'Back.' }, 'violation { state }')
  expect(refused.userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
})

test('an alias that was moved by hand is put back once, and a fight over it is not begun', patience, async () => {
  const approved = await promote(world, 3)
  await driftIs(world, 'IN_SYNC')
  expect((await violationsOf(dana))[0]).toMatchObject({
    state: 'RESOLVED',
    cause: 'CHANGED_BY_REQUEST',
    request: { id: approved },
  })

  const before = new Date().toISOString()
  const [seeing, blind] = [await listen('viewer'), await listen('policy-steward')]
  for (const stream of [seeing, blind]) expect(openedOf(await stream.next()).violation).toBeNull()
  await moveAlias(model, 'champion', '2')
  const told = openedOf(await seeing.next())
  expect(told).toMatchObject({ violation: { kind: 'ALIAS_MOVED', observedRef: version(2) } })
  const reverted = await violationIs(world, 'REVERTED')
  expect(reverted).toMatchObject({
    kind: 'ALIAS_MOVED',
    expectedRef: version(3),
    observedRef: version(2),
    attempts: 1,
    request: { action: 'ROLLBACK', state: 'COMPLETED', versionRef: version(3), restores: { id: approved } },
  })
  expect(reverted.id).toBe(told.violation.id)
  // What comes next for whoever does not see the model is a mark.
  expect(openedOf(await blind.next()).violation).toBeNull()
  for (const stream of [seeing, blind]) stream.stop()
  expect(await aliasInMlflow(model, 'champion')).toBe('3')
  expect(await driftOf(world)).toMatchObject({ state: 'IN_SYNC', violations: [] })

  await moveAlias(model, 'champion', '4')
  const contested = await violationIs(world, 'CONTESTED')
  expect(await aliasInMlflow(model, 'champion')).toBe('4')
  // Every change without an approval in this period, as one query.
  const period = { from: before, to: new Date(Date.now() + 60_000).toISOString(), environment: 'production' }
  expect((await violationsOf(dana, period)).map(({ observedRef }) => observedRef)).toEqual([version(4), version(2)])

  const fields = `violation { ${violationFields} }`
  const stale = { id: contested.id, reason: 'We agreed on 3.', expectedRevision: contested.revision - 1 }
  expect((await dana.does('revertDrift', stale, fields)).userErrors).toMatchObject([{ code: 'REVISION_CONFLICT' }])
  const wanted = { id: contested.id, reason: 'We agreed on 3.', idempotencyKey: 'once' }
  const asked = await dana.does('revertDrift', wanted, fields)
  expect(asked).toMatchObject({ userErrors: [], violation: { request: { versionRef: version(3) } } })
  const again = await dana.does('revertDrift', wanted, fields)
  expect(again.violation.request.id).toBe(asked.violation.request.id)
  await untilSo(
    async () => (await violationsOf(dana, { states: ['REVERTED'] })).length,
    (count) => count === 2,
  )
  expect(await aliasInMlflow(model, 'champion')).toBe('3')
  expect(await world.findings()).toEqual([])
})
