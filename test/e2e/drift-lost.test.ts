import { expect, test } from 'vitest'
import type { MeasuredModel } from '../support/measured-models.ts'
import { textAt } from '../support/seed-mlflow.ts'
import { aliasInMlflow, approvalWorld, moveAlias, writer } from './approval-world.ts'
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
let measured: MeasuredModel | undefined
const world = await approvalWorld(driftOften, async (made) => {
  measured = made
  return { sources: [], targets: [] }
})
const { dana, rita, model, version, settles } = world
const commander = await world.somebody('ivy', 'incident-commander')
const fields = `violation { ${violationFields} }`
const asking = `request { id state restores { id } blockers { code subject } }`

/** Writes a file of a version past the gateway and answers what it was. */
async function overwrite(number: number, content: string): Promise<void> {
  const modelId = measured?.versions[number - 1]?.modelId ?? ''
  const reply = await writer.get(`/logged-models/${modelId}`)
  const folder = textAt(reply, 'model', 'info', 'artifact_uri').replace(/^mlflow-artifacts:\/+/, '')
  await writer.put(`${folder}/requirements.txt`, Buffer.from(content))
}

const rollBack = (more: object = {}) =>
  dana.does('rollBack', { model: `models:/${model}`, environment: 'production', reason: 'Worse.', ...more }, asking)

const settled = async (id: string) =>
  (await rita.does('resolveViolation', { id, reason: 'Looked at.' }, fields)).violation.state

test(
  'files of what is live that were changed in place freeze it until a person has settled that',
  patience,
  async () => {
    await driftIs(world, 'BASELINED')
    const third = await promote(world, 3)
    await promote(world, 4)
    await driftIs(world, 'IN_SYNC')
    await overwrite(4, 'scikit-learn==1.5.1\nevil==6.6.6\n')
    const open = await violationIs(world, 'OPEN')
    expect(open).toMatchObject({
      kind: 'BYTES_CHANGED',
      severity: 'CRITICAL',
      expectedRef: version(4),
      actor: 'unattributed',
    })
    expect(open.observedDigest).not.toBe(open.expectedDigest)
    await driftIs(world, 'DRIFTED')

    const back = await rollBack()
    expect(back).toMatchObject({ userErrors: [], request: { state: 'APPROVED', restores: { id: third } } })
    expect(back.request.blockers).toMatchObject([{ code: 'TARGET_FROZEN', subject: open.id }])
    const nothing = await dana.does('revertDrift', { id: open.id, reason: 'Back.' }, fields)
    expect(nothing.userErrors).toMatchObject([{ code: 'UNSUPPORTED' }])

    await overwrite(4, 'scikit-learn==1.5.1\n')
    const isBack = await untilSo(
      async () => (await violationsOf(dana, { kinds: ['BYTES_CHANGED'] }))[0],
      ({ cause }) => cause === 'BACK_IN_ORDER',
    )
    expect(isBack).toMatchObject({ id: open.id, state: 'OPEN' })
    expect(await aliasInMlflow(model, 'champion')).toBe('4')
    expect(await settled(open.id)).toBe('RESOLVED')
    await settles(back.request.id, 'COMPLETED')
    expect(await aliasInMlflow(model, 'champion')).toBe('3')

    // Its files are what they were, and what was said of them before somebody changed them counts no more.
    const again = await rollBack({ to: version(4) })
    expect(again).toMatchObject({ userErrors: [], request: { state: 'PENDING', restores: null } })
    await dana.does('cancelRequest', { id: again.request.id, reason: 'Not now.' })
  },
)

test('broken glass goes through a freeze, to another version alone', patience, async () => {
  await driftIs(world, 'IN_SYNC')
  await overwrite(3, 'evil==6.6.6\n')
  const open = await violationIs(world, 'OPEN')
  const incident = await commander.does(
    'openIncident',
    { title: 'Tampered', severity: 'CRITICAL', reason: 'Files of what is live were changed.' },
    'incident { id }',
  )
  const input = {
    incident: incident.incident.id,
    environment: 'production',
    reason: 'The version that is live was tampered with, and nobody who could review another is awake.',
  }
  const broken = await commander.does('breakGlass', { ...input, ref: version(4) })
  expect(broken.userErrors).toEqual([])
  await settles(broken.request.id, 'COMPLETED')
  expect(await aliasInMlflow(model, 'champion')).toBe('4')
  expect(await driftOf(world)).toMatchObject({ violations: [{ id: open.id, state: 'OPEN' }] })
  const refused = await commander.does('breakGlass', { ...input, ref: version(3) })
  expect(refused.userErrors).toMatchObject([{ code: 'GATE_FAILED' }])
  expect(await settled(open.id)).toBe('RESOLVED')
})

test('a version that was deleted takes its alias along, and nothing can bring it back', patience, async () => {
  await driftIs(world, 'IN_SYNC')
  await writer.send('DELETE', '/model-versions/delete', { name: model, version: '4' })
  const deleted = await violationIs(world, 'OPEN')
  expect(deleted).toMatchObject({
    kind: 'VERSION_DELETED',
    severity: 'CRITICAL',
    expectedRef: version(4),
    observedRef: null,
  })
  await driftIs(world, 'DRIFTED')
  for (const mutation of ['revertDrift', 'adoptDrift'])
    expect((await dana.does(mutation, { id: deleted.id, reason: 'Back.' }, fields)).userErrors).toMatchObject([
      { code: 'UNSUPPORTED' },
    ])
  await moveAlias(model, 'champion', '2')
  const moved = await untilSo(
    async () => (await violationsOf(dana, { states: ['OPEN'] }))[0],
    (violation) => violation?.kind === 'ALIAS_MOVED',
  )
  expect(moved).toMatchObject({ expectedRef: version(4), observedRef: version(2) })
  // What it should stand for is gone, so only another change can be asked for.
  expect((await dana.does('revertDrift', { id: moved.id, reason: 'Back.' }, fields)).userErrors).toMatchObject([
    { code: 'NOT_FOUND' },
  ])
})

test('a name that was made again is another model, and no approval is about it', patience, async () => {
  await promote(world, 3)
  await driftIs(world, 'IN_SYNC')
  await writer.send('DELETE', '/registered-models/delete', { name: model })
  expect(await violationIs(world, 'OPEN')).toMatchObject({
    kind: 'MODEL_DELETED',
    severity: 'CRITICAL',
    expectedRef: version(3),
  })
  await writer.post('/registered-models/create', { name: model })
  for (const { modelId, run } of measured?.versions ?? [])
    await writer.post('/model-versions/create', {
      name: model,
      source: `models:/${modelId}`,
      model_id: modelId,
      run_id: run.runId,
    })
  await moveAlias(model, 'champion', '3')
  const again = await untilSo(
    async () => (await violationsOf(dana, { states: ['OPEN'] }))[0],
    (violation) => violation?.kind === 'NAME_RECREATED',
  )
  expect(again).toMatchObject({ severity: 'HIGH', expectedRef: version(3), observedRef: version(3) })
  expect((await dana.does('revertDrift', { id: again.id, reason: 'Back.' }, fields)).userErrors).toMatchObject([
    { code: 'UNSUPPORTED' },
  ])
  expect(await rollBack({ to: version(2) })).toMatchObject({
    userErrors: [],
    request: { state: 'PENDING', restores: null },
  })
  const adopted = await dana.does('adoptDrift', { id: again.id, reason: 'It is the same.' }, `request { action state }`)
  expect(adopted).toMatchObject({ userErrors: [], request: { action: 'ADOPT', state: 'PENDING' } })
  expect(await world.findings()).toEqual([])
})
