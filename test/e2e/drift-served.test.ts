import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { driftIs, driftOften, untilSo, violationFields, violationIs, violationsOf } from './drift-world.ts'
import { deployment, servedWorld } from './served-world.ts'

const patience = { timeout: 600_000 }
const world = await servedWorld(driftOften, { onDrift: 'REVERT' })
const { dana, version, settles, repository, answered, approved, told } = world
const settings = join(repository, deployment, 'model-settings.json')
const load = () => told(`/v2/repository/models/${deployment}/load`)

/** What the settings file says now, changed by hand and loaded. */
async function loadBy(content: string): Promise<void> {
  writeFileSync(settings, content)
  expect(await load()).toBe(200)
}

test('a server that was made to serve another version by hand is put back to what was approved', patience, async () => {
  await settles(await approved(3), 'COMPLETED')
  const third = readFileSync(settings, 'utf8')
  const fourth = await approved(4)
  await settles(fourth, 'COMPLETED')
  await driftIs(world, 'IN_SYNC', 'DEPLOYMENT')
  const others = () => violationsOf(dana, { kinds: ['SERVED_OTHER'] })
  const before = (await others()).length

  await loadBy(third)
  expect(await answered()).toEqual({ version: '3', value: 3 })
  const reverted = await violationIs(world, 'REVERTED')
  expect(reverted).toMatchObject({
    kind: 'SERVED_OTHER',
    severity: 'HIGH',
    targetRef: deployment,
    expectedRef: version(4),
    observedRef: version(3),
    attempts: 1,
    request: { action: 'ROLLBACK', state: 'COMPLETED', versionRef: version(4), restores: { id: fourth } },
  })
  expect(await answered()).toEqual({ version: '4', value: 4 })
  await driftIs(world, 'IN_SYNC', 'DEPLOYMENT')
  expect(await others()).toHaveLength(before + 1)
})

test('where that is done again at once nobody fights over it, and a person puts it back', patience, async () => {
  expect(await told(`/v2/repository/models/${deployment}/unload`)).toBe(200)
  expect(await answered()).toBeNull()
  const contested = await violationIs(world, 'CONTESTED')
  expect(contested).toMatchObject({ kind: 'SERVED_OTHER', expectedRef: version(4), observedRef: null })
  const asked = await dana.does(
    'revertDrift',
    { id: contested.id, reason: 'Back.' },
    `violation { ${violationFields} }`,
  )
  expect(asked).toMatchObject({ userErrors: [], violation: { request: { versionRef: version(4) } } })
  expect(await violationIs(world, 'REVERTED')).toMatchObject({ id: contested.id })
  expect(await answered()).toEqual({ version: '4', value: 4 })
})

test('settings that were changed by hand show before anything is loaded by them', patience, async () => {
  await driftIs(world, 'IN_SYNC', 'DEPLOYMENT')
  const body: { readonly parameters: object } = JSON.parse(readFileSync(settings, 'utf8'))
  writeFileSync(settings, JSON.stringify({ ...body, parameters: { ...body.parameters, uri: '/srv/elsewhere' } }))
  const open = await untilSo(
    async () => (await violationsOf(dana, { states: ['OPEN', 'CONTESTED'] }))[0],
    (violation) => violation !== undefined,
  )
  expect(open).toMatchObject({ kind: 'SETTINGS_CHANGED', severity: 'MEDIUM', observedRef: version(4) })
  expect(await answered()).toEqual({ version: '4', value: 4 })
  await violationIs(world, 'CONTESTED')
  const { userErrors } = await dana.does('revertDrift', { id: open.id, reason: 'Back.' }, 'violation { state }')
  expect(userErrors).toEqual([])
  expect(await violationIs(world, 'REVERTED')).toMatchObject({ id: open.id })
  const after: { readonly parameters: object } = JSON.parse(readFileSync(settings, 'utf8'))
  expect(Reflect.get(after.parameters, 'uri')).toBe(Reflect.get(body.parameters, 'uri'))
})

test(
  'an endpoint that nobody approved stands out, but for those that were there at first contact',
  patience,
  async () => {
    const older = readFileSync(join(repository, 'older', 'model-settings.json'), 'utf8')
    const start = async (number: string) => {
      mkdirSync(join(repository, 'rogue'), { recursive: true })
      const body: { readonly parameters: object } = JSON.parse(older)
      const rogue = { ...body, name: 'rogue', parameters: { ...body.parameters, version: number } }
      writeFileSync(join(repository, 'rogue', 'model-settings.json'), JSON.stringify(rogue))
      expect(await told('/v2/repository/models/rogue/load')).toBe(200)
    }
    const endpoints = () => violationsOf(dana, { kinds: ['UNAPPROVED_ENDPOINT'] })
    await start('1')
    const [open] = await untilSo(endpoints, (found) => found.length > 0)
    expect(open).toMatchObject({
      severity: 'HIGH',
      state: 'OPEN',
      targetRef: 'rogue',
      observedRef: 'deployment:serving/rogue 1',
    })
    for (const mutation of ['adoptDrift', 'revertDrift'])
      expect(
        (await dana.does(mutation, { id: open.id, reason: 'Ours.' }, 'violation { id }')).userErrors,
      ).toMatchObject([{ code: 'UNSUPPORTED' }])
    const settled = await world.rita.does(
      'resolveViolation',
      { id: open.id, reason: 'A trial.' },
      'violation { state }',
    )
    expect(settled).toMatchObject({ userErrors: [], violation: { state: 'RESOLVED' } })

    // What was let stay is what it ran then.
    await start('2')
    const [again] = await untilSo(endpoints, (found) => found.length > 1)
    expect(again).toMatchObject({ state: 'OPEN', observedRef: expect.stringContaining('2') })
    expect(await told('/v2/repository/models/rogue/unload')).toBe(200)
    await untilSo(endpoints, (found) => found.every(({ state }: { readonly state: string }) => state === 'RESOLVED'))
    const seen = await endpoints()
    expect(new Set(seen.map(({ targetRef }) => targetRef))).toEqual(new Set(['rogue']))
    expect(seen[0]).toMatchObject({ cause: 'BACK_IN_ORDER', endedBy: null })
    expect(await world.findings()).toEqual([])
  },
)
