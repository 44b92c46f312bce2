import { expect, test } from 'vitest'
import { repositoryCalls } from '../deployments/model-repository.ts'
import { numberConfig, numberModel, writeModel } from '../deployments/triton-repository.ts'
import { type Answered } from './approval-world.ts'
import { driftIs, driftOften, untilSo, violationFields, violationsOf } from './drift-world.ts'
import { deployment, tritonWorld } from './triton-world.ts'

const patience = { timeout: 600_000 }

/** The third version is served as `spare`, too, as somebody did by hand who says so. */
const world = await tritonWorld(driftOften, async ({ url, repository, model }) => {
  const marker = `parameters: { key: "modelwarden.3" value: { string_value: "tracking:models:/${model}/3" } }\n`
  writeModel(repository, 'spare', { config: numberConfig(marker), versions: { '3': numberModel(3) } })
  const status = await repositoryCalls.load(url, 'spare')
  if (status !== 200) throw new Error(`Triton answered ${status}.`)
})
const { dana, rita, bo, version, settles, answered, approved, configNow } = world

/** Has somebody put back what was approved, and waits until it is. */
async function putBack(id: string): Promise<void> {
  const fields = `violation { ${violationFields} }`
  const { userErrors } = await dana.does('revertDrift', { id, reason: 'Back.' }, fields)
  expect(userErrors).toEqual([])
  await untilSo(
    async () => (await violationsOf(dana)).find((each) => each.id === id),
    ({ state }) => state === 'REVERTED',
  )
  await driftIs(world, 'IN_SYNC', 'DEPLOYMENT')
}

/** Waits until there is one of a kind that nobody has settled, and answers it. */
const opened = (kind: string): Promise<Answered> =>
  untilSo(
    async () =>
      (await violationsOf(dana, { states: ['OPEN'] })).find(
        (each) => each.targetRef === deployment && each.kind === kind,
      ),
    (violation) => violation !== undefined,
  )

test(
  'a Triton that was made to serve another version by hand is told of, and put back by whoever may',
  patience,
  async () => {
    await settles(await approved(3), 'COMPLETED')
    const third = configNow()
    await settles(await approved(4), 'COMPLETED')
    const fourth = configNow()
    await driftIs(world, 'IN_SYNC', 'DEPLOYMENT')

    world.writeConfig(third)
    expect(await world.load()).toBe(200)
    expect(await answered()).toEqual({ version: '3', value: 3 })
    const open = await opened('SERVED_OTHER')
    expect(open).toMatchObject({ severity: 'HIGH', expectedRef: version(4), observedRef: version(3) })
    await putBack(open.id)
    expect(await answered()).toEqual({ version: '4', value: 4 })
    expect(configNow()).toContain(fourth.split('\n').find((line) => line.includes('specific')))
  },
)

test('a policy that was changed by hand shows before anything is loaded by it', patience, async () => {
  const before = configNow()
  world.writeConfig(before.replace('versions: [ 4 ]', 'versions: [ 11 ]'))
  const open = await opened('SETTINGS_CHANGED')
  expect(open).toMatchObject({ severity: 'MEDIUM', observedRef: version(4) })
  expect(await answered()).toEqual({ version: '4', value: 4 })
  await putBack(open.id)
  expect(configNow()).toContain('versions: [ 4 ]')
  expect(configNow()).toContain('# Kept by the serving team.')
  expect(await world.load()).toBe(200)
  expect(await answered()).toEqual({ version: '4', value: 4 })
})

test(
  'a version that a target serves is not retired; one under a name of nobody is unloaded, and its settings stay',
  patience,
  async () => {
    const about = (number: number) => ({ ref: version(number), reason: 'Nobody needs it.' })
    const refused = await dana.does('retireModelVersion', { ...about(4), dryRun: true }, 'preview { targetRef }')
    expect(refused.userErrors).toMatchObject([
      { code: 'VERSION_IN_USE', message: expect.stringContaining(`deployment:serving/${deployment}`) },
    ])
    expect(await answered('spare')).toEqual({ version: '3', value: 3 })
    const { request, userErrors } = await dana.does('retireModelVersion', about(3))
    expect(userErrors).toEqual([])
    expect(request.plan.rows).toContainEqual({ label: 'deployment:serving/spare', before: '3', after: null })
    for (const who of [rita, bo]) await who.does('reviewRequest', { id: request.id, decision: 'APPROVE' })
    await settles(request.id, 'COMPLETED')
    expect(await answered('spare')).toBeNull()
    expect(configNow('spare')).toContain('# Kept by the serving team.')
    expect(configNow('spare')).toContain('version_policy: { specific: { } }')
    expect(await answered()).toEqual({ version: '4', value: 4 })
    const { modelVersion } = await dana.read(
      'query ($ref: String!) { modelVersion(ref: $ref) { retired { at } } }',
      about(3),
    )
    expect(modelVersion.retired).toEqual({ at: expect.any(String) })
    expect((await dana.does('requestApproval', { ...world.target, ref: version(3) })).userErrors).toMatchObject([
      { code: 'VERSION_RETIRED' },
    ])
    expect(await world.findings()).toEqual([])
  },
)
