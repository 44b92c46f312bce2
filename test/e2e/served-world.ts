import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startMlserver } from '../../tools/launch/mlserver.ts'
import { inferred } from '../deployments/inferred.ts'
import { ownTool, temporaryFolder } from '../support/tools.ts'
import { approvalWorld } from './approval-world.ts'
import { numberModels } from './number-models.ts'

/** Name under which the world's server serves. */
export const deployment = 'numbers'

/**
 * The world of `approvalWorld` with a real MLServer of its own, one endpoint of which is a target of production; `older` is
 * none, and was there before.
 */
export async function servedWorld(
  more: Readonly<Record<string, unknown>> = {},
  { onDrift = 'ALERT' }: { readonly onDrift?: string } = {},
) {
  const repository = temporaryFolder('repository')
  const { folder, upload } = await numberModels()
  const older = JSON.stringify({
    name: 'older',
    implementation: 'mlserver_mlflow.MLflowRuntime',
    parameters: { uri: join(folder, '2'), version: '7' },
  })
  mkdirSync(join(repository, 'older'))
  writeFileSync(join(repository, 'older', 'model-settings.json'), older)
  const server = await ownTool(startMlserver({ repositoryDir: repository }))
  const world = await approvalWorld(more, async (measured) => {
    await upload(measured)
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
    answered: () => inferred(server.url, deployment, 'input-0'),
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
