import { describe, expect, test } from 'vitest'
import { engines, freshUrl } from '../../store/engines.ts'
import { startGateway } from '../../support/gateway.ts'
import { temporaryFolder } from '../../support/tools.ts'
import { allSync, noSyncing, publishAs, withFile } from '../publishing.ts'
import { personOf } from '../stewards.ts'

describe.each(engines)('publishing by two replicas on %s', (engine) => {
  const open = async () => {
    const config = { store: { url: await freshUrl(engine) }, server: { secret: 'x'.repeat(48) } }
    const setup = { sources: [], directory: temporaryFolder('replicas'), config }
    const [here, there] = [await startGateway(setup), await startGateway(setup)]
    return {
      here,
      there,
      ann: await personOf(here, 'ann', 'policy-steward'),
      bob: await personOf(there, 'bob', 'policy-steward'),
    }
  }

  test('of two stewards who publish at once from one version exactly one wins, time after time', async () => {
    const { here, there, ann, bob } = await open()
    for (const basedOn of [0, 1, 2]) {
      const answers = await Promise.all(
        [ann, bob].map((steward, index) =>
          publishAs(steward, withFile(noSyncing, { basedOn, reason: `try ${index}` })),
        ),
      )
      const results = answers.map(({ version, userErrors }) => version?.number ?? userErrors[0].code)
      expect(results.map(String).toSorted()).toEqual([String(basedOn + 1), 'CONFLICT'])
    }
    for (const gateway of [here, there]) {
      const cy = await personOf(gateway, 'cy', 'policy-steward')
      const { policies } = await cy.read('{ policies { nodes { number } } }')
      expect(policies.nodes.map(({ number }: { readonly number: number }) => number)).toEqual([3, 2, 1, 0])
    }
  })

  test('what one publishes decides the next request at the other, and what waits at one is confirmed at the other', async () => {
    const { here, there, ann, bob } = await open()
    const olga = await personOf(there, 'olga', 'operator')
    const actions = async () => (await olga.read('{ viewer { actions } }')).viewer.actions
    expect(await actions()).toContain('source:sync')
    expect((await publishAs(ann, withFile(noSyncing))).version).toMatchObject({ number: 1 })
    expect(await actions()).not.toContain('source:sync')
    const { proposal } = await publishAs(ann, withFile(allSync, { basedOn: 1 }))
    expect((await publishAs(bob, { confirms: proposal.id })).version).toMatchObject({
      number: 2,
      author: { id: ann.id },
      confirmedBy: { id: bob.id },
    })
    const vic = await personOf(here, 'vic', 'viewer')
    expect((await vic.read('{ viewer { actions } }')).viewer.actions).toContain('source:sync')
  })
})
