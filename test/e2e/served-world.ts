import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startMlserver } from '../../tools/launch/mlserver.ts'
import { runPython } from '../../tools/launch/python.ts'
import type { MeasuredModel } from '../support/measured-models.ts'
import { ownTool, temporaryFolder } from '../support/tools.ts'
import { approvalWorld } from './approval-world.ts'
import { putVersionFiles } from './version-files.ts'

/** Name under which the world's server serves. */
export const deployment = 'numbers'

/** Gives each version but the first, which no server can load, the files of a model that answers the version's own number. */
async function upload({ versions }: MeasuredModel, numbers: string): Promise<void> {
  for (const { modelId, version } of versions.slice(1)) await putVersionFiles(modelId, join(numbers, version))
}

/**
 * The world of `approvalWorld` with a real MLServer of its own, one endpoint of which is a target of production; `older` is
 * none, and was there before.
 */
export async function servedWorld(
  more: Readonly<Record<string, unknown>> = {},
  { onDrift = 'ALERT' }: { readonly onDrift?: string } = {},
) {
  const numbers = temporaryFolder('constants')
  const repository = temporaryFolder('repository')
  await runPython('mlflow', join(import.meta.dirname, '../deployments/constants.py'), [numbers, '2', '3', '4'])
  const older = JSON.stringify({
    name: 'older',
    implementation: 'mlserver_mlflow.MLflowRuntime',
    parameters: { uri: join(numbers, '2'), version: '7' },
  })
  mkdirSync(join(repository, 'older'))
  writeFileSync(join(repository, 'older', 'model-settings.json'), older)
  const server = await ownTool(startMlserver({ repositoryDir: repository }))
  const world = await approvalWorld(more, async (measured) => {
    await upload(measured, numbers)
    const source = {
      id: 'serving',
      kind: 'open-inference',
      url: server.url,
      environment: 'production',
      repository: `file://${repository}`,
      limits: { timeoutMs: 60_000 },
    }
    const ref = `deployment:serving/${deployment}`
    const kind = { environment: 'production', source: 'serving', kind: 'DEPLOYMENT', ref, onDrift }
    return { sources: [source], targets: [{ ...kind, model: `models:/${measured.name}`, registry: 'tracking' }] }
  })
  const { dana, rita, bo, version } = world
  return {
    ...world,
    repository,
    /** A call of the server's own, past the gateway; answers its status. */
    async told(path: string): Promise<number> {
      return (await fetch(`${server.url}${path}`, { method: 'POST' })).status
    },
    /** What a caller of the endpoint is answered: the version says its number. */
    async answered(): Promise<{ readonly version: string; readonly value: number } | null> {
      const input = { name: 'input-0', datatype: 'FP64', shape: [1, 3], data: [0, 0, 0] }
      const reply = await fetch(`${server.url}/v2/models/${deployment}/infer`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ inputs: [input] }),
      })
      const text = await reply.text()
      if (reply.status !== 200) return null
      const body: {
        readonly model_version: string
        readonly outputs: readonly { readonly data: readonly number[] }[]
      } = JSON.parse(text)
      return { version: body.model_version, value: body.outputs[0]?.data[0] ?? Number.NaN }
    },
    /** Asks for a version to be served, and has it approved by two people. */
    async approved(number: number): Promise<string> {
      const target = { environment: 'production', deployment, reason: 'It is better.' }
      const { request, userErrors } = await dana.does('requestApproval', { ...target, ref: version(number) })
      if (request === null) throw new Error(`Asking was refused: ${JSON.stringify(userErrors)}`)
      for (const reviewer of [rita, bo]) await reviewer.does('reviewRequest', { id: request.id, decision: 'APPROVE' })
      return request.id
    },
  }
}
