import { expect, test } from 'vitest'
import { aliasInMlflow, approvalWorld } from '../../e2e/approval-world.ts'

const world = await approvalWorld()
const { dana, danaAgain, rita, bo, model, version, settles } = world
const until = new Date(Date.now() + 86_400_000).toISOString()
const fields = `exception { id gate versionRef targetRef active until grantedBy { name } compensatingControl endReason }
  request { state gates { gate verdict found exception { id } } exceptions { nodes { id } } blockers { code } }`

test('a gate that does not pass is excepted by somebody who had no part in it, and the change is carried out', {
  timeout: 300_000,
}, async () => {
  const asked = { ref: version(2), environment: 'production', reason: 'The bar is wrong.' }
  const { request } = await dana.does('requestApproval', asked)
  const wish = {
    request: request.id,
    gate: 'metric-bar',
    until,
    reason: 'The held-out set is mislabelled.',
    compensatingControl: 'Sampled by hand.',
  }
  expect((await bo.does('grantException', wish, fields)).userErrors).toMatchObject([{ code: 'FORBIDDEN' }])
  for (const own of [dana, danaAgain])
    expect((await own.does('grantException', wish, fields)).userErrors).toMatchObject([{ code: 'OWN_WORK' }])
  const integrity = await rita.does('grantException', { ...wish, gate: 'artifact-integrity' }, fields)
  expect(integrity.userErrors).toMatchObject([{ code: 'BAD_USER_INPUT', field: ['gate'] }])
  const once = { ...wish, idempotencyKey: 'once' }
  const { exception, request: now, userErrors } = await rita.does('grantException', once, fields)
  expect(userErrors).toEqual([])
  expect(exception).toMatchObject({ gate: 'metric-bar', active: true, grantedBy: { name: 'rita' } })
  expect(now.gates).toContainEqual({
    gate: 'metric-bar',
    verdict: 'EXCEPTED',
    found: 'FAIL',
    exception: { id: exception.id },
  })
  expect(now.blockers.map(({ code }: { readonly code: string }) => code)).not.toContain('GATE_FAILED')
  expect((await rita.does('grantException', once, fields)).exception.id).toBe(exception.id)

  const list = `query ($ref: String) { exceptions(active: true, ref: $ref) { nodes { id request { id } } } }`
  expect((await bo.read(list, { ref: version(2) })).exceptions.nodes).toEqual([
    { id: exception.id, request: { id: request.id } },
  ])
  expect((await bo.read(list, { ref: version(3) })).exceptions.nodes).toEqual([])
  const stranger = await world.somebody('stranger', 'policy-steward')
  expect((await stranger.read(list)).exceptions.nodes).toEqual([])
  expect(await stranger.read('query ($id: ID!) { node(id: $id) { id } }', { id: exception.id })).toEqual({ node: null })

  for (const reviewer of [rita, bo]) await reviewer.does('reviewRequest', { id: request.id, decision: 'APPROVE' })
  await settles(request.id, 'COMPLETED')
  expect(await aliasInMlflow(model, 'champion')).toBe('2')
  const ended = await rita.does('grantException', { ends: exception.id, reason: 'Measured anew.' }, fields)
  expect(ended).toMatchObject({ userErrors: [], exception: { active: false, endReason: 'Measured anew.' } })
  expect((await bo.read(list)).exceptions.nodes).toEqual([])
  expect((await bo.read('{ exceptions(active: false) { nodes { id } } }')).exceptions.nodes).toHaveLength(1)
  expect(await world.findings()).toEqual([])
})
