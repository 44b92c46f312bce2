import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { textAt } from '../support/seed-mlflow.ts'
import { writer } from './approval-world.ts'
import { deployment as name, servedWorld } from './served-world.ts'

/** Several promotions, each with its files hashed a few times and loaded, on a machine that may be busy. */
const patience = { timeout: 600_000 }

const world = await servedWorld()
const { dana, model, version, settles, repository, answered, approved } = world
const target = { environment: 'production', deployment: name, reason: 'It is better.' }

async function tagsOf(number: number): Promise<Readonly<Record<string, string>>> {
  const reply = await writer.get(`/model-versions/get?name=${model}&version=${number}`)
  const found: unknown = Reflect.get(Object(reply['model_version']), 'tags')
  return Object.fromEntries(
    (Array.isArray(found) ? found : []).map((tag) => [textAt(tag, 'key'), textAt(tag, 'value')]),
  )
}

test('what a server cannot do is refused by name, and which target is meant must be said', async () => {
  for (const rollout of ['SPLIT', 'SHADOW']) {
    const { userErrors } = await dana.does('requestApproval', { ...target, ref: version(3), rollout })
    expect(userErrors).toMatchObject([{ code: 'UNSUPPORTED_BY_TARGET', field: ['rollout'] }])
  }
  const { deployment: _deployment, ...either } = target
  const { userErrors } = await dana.does('requestApproval', { ...either, ref: version(3) })
  expect(userErrors).toMatchObject([{ code: 'AMBIGUOUS_REF' }])
})

test(
  'a promotion goes from a dry run over a failing gate to an answer of the new version, back to the old, and stays there when a load fails',
  patience,
  async () => {
    const fields = 'preview { targetRef plan { baseVersion steps { source place value } } blockers { code } }'
    const { preview } = await dana.does('requestApproval', { ...target, ref: version(2), dryRun: true }, fields)
    expect(preview).toMatchObject({ targetRef: `deployment:serving/${name}`, plan: { baseVersion: null } })
    expect(preview.plan.steps.map(({ place }: { readonly place: string }) => place)).toEqual([
      `files of ${model} version 2 for deployment ${name}`,
      `settings of deployment ${name}`,
      `model of deployment ${name}`,
      `answer of deployment ${name}`,
      `tag modelwarden.approval of ${model} version 2`,
      `tag modelwarden.decision of ${model} version 2`,
    ])
    expect(preview.blockers.map(({ code }: { readonly code: string }) => code)).toContain('GATE_FAILED')

    const bad = await approved(2)
    await settles(bad, 'PENDING')
    expect(await answered()).toBeNull()
    await dana.does('cancelRequest', { id: bad, reason: 'A better one is there.' })

    const first = await approved(3)
    await settles(first, 'COMPLETED')
    expect(await answered()).toEqual({ version: '3', value: 3 })
    expect(await tagsOf(3)).toMatchObject({
      'modelwarden.approval': expect.any(String),
      'modelwarden.decision': 'APPROVED',
    })

    const second = await approved(4)
    await settles(second, 'COMPLETED')
    await settles(first, 'SUPERSEDED')
    expect(await answered()).toEqual({ version: '4', value: 4 })
    const seen = (
      await dana.read(
        `query ($id: ID!) { approvalRequest(id: $id) { target { nativeRef kind desired { generation modelVersion { ref } } modelVersion { ref } }
          effects { place state } } }`,
        { id: second },
      )
    ).approvalRequest
    expect(seen.target).toEqual({
      nativeRef: name,
      kind: 'DEPLOYMENT',
      desired: { generation: 2, modelVersion: { ref: version(4) } },
      modelVersion: { ref: version(4) },
    })
    expect(seen.effects[0].state).toBe('VERIFIED')

    const back = await dana.does('rollBack', {
      model: `models:/${model}`,
      environment: 'production',
      deployment: name,
      reason: 'It answers wrongly.',
    })
    expect(back).toMatchObject({ userErrors: [], request: { versionRef: version(3), restores: { id: first } } })
    await settles(back.request.id, 'COMPLETED')
    expect(await answered()).toEqual({ version: '3', value: 3 })
    expect(await tagsOf(3)).toMatchObject({ 'modelwarden.decision': 'APPROVED_ROLLBACK' })
    const { liveAt } = await dana.read(
      'query ($ref: String) { liveAt(ref: $ref) { nodes { target { nativeRef } modelVersion { ref } } } }',
      { ref: `models:/${model}` },
    )
    expect(
      liveAt.nodes.map(({ modelVersion }: { readonly modelVersion: { readonly ref: string } }) => modelVersion.ref),
    ).toEqual([version(3), version(3)])

    const unloadable = await approved(1)
    const { cause } = await settles(unloadable, 'ROLLED_BACK')
    expect(cause).toBe('UPSTREAM_INVALID')
    expect(await answered()).toEqual({ version: '3', value: 3 })
    const { effects } = (
      await dana.read('query ($id: ID!) { approvalRequest(id: $id) { effects { place state } } }', { id: unloadable })
    ).approvalRequest
    expect(effects.map(({ state }: { readonly state: string }) => state)).toEqual([
      'COMPENSATED',
      'COMPENSATED',
      'FAILED',
      'CANCELLED',
      'CANCELLED',
      'CANCELLED',
    ])
    const told: unknown = JSON.parse(readFileSync(join(repository, name, 'model-settings.json'), 'utf8'))
    expect(told).toMatchObject({ parameters: { version: '3' } })
    expect(await world.findings()).toEqual([])
  },
)
