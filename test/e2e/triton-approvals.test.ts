import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startTriton } from '../../tools/launch/triton.ts'
import { brokenModel, numberConfig, numberModel, writeModel } from '../deployments/triton-repository.ts'
import type { MeasuredModel } from '../support/measured-models.ts'
import { ownTool, temporaryFolder } from '../support/tools.ts'
import { approvalWorld } from './approval-world.ts'
import { putVersionFiles } from './version-files.ts'

/** Several promotions, each with its files hashed a few times and loaded, on a machine that may be busy. */
const patience = { timeout: 600_000 }

const name = 'numbers'
const repository = temporaryFolder('repository')
const config = numberConfig('version_policy: { specific: { versions: [ 11 ] } }\n')
writeModel(repository, name, { config, versions: { '11': numberModel(11) } })
const server = await ownTool(startTriton({ repositoryDir: repository, writesBytecode: true }))

/** The first version cannot be loaded, the second has nothing that Triton could load, the others answer their number. */
async function upload({ versions }: MeasuredModel): Promise<void> {
  for (const { modelId, version } of versions.filter((each) => each.version !== '2')) {
    const folder = join(temporaryFolder('files'), version)
    mkdirSync(folder)
    writeFileSync(join(folder, 'model.py'), version === '1' ? brokenModel : numberModel(Number(version)))
    await putVersionFiles(modelId, folder)
  }
}

const world = await approvalWorld({}, async (measured) => {
  await upload(measured)
  const source = {
    id: 'serving',
    kind: 'triton',
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
const configNow = () => readFileSync(join(repository, name, 'config.pbtxt'), 'utf8')

/** What a caller of the endpoint is answered: the version says its number. */
async function answered(): Promise<{ readonly version: string; readonly value: number }> {
  const input = { name: 'x', datatype: 'FP64', shape: [1, 3], data: [0, 0, 0] }
  const reply = await fetch(`${server.url}/v2/models/${name}/infer`, {
    method: 'POST',
    body: JSON.stringify({ inputs: [input] }),
  })
  const body: { readonly model_version: string; readonly outputs: readonly { readonly data: readonly number[] }[] } =
    JSON.parse(await reply.text())
  return { version: body.model_version, value: body.outputs[0]?.data[0] ?? Number.NaN }
}

async function approved(number: number): Promise<string> {
  const { request, userErrors } = await dana.does('requestApproval', { ...target, ref: version(number) })
  expect(userErrors).toEqual([])
  for (const reviewer of [rita, bo]) await reviewer.does('reviewRequest', { id: request.id, decision: 'APPROVE' })
  return request.id
}

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
