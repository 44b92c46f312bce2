import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startMlserver } from '../../tools/launch/mlserver.ts'
import { numberModels } from '../support/number-models.ts'
import { textAt } from '../support/seed-mlflow.ts'
import { ownTool, temporaryFolder } from '../support/tools.ts'
import { approvalWorld, writer } from './approval-world.ts'

/** Several promotions, each with its files hashed a few times and loaded, on a machine that may be busy. */
const patience = { timeout: 600_000 }

const name = 'numbers'
const repository = temporaryFolder('repository')
const upload = await numberModels(writer, ['2', '3', '4'])
const server = await ownTool(startMlserver({ repositoryDir: repository }))

const world = await approvalWorld({}, async (measured) => {
  await upload(measured)
  const source = {
    id: 'serving',
    kind: 'open-inference',
    url: server.url,
    environment: 'production',
    repository: `file://${repository}`,
    limits: { timeoutMs: 60_000 },
  }
  const kind = { environment: 'production', source: 'serving', kind: 'DEPLOYMENT', ref: `deployment:serving/${name}` }
  return { sources: [source], targets: [{ ...kind, model: `models:/${measured.name}`, registry: 'tracking' }] }
})
const { dana, rita, bo, model, version, settles } = world
const target = { environment: 'production', deployment: name, reason: 'It is better.' }

/** What a caller of the endpoint is answered: the version says its number. */
async function answered(): Promise<{ readonly version: string; readonly value: number } | null> {
  const input = { name: 'input-0', datatype: 'FP64', shape: [1, 3], data: [0, 0, 0] }
  const reply = await fetch(`${server.url}/v2/models/${name}/infer`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ inputs: [input] }),
  })
  const text = await reply.text()
  if (reply.status !== 200) return null
  const body: { readonly model_version: string; readonly outputs: readonly { readonly data: readonly number[] }[] } =
    JSON.parse(text)
  return { version: body.model_version, value: body.outputs[0]?.data[0] ?? Number.NaN }
}

async function approved(number: number): Promise<string> {
  const { request, userErrors } = await dana.does('requestApproval', { ...target, ref: version(number) })
  expect(userErrors).toEqual([])
  for (const reviewer of [rita, bo]) await reviewer.does('reviewRequest', { id: request.id, decision: 'APPROVE' })
  return request.id
}

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
