import { expect, test } from 'vitest'
import { noSyncing, publishAs, withFile } from '../publishing.ts'
import { type Answered, grantAs, personOf, wishFor } from '../stewards.ts'
import { apiGateway } from '../world.ts'

const gateway = await apiGateway()
const ann = await personOf(gateway, 'ann', 'policy-steward', 'viewer')
const bob = await personOf(gateway, 'bob', 'policy-steward')
const vic = await personOf(gateway, 'vic', 'viewer')
const eve = await personOf(gateway, 'eve', 'ml-engineer')
const ability = '{ action allowed reason requirement }'

test('it tells what is allowed, and what the rest would take, as deciding does', async () => {
  const query = `{ models(first: 1) { nodes { viewerCan(actions: ["model:read", "alias:set"]) ${ability} } } }`
  const { models } = await vic.read(query)
  expect(models.nodes[0].viewerCan).toEqual([
    { action: 'model:read', allowed: true, reason: 'ALLOWED', requirement: null },
    {
      action: 'alias:set',
      allowed: false,
      reason: 'NO_ROLE',
      requirement: 'Needs the role ml-engineer or operator on this model; ask a policy steward.',
    },
  ])
  expect((await eve.read(query)).models.nodes[0].viewerCan[1]).toMatchObject({ allowed: true })
})

test('every governed object tells, of every action that is asked of it', async () => {
  const { models, experiments, datasets, runs, sources } = await eve.read(`{
    models(first: 1) { nodes { viewerCan { action } versions(first: 1) { nodes { viewerCan { action } } } } }
    experiments(first: 1) { nodes { viewerCan { action } } }
    runs(first: 1) { nodes { viewerCan { action } } }
    datasets(first: 1) { nodes { viewerCan { action } versions(first: 1) { nodes { viewerCan { action } } } } }
    sources { viewerCan { action } }
  }`)
  const actionsOf = ({ viewerCan }: Answered) => viewerCan.map(({ action }: Answered) => action)
  expect(actionsOf(models.nodes[0])).toEqual(expect.arrayContaining(['model:read', 'alias:set', 'grant:create']))
  expect(actionsOf(models.nodes[0].versions.nodes[0])).toEqual(expect.arrayContaining(['version:deploy']))
  expect(actionsOf(experiments.nodes[0])).toContain('run:read')
  expect(actionsOf(runs.nodes[0])).toContain('artifact:download')
  expect(actionsOf(datasets.nodes[0])).toContain('dataset:read')
  expect(actionsOf(datasets.nodes[0].versions.nodes[0])).toContain('dataset:read')
  expect(actionsOf(sources[0])).toContain('source:sync')
})

test('a grant and a rule show in the next answer', async () => {
  const query = `{ sources { viewerCan(actions: ["source:sync"]) ${ability} } }`
  const now = async () => (await vic.read(query)).sources[0].viewerCan[0]
  expect(await now()).toMatchObject({ allowed: false, reason: 'NO_ROLE' })
  const { id } = await grantAs(ann, wishFor(vic.id, { role: 'OPERATOR', scope: { type: 'SOURCE', id: 'tracking' } }))
  expect(await now(), 'nobody has confirmed it yet').toMatchObject({ allowed: false })
  await grantAs(bob, { confirms: id })
  expect(await now()).toMatchObject({ allowed: true })
  expect((await publishAs(ann, withFile(noSyncing))).userErrors).toEqual([])
  const forbidden = await now()
  expect(forbidden).toMatchObject({ allowed: false, reason: 'FORBIDDEN_BY_RULE' })
  expect(forbidden.requirement).not.toContain('no-syncing')
})

test('what is not asked of an object is refused', async () => {
  for (const action of ['run:read', 'model:fly']) {
    const { errors } = await gateway.ask(
      `{ models(first: 1) { nodes { viewerCan(actions: ["${action}"]) { action } } } }`,
      {},
      { token: eve.token },
    )
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT')
  }
})
