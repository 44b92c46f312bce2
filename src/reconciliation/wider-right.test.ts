import { expect, test } from 'vitest'
import type { Uid } from '../kernel/ids.ts'
import { hasGrownBeyond, modelsOf, piecesOf, type WiderExcess, type WiderRight } from './wider-right.ts'

const at = (...models: readonly string[]) => models.map((model) => ({ uid: model as Uid, model: model as Uid }))
const excess = (more: Partial<WiderExcess> = {}): WiderExcess => ({
  kind: 'Model',
  actions: ['model:read'],
  isOnAll: false,
  objects: at('loans'),
  ...more,
})
const right = (...parts: readonly WiderExcess[]): WiderRight => ({
  holder: { kind: 'ACCOUNT', name: 'eve', workspace: null },
  accounts: ['eve'],
  excess: parts,
})
const grows = (before: WiderRight, now: WiderRight) => hasGrownBeyond(piecesOf(before), now)

test('a right grows by another action and by another model', () => {
  const before = right(excess())
  expect(grows(before, before)).toBe(false)
  expect(grows(before, right(excess({ actions: ['model:read', 'alias:set'] })))).toBe(true)
  expect(grows(before, right(excess({ objects: at('loans', 'fraud') })))).toBe(true)
  expect(grows(before, right(excess(), excess({ kind: 'ModelVersion' })))).toBe(true)
})

test('a right shrinks without growing, and is the same however it is put', () => {
  const before = right(excess({ actions: ['model:read', 'alias:set'], objects: at('loans', 'fraud') }))
  expect(grows(before, right(excess()))).toBe(false)
  expect(grows(before, right(excess({ actions: ['alias:set', 'model:read'], objects: at('fraud', 'loans') })))).toBe(
    false,
  )
  const apart = right(
    excess({ actions: ['alias:set'], objects: at('loans', 'fraud') }),
    excess({ objects: at('loans', 'fraud') }),
  )
  expect([grows(before, apart), grows(apart, before)]).toEqual([false, false])
})

test('a right for all models does not grow by a model that comes to be protected, and does by what it allows', () => {
  const before = right(excess({ isOnAll: true }))
  expect(grows(before, right(excess({ isOnAll: true, objects: at('loans', 'fraud') })))).toBe(false)
  expect(grows(before, right(excess({ isOnAll: true, actions: ['alias:set'] })))).toBe(true)
  expect(grows(right(excess()), before)).toBe(true)
})

test('a role grows by whoever is given it, and not by whoever loses it', () => {
  const held = (...accounts: readonly string[]): WiderRight => ({ ...right(excess()), accounts })
  expect(grows(held('eve'), held('eve', 'mallory'))).toBe(true)
  expect(grows(held('eve', 'mallory'), held('eve'))).toBe(false)
})

test('of versions it is their model that counts, so that another example is no growth', () => {
  const version = (uid: string) =>
    excess({ kind: 'ModelVersion', objects: [{ uid: uid as Uid, model: 'loans' as Uid }] })
  expect(grows(right(version('1')), right(version('2')))).toBe(false)
  expect(modelsOf(right(version('1'), excess(), excess({ objects: at('fraud') })))).toEqual(['loans', 'fraud'])
})
