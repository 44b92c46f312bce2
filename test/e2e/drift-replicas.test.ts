import { expect, test } from 'vitest'
import { startGateway } from '../support/gateway.ts'
import { freshPostgresUrl } from '../support/tools.ts'
import { aliasInMlflow, approvalWorld, moveAlias } from './approval-world.ts'
import { driftIs, driftOften, promote, violationIs, violationsOf } from './drift-world.ts'

test('two gateways on one store open one violation and put back once', { timeout: 300_000 }, async () => {
  const store = { url: await freshPostgresUrl() }
  const world = await approvalWorld({ ...driftOften, store }, undefined, { engine: 'postgres', onDrift: 'REVERT' })
  const { dana, model, setup } = world
  const other = await startGateway(setup)
  await other.caughtUp('tracking')
  await driftIs(world, 'BASELINED')
  await promote(world, 3)
  await driftIs(world, 'IN_SYNC')
  const before = await violationsOf(dana)
  await moveAlias(model, 'champion', '4')
  await violationIs(world, 'REVERTED')
  expect(await aliasInMlflow(model, 'champion')).toBe('3')
  const [only, ...more] = (await violationsOf(dana)).slice(0, -before.length || undefined)
  expect([only?.attempts, more]).toEqual([1, []])
  const { approvalRequests } = await dana.read('{ approvalRequests { nodes { action state } } }')
  expect(approvalRequests.nodes.filter(({ action }: { readonly action: string }) => action === 'ROLLBACK')).toEqual([
    { action: 'ROLLBACK', state: 'COMPLETED' },
  ])
  expect(await world.findings()).toEqual([])
})
