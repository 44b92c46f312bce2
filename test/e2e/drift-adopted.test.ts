import { expect, test } from 'vitest'
import { sharedTools } from '../support/tools.ts'
import { approvalWorld, moveAlias } from './approval-world.ts'
import {
  driftIs,
  driftOften,
  promote,
  removeAlias,
  untilSo,
  violationFields,
  violationIs,
  violationsOf,
} from './drift-world.ts'
import { startToolProxy } from './tool-proxy.ts'

const patience = { timeout: 300_000 }
const proxy = await startToolProxy(sharedTools().mlflowUrl)
const world = await approvalWorld(driftOften, undefined, {
  engine: 'postgres',
  sources: [{ id: 'tracking', kind: 'mlflow', url: proxy.url }],
})
const { dana, rita, bo, model, version } = world
const fields = `violation { ${violationFields} }`

test(
  'what was moved past the gateway is taken over by a request with every gate and review, and out of policy until then',
  patience,
  async () => {
    await driftIs(world, 'BASELINED')
    const first = await promote(world, 3)
    await driftIs(world, 'IN_SYNC')
    await moveAlias(model, 'champion', '4')
    const open = await violationIs(world, 'OPEN')
    expect(open).toMatchObject({ kind: 'ALIAS_MOVED', expectedRef: version(3), observedRef: version(4), request: null })
    const viewer = await world.somebody('vic', 'viewer')
    expect((await viewer.does('adoptDrift', { id: open.id, reason: 'Mine.' }, fields)).userErrors).toMatchObject([
      { code: 'FORBIDDEN' },
    ])
    const adopted = await dana.does(
      'adoptDrift',
      { id: open.id, reason: 'It was urgent.' },
      `${fields} request { id action state gates { gate verdict } plan { baseVersion rows { label before after } } }`,
    )
    expect(adopted.userErrors).toEqual([])
    expect(adopted.request).toMatchObject({ action: 'ADOPT', state: 'PENDING', plan: { baseVersion: '4' } })
    expect(adopted.request.plan.rows).toContainEqual({ label: 'version', before: '3', after: '4' })
    expect(adopted.request.gates.map(({ gate }: { readonly gate: string }) => gate).toSorted()).toEqual([
      'artifact-integrity',
      'metric-bar',
    ])
    await driftIs(world, 'OUT_OF_POLICY')
    const { id } = adopted.request
    // Who did it is not known, and dana, who trained it, does not judge it.
    expect((await world.danaAgain.does('reviewRequest', { id, decision: 'APPROVE' })).userErrors).toMatchObject([
      { code: 'OWN_WORK' },
    ])
    for (const reviewer of [rita, bo])
      expect((await reviewer.does('reviewRequest', { id, decision: 'APPROVE' })).userErrors).toEqual([])
    await world.settles(id, 'COMPLETED')
    await world.settles(first, 'SUPERSEDED')
    await driftIs(world, 'IN_SYNC')
    expect((await violationsOf(dana))[0]).toMatchObject({ id: open.id, state: 'ADOPTED', request: { id } })
  },
)

test('what somebody lets stay is said so once, and is still not as it was approved', patience, async () => {
  await moveAlias(model, 'champion', '3')
  const open = await violationIs(world, 'OPEN')
  expect(open).toMatchObject({ kind: 'ALIAS_MOVED_TO_APPROVED', severity: 'MEDIUM', observedRef: version(3) })
  const reason = 'An incident; 4 comes back on Monday.'
  expect((await dana.does('resolveViolation', { id: open.id, reason }, fields)).userErrors).toMatchObject([
    { code: 'FORBIDDEN' },
  ])
  const resolved = await rita.does('resolveViolation', { id: open.id, reason }, fields)
  expect(resolved).toMatchObject({
    userErrors: [],
    violation: { state: 'RESOLVED', reason, endedBy: { name: 'rita' } },
  })
  expect((await rita.does('resolveViolation', { id: open.id, reason }, fields)).userErrors).toMatchObject([
    { code: 'WRONG_STATE' },
  ])
  const looked = async () =>
    (await dana.read('{ targets(environment: "production") { drift { lookedAt } } }')).targets[0].drift.lookedAt
  const then = await looked()
  await untilSo(looked, (at) => at > then)
  expect(await driftIs(world, 'DRIFTED')).toMatchObject({ violations: [] })
  await removeAlias(model, 'champion')
  const removed = await violationIs(world, 'OPEN')
  expect(removed).toMatchObject({ kind: 'ALIAS_REMOVED', severity: 'CRITICAL', observedRef: null })
  expect((await dana.does('revertDrift', { id: removed.id, reason: 'Back.' }, fields)).userErrors).toEqual([])
  expect(await violationIs(world, 'REVERTED')).toMatchObject({ id: removed.id, expectedRef: version(4) })
})

test('a tool that does not answer leaves its target unknown, and every violation as it is', patience, async () => {
  await driftIs(world, 'IN_SYNC')
  await moveAlias(model, 'champion', '2')
  const open = await violationIs(world, 'OPEN')
  proxy.behave('refuse')
  expect((await driftIs(world, 'UNKNOWN')).violations).toMatchObject([{ id: open.id, state: 'OPEN' }])
  proxy.behave('pass')
  await driftIs(world, 'DRIFTED')
  await moveAlias(model, 'champion', '4')
  expect(await violationIs(world, 'RESOLVED')).toMatchObject({ id: open.id, cause: 'BACK_IN_ORDER' })
})

test('what an alias stood for is told with the times in which it was seen', patience, async () => {
  const query = `query ($ref: String!) { model(ref: $ref) { aliasHistory(alias: "champion") { nodes { alias version modelVersion { ref } since until } } } }`
  const history = (await dana.read(query, { ref: `models:/${model}` })).model.aliasHistory.nodes
  const versions = history.map((period: { readonly version: string }) => period.version)
  expect(versions.slice(0, 3)).toEqual(['4', '2', '4'])
  expect(versions.at(-1)).toBe('1')
  expect(history[0]).toMatchObject({ alias: 'champion', modelVersion: { ref: version(4) }, until: null })
  expect(await world.findings()).toEqual([])
})
