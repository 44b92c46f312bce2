import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startMlserver } from '../../tools/launch/mlserver.ts'
import { runPython } from '../../tools/launch/python.ts'
import { folderFiles } from '../deployments/folder-files.ts'
import { modelRepository } from '../deployments/model-repository.ts'
import type { MeasuredModel } from '../support/measured-models.ts'
import { textAt } from '../support/seed-mlflow.ts'
import { ownTool, temporaryFolder } from '../support/tools.ts'
import { type Answered, approvalWorld, type Somebody, writer } from './approval-world.ts'

const numbers = temporaryFolder('constants')
const repository = modelRepository(temporaryFolder('repository'))
await runPython('mlflow', join(import.meta.dirname, '../deployments/constants.py'), [numbers, '3'])
const server = await ownTool(startMlserver({ repositoryDir: repository.folder }))

/** The third version has the files of a model that answers, which somebody has loaded as `spare` past the gateway. */
async function loadByHand({ name, versions }: MeasuredModel): Promise<void> {
  const reply = await writer.get(`/logged-models/${versions[2]?.modelId ?? ''}`)
  const to = textAt(reply, 'model', 'info', 'artifact_uri').replace(/^mlflow-artifacts:\/+/, '')
  const paths = await folderFiles(join(numbers, '3')).paths({ signal: AbortSignal.timeout(60_000), requestId: 'test' })
  for (const path of paths) await writer.put(`${to}/${path}`, readFileSync(join(numbers, '3', path)))
  const marker = { ref: `models:/${name}/3`, source: 'tracking' }
  const more = { implementation: 'mlserver_mlflow.MLflowRuntime' }
  repository.write('spare', { name: 'spare', version: '3', uri: join(numbers, '3'), marker, more })
  expect(await repository.load(server.url, 'spare')).toBe(200)
}

const world = await approvalWorld({}, async (measured) => {
  await loadByHand(measured)
  const source = {
    id: 'serving',
    kind: 'open-inference',
    url: server.url,
    environment: 'production',
    repository: `file://${repository.folder}`,
    limits: { timeoutMs: 60_000 },
  }
  return { sources: [source], targets: [] }
})
const { dana, rita, bo, model, version, settles, until } = world
await world.caughtUp('serving')
const engineer = await world.somebody('eve', 'ml-engineer')
const reason = 'Nobody needs it.'

async function tagsOf(number: number): Promise<Readonly<Record<string, string>>> {
  const reply = await writer.get(`/model-versions/get?name=${model}&version=${number}`)
  const found: unknown = Reflect.get(Object(reply['model_version']), 'tags')
  return Object.fromEntries(
    (Array.isArray(found) ? found : []).map((tag) => [textAt(tag, 'key'), textAt(tag, 'value')]),
  )
}

/** Asked again where a server's versions are still being compared. */
async function refusal(who: Somebody, ref: string): Promise<Answered> {
  let answer: Answered
  await until(async () => {
    answer = await who
      .does('retireModelVersion', { ref, reason, dryRun: true }, 'preview { targetRef }')
      .catch(() => null)
    return answer !== null
  })
  return answer.userErrors
}

const retired = async () =>
  (
    await dana.read(
      'query ($ref: String!) { modelVersion(ref: $ref) { retired { at retainUntil request { id action } } } }',
      { ref: version(3) },
    )
  ).modelVersion.retired

test('a version that nothing needs is retired by others, unloaded, kept and told of in MLflow, until that is revoked', {
  timeout: 300_000,
}, async () => {
  expect(await refusal(dana, version(1))).toMatchObject([
    { code: 'VERSION_IN_USE', message: expect.stringContaining(`models:/${model}@champion`) },
  ])
  const consumer = { name: 'portal', uses: 'deployment:serving/spare' }
  expect((await engineer.does('registerConsumer', consumer, 'consumer { id }')).userErrors).toEqual([])
  expect(await refusal(dana, version(3))).toMatchObject([
    { code: 'VERSION_IN_USE', message: expect.stringContaining('portal') },
  ])
  await engineer.does('registerConsumer', { ...consumer, active: false }, 'consumer { id }')

  const about = { ref: version(3), reason, idempotencyKey: 'once' }
  const { request, userErrors } = await dana.does('retireModelVersion', about)
  expect(userErrors).toEqual([])
  expect(request).toMatchObject({ state: 'PENDING', targetRef: version(3), policies: ['production'] })
  expect(request.plan.rows).toEqual([
    { label: 'version', before: '3', after: null },
    { label: 'deployment:serving/spare', before: '3', after: null },
    { label: 'kept for', before: null, after: '365 days' },
  ])
  expect((await dana.does('retireModelVersion', about)).request.id).toBe(request.id)
  for (const who of [rita, bo]) await who.does('reviewRequest', { id: request.id, decision: 'APPROVE' })
  await settles(request.id, 'COMPLETED')

  const { at, retainUntil, request: by } = await retired()
  expect(by).toEqual({ id: request.id, action: 'RETIRE' })
  expect(Date.parse(retainUntil) - Date.parse(at)).toBeGreaterThanOrEqual(365 * 86_400_000)
  expect(await tagsOf(3)).toMatchObject({
    'modelwarden.retired': 'true',
    'modelwarden.retain-until': retainUntil,
    'modelwarden.decision': 'APPROVED_RETIREMENT',
  })
  expect((await fetch(`${server.url}/v2/models/spare/ready`)).status).not.toBe(200)
  expect(existsSync(join(repository.folder, 'spare/model-settings.json'))).toBe(false)

  const target = { ref: version(3), environment: 'production', reason }
  expect((await dana.does('requestApproval', target)).userErrors).toMatchObject([{ code: 'VERSION_RETIRED' }])
  expect(
    (await dana.does('rollBack', { model: `models:/${model}`, environment: 'production', to: version(3), reason }))
      .userErrors,
  ).toMatchObject([{ code: 'VERSION_RETIRED' }])
  const { liveAt } = await dana.read('{ liveAt { nodes { modelVersion { ref } } } }')
  expect(JSON.stringify(liveAt)).not.toContain(version(3))

  const revoked = await rita.does(
    'revokeApproval',
    { id: request.id, reason: 'It is needed.' },
    'request { state } rollback { id }',
  )
  expect(revoked).toMatchObject({ request: { state: 'REVOKED' }, rollback: null, userErrors: [] })
  await until(async () => !('modelwarden.retired' in (await tagsOf(3))))
  await until(async () => (await tagsOf(3))['modelwarden.decision'] === 'RETIREMENT_REVOKED')
  expect(await retired()).toBeNull()
  expect(
    (await dana.does('requestApproval', { ...target, dryRun: true }, 'preview { versionRef }')).userErrors,
  ).toEqual([])
  expect(await world.findings()).toEqual([])
})
