import { expect, test } from 'vitest'
import { aliasInMlflow, approvalWorld } from './approval-world.ts'

const reviewers = [{ name: 'model risk', role: 'model-risk-reviewer' }]
const gates = [{ gate: 'artifact-integrity' }]
const world = await approvalWorld({
  approvals: { policies: [{ name: 'production', protected: true, gates, reviewers, breakGlass: { ratifiers: 2 } }] },
})
const { dana, danaAgain, rita, bo, model, version, settles } = world
const ivy = await world.somebody('ivy', 'incident-commander')

const reason = 'Version 1 refuses every payment from Norway, version 3 does not, and it is night.'
const glass = `breakGlass { incident { title state } by { name } ratifiers outcome ratifications { by { name } comment } }`
const open = async (who: typeof ivy) =>
  who.does(
    'openIncident',
    { title: 'Payments are refused', severity: 'CRITICAL', reason: 'Since noon.' },
    'incident { id state openedBy { name } }',
  )

test('one person breaks glass for an incident, MLflow holds it, others ratify it, and the trail holds', {
  timeout: 300_000,
}, async () => {
  expect((await open(dana)).userErrors).toMatchObject([{ code: 'FORBIDDEN' }])
  const { incident } = await open(ivy)
  expect(incident).toMatchObject({ state: 'OPEN', openedBy: { name: 'ivy' } })
  const asked = { incident: incident.id, ref: version(3), environment: 'production', reason }
  expect((await dana.does('breakGlass', asked)).userErrors).toMatchObject([{ code: 'FORBIDDEN' }])
  const fields = 'request { id } preview { versionRef gates { gate verdict } blockers { code } }'
  const { request: none, preview } = await ivy.does('breakGlass', { ...asked, dryRun: true }, fields)
  expect({ none, preview }).toMatchObject({ none: null, preview: { versionRef: version(3), blockers: [] } })
  const hurried = { ...asked, idempotencyKey: 'once' }
  const { request } = await ivy.does('breakGlass', hurried, `request { id state ${glass} }`)
  expect(request.breakGlass).toMatchObject({ by: { name: 'ivy' }, ratifiers: 2, outcome: 'OPEN', ratifications: [] })
  expect((await ivy.does('breakGlass', hurried)).request.id).toBe(request.id)
  await settles(request.id, 'COMPLETED')
  expect(await aliasInMlflow(model, 'champion')).toBe('3')

  const ratify = async (who: typeof ivy, comment: string) =>
    who.does('ratifyBreakGlass', { id: request.id, comment }, `request { ${glass} viewerCan { ratify } }`)
  for (const own of [danaAgain, ivy])
    expect((await ratify(own, 'Mine.')).userErrors).toMatchObject([{ code: 'OWN_WORK' }])
  expect((await ratify(rita, 'It was.')).request.breakGlass).toMatchObject({ outcome: 'OPEN' })
  expect((await ratify(bo, 'It was.')).request.breakGlass).toMatchObject({
    incident: { title: 'Payments are refused' },
    outcome: 'RATIFIED',
    ratifications: [{ by: { name: 'rita' } }, { by: { name: 'bo' } }],
  })
  const close = { id: incident.id, reason: 'Version 3 answers.', expectedRevision: 1 }
  const closed = await ivy.does(
    'closeIncident',
    close,
    'incident { state closedBy { name } breakGlass { nodes { id } } }',
  )
  expect(closed.incident).toEqual({
    state: 'CLOSED',
    closedBy: { name: 'ivy' },
    breakGlass: { nodes: [{ id: request.id }] },
  })
  const { incidents } = await dana.read('{ incidents(state: CLOSED) { nodes { id resolution } } }')
  expect(incidents.nodes).toEqual([{ id: incident.id, resolution: 'Version 3 answers.' }])
  expect((await ivy.does('breakGlass', { ...asked, ref: version(4) })).userErrors).toMatchObject([
    { code: 'WRONG_STATE' },
  ])
  expect(await world.findings()).toEqual([])
})
