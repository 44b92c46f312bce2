import { expect, test } from 'vitest'
import { deployment as name, tritonWorld } from './triton-world.ts'

/** Several promotions, each with its files hashed a few times and loaded, on a machine that may be busy. */
const patience = { timeout: 600_000 }

const world = await tritonWorld()
const { dana, model, version, settles, target, config, configNow, answered, approved } = world

test('what Triton cannot do, and files that it cannot load, are refused before anybody is asked', async () => {
  for (const rollout of ['SPLIT', 'SHADOW']) {
    const { userErrors } = await dana.does('requestApproval', { ...target, ref: version(3), rollout })
    expect(userErrors).toMatchObject([{ code: 'UNSUPPORTED_BY_TARGET', field: ['rollout'] }])
  }
  for (const dryRun of [true, false]) {
    const { userErrors } = await dana.does('requestApproval', { ...target, ref: version(2), dryRun })
    expect(userErrors).toMatchObject([
      { code: 'UNSUPPORTED_BY_TARGET', message: expect.stringContaining('model.py'), field: ['environment'] },
    ])
  }
})

test(
  'a promotion goes from a dry run to an answer of the new version and back to the old; what cannot be loaded changes nothing',
  patience,
  async () => {
    expect(await answered()).toEqual({ version: '11', value: 11 })
    const fields = 'preview { targetRef plan { baseVersion steps { source place value } } blockers { code } }'
    const { preview } = await dana.does('requestApproval', { ...target, ref: version(3), dryRun: true }, fields)
    expect(preview).toMatchObject({ targetRef: `deployment:serving/${name}`, plan: { baseVersion: null } })
    expect(configNow()).toBe(config)

    const unloadable = await approved(1)
    const { cause } = await settles(unloadable, 'ROLLED_BACK')
    expect(cause).toBe('UPSTREAM_INVALID')
    expect(configNow()).toBe(config)
    expect(await answered()).toEqual({ version: '11', value: 11 })

    const first = await approved(3)
    await settles(first, 'COMPLETED')
    expect(await answered()).toEqual({ version: '3', value: 3 })
    expect(configNow()).toContain('# Kept by the serving team.')

    const second = await approved(4)
    await settles(second, 'COMPLETED')
    await settles(first, 'SUPERSEDED')
    expect(await answered()).toEqual({ version: '4', value: 4 })

    const back = await dana.does('rollBack', {
      model: `models:/${model}`,
      environment: 'production',
      deployment: name,
      reason: 'It answers wrongly.',
    })
    expect(back).toMatchObject({ userErrors: [], request: { versionRef: version(3), restores: { id: first } } })
    await settles(back.request.id, 'COMPLETED')
    expect(await answered()).toEqual({ version: '3', value: 3 })

    const again = await approved(1)
    await settles(again, 'ROLLED_BACK')
    expect(await answered()).toEqual({ version: '3', value: 3 })
    const { effects } = (
      await dana.read('query ($id: ID!) { approvalRequest(id: $id) { effects { state } } }', { id: again })
    ).approvalRequest
    expect(effects.map(({ state }: { readonly state: string }) => state)).toEqual([
      'COMPENSATED',
      'COMPENSATED',
      'FAILED',
      'CANCELLED',
      'CANCELLED',
      'CANCELLED',
    ])

    const { modelVersion } = await dana.read(
      'query ($ref: String!) { modelVersion(ref: $ref) { servedBy { deployment { ref } state match } } }',
      { ref: version(3) },
    )
    expect(modelVersion.servedBy).toEqual([
      { deployment: { ref: `deployment:serving/${name}` }, state: 'READY', match: 'DECLARED' },
    ])
    expect(await world.findings()).toEqual([])
  },
)
