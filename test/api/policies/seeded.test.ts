import { describe, expect, test } from 'vitest'
import { type EngineName, engines, freshUrl } from '../../store/engines.ts'
import { startGateway } from '../../support/gateway.ts'
import { noSyncing, packaged, publishAs, withFile } from '../publishing.ts'
import { folderWithPolicies, seedConfig, writePolicies } from '../seeding.ts'
import { personOf } from '../stewards.ts'

const secret = 'only-for-tests-only-for-tests-only-for-tests'

async function placeOn(engine: EngineName) {
  const directory = folderWithPolicies({
    'own.cedar': noSyncing,
    'cases/nonsense.cedar': 'not even Cedar',
    'examples/more.cedar': '@id("more") permit (principal, action, resource);',
    'readme.md': 'about these',
  })
  const config = { ...seedConfig, store: { url: await freshUrl(engine) }, server: { secret } }
  return { directory, start: () => startGateway({ sources: [], directory, config }) }
}

const listQuery = `{ policies { nodes {
  number digest reason publishedAt author { id name } confirmedBy { id } files { name text } } } }`
const eventsQuery = `{ auditEvents(filter: { type: "gov.policy.seeded.v1" }) { nodes { type event } } }`

describe.each(engines)('the configured folder on %s', (engine) => {
  test('is version 1 of an empty store and decides from the first request on; replicas that start at once publish it once', async () => {
    const { start } = await placeOn(engine)
    const gateways = await Promise.all([start(), start(), start()])
    const [first, second] = gateways
    if (first === undefined || second === undefined) throw new Error('unreachable: three were started')
    const ann = await personOf(first, 'ann', 'policy-steward')
    const { policies } = await ann.read(listQuery)
    expect(policies.nodes).toMatchObject([
      {
        number: 1,
        author: { id: 'system', name: null },
        confirmedBy: null,
        reason: expect.stringContaining('configuration'),
        publishedAt: expect.any(String),
        files: [packaged, { name: 'own.cedar', text: noSyncing }],
      },
      { number: 0, author: null },
    ])
    for (const gateway of gateways) {
      const olga = await personOf(gateway, 'olga', 'operator')
      expect((await olga.read('{ viewer { actions } }')).viewer.actions).not.toContain('source:sync')
    }
    const audrey = await personOf(second, 'audrey', 'auditor')
    const { auditEvents } = await audrey.read(eventsQuery)
    expect(auditEvents.nodes).toMatchObject([
      {
        type: 'gov.policy.seeded.v1',
        event: {
          data: {
            action: 'configuration:seed',
            resource: { type: 'PolicySet', id: 'main' },
            details: { number: 1, digest: policies.nodes[0].digest, files: ['default.cedar', 'own.cedar'] },
          },
        },
      },
    ])
  })

  test('seeds once: what is published by the API stays in force at later starts, whatever became of the folder', async () => {
    const { directory, start } = await placeOn(engine)
    const first = await start()
    const ann = await personOf(first, 'ann', 'policy-steward')
    const { version } = await publishAs(ann, withFile(noSyncing, { basedOn: 1 }))
    expect(version).toMatchObject({ number: 2, reason: 'a test', author: { name: 'ann' } })
    await first.close()
    writePolicies(directory, { 'own.cedar': 'nonsense' })
    const again = await personOf(await start(), 'ann', 'policy-steward')
    const { policies } = await again.read(listQuery)
    expect(policies.nodes.map(({ number }: { readonly number: number }) => number)).toEqual([2, 1, 0])
  })
})
