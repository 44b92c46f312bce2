import { describe, expect, test } from 'vitest'
import { codeOf } from '../../test/support/approval-steps.ts'
import { approvalWorld } from '../../test/support/approval-world.ts'
import { closeIncident } from './close-incident.ts'
import { openIncident } from './open-incident.ts'

const broken = { title: 'It answers wrongly', severity: 'HIGH', reason: 'Since noon.', ticket: null } as const
const once = { idempotencyKey: null, expectedRevision: null }

describe('an incident', () => {
  test('is opened and closed with its record, and sent twice under one key is opened once', async () => {
    const world = await approvalWorld()
    const opened = await openIncident(world.ports, world.as('ivy'), { ...broken, idempotencyKey: 'k' })
    const again = await openIncident(world.ports, world.as('ivy'), { ...broken, idempotencyKey: 'k' })
    if (!opened.ok || !again.ok) throw new Error('refused')
    expect(again.value.uid).toBe(opened.value.uid)
    const other = await openIncident(world.ports, world.as('ivy'), { ...broken, title: 'else', idempotencyKey: 'k' })
    expect(codeOf(other)).toBe('IDEMPOTENCY_CONFLICT')
    const closed = await closeIncident(world.ports, world.as('ivy'), {
      ...once,
      incident: opened.value.uid,
      reason: 'Put right.',
    })
    expect(closed).toMatchObject({ ok: true, value: { revision: 2, closing: { by: 'ivy', reason: 'Put right.' } } })
    expect(world.store.kept().events.map(({ type }) => type)).toEqual([
      'gov.incident.opened.v1',
      'gov.incident.closed.v1',
    ])
  })

  test('is closed once, of the revision that was looked at, and where there is one', async () => {
    const world = await approvalWorld()
    const opened = await openIncident(world.ports, world.as('ivy'), { ...broken, idempotencyKey: null })
    if (!opened.ok) throw new Error('refused')
    const incident = opened.value.uid
    const close = (more: object) =>
      closeIncident(world.ports, world.as('ivy'), { ...once, incident, reason: 'over', ...more })
    expect(codeOf(await close({ expectedRevision: 7 }))).toBe('REVISION_CONFLICT')
    expect(codeOf(await close({ incident: 'none' }))).toBe('NOT_FOUND')
    expect((await close({})).ok).toBe(true)
    expect(codeOf(await close({}))).toBe('WRONG_STATE')
  })

  test('is opened and closed by nobody without the right, and that is recorded', async () => {
    const world = await approvalWorld()
    const opened = await openIncident(world.ports, world.as('ivy'), { ...broken, idempotencyKey: null })
    if (!opened.ok) throw new Error('refused')
    const command = { ...once, incident: opened.value.uid, reason: 'over' }
    expect(codeOf(await openIncident(world.ports, world.as('bea'), { ...broken, idempotencyKey: null }))).toBe(
      'FORBIDDEN',
    )
    expect(codeOf(await closeIncident(world.ports, world.as('bea'), command))).toBe('FORBIDDEN')
    expect(world.store.kept().events.slice(1)).toMatchObject([
      { type: 'gov.approval.denied.v1', action: 'incident:open', decision: 'DENY' },
      { type: 'gov.approval.denied.v1', action: 'incident:close', decision: 'DENY' },
    ])
  })
})
