import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startTriton } from '../../tools/launch/triton.ts'
import { inferred } from '../deployments/inferred.ts'
import { repositoryCalls } from '../deployments/model-repository.ts'
import { brokenModel, numberConfig, numberModel, writeModel } from '../deployments/triton-repository.ts'
import type { MeasuredModel } from '../support/measured-models.ts'
import { ownTool, temporaryFolder } from '../support/tools.ts'
import { approvalWorld } from './approval-world.ts'
import { putVersionFiles } from './version-files.ts'

/** Name under which the world's server serves. */
export const deployment = 'numbers'

/** The first version cannot be loaded, the second has nothing that Triton could load, the others answer their number. */
async function upload({ versions }: MeasuredModel): Promise<void> {
  for (const { modelId, version } of versions.filter((each) => each.version !== '2')) {
    const folder = join(temporaryFolder('files'), version)
    mkdirSync(folder)
    writeFileSync(join(folder, 'model.py'), version === '1' ? brokenModel : numberModel(Number(version)))
    await putVersionFiles(modelId, folder)
  }
}

/**
 * The world of `approvalWorld` with a real Triton of its own, one name of which is a target of production and served 11
 * before. `load` is called before the gateway starts.
 */
export async function tritonWorld(
  more: Readonly<Record<string, unknown>> = {},
  load: (place: {
    readonly url: string
    readonly repository: string
    readonly model: string
  }) => Promise<void> = async () => undefined,
) {
  const repository = temporaryFolder('repository')
  const config = numberConfig('version_policy: { specific: { versions: [ 11 ] } }\n')
  writeModel(repository, deployment, { config, versions: { '11': numberModel(11) } })
  const server = await ownTool(startTriton({ repositoryDir: repository, writesBytecode: true }))
  const world = await approvalWorld(more, async (measured) => {
    await upload(measured)
    await load({ url: server.url, repository, model: measured.name })
    const source = {
      id: 'serving',
      kind: 'triton',
      url: server.url,
      environment: 'production',
      repository: `file://${repository}`,
      limits: { timeoutMs: 60_000 },
    }
    const ref = `deployment:serving/${deployment}`
    const kind = { environment: 'production', source: 'serving', kind: 'DEPLOYMENT', ref }
    return { sources: [source], targets: [{ ...kind, model: `models:/${measured.name}`, registry: 'tracking' }] }
  })
  const { dana, rita, bo, version } = world
  const target = { environment: 'production', deployment, reason: 'It is better.' }
  return {
    ...world,
    repository,
    /** The settings that the server began with. */
    config,
    target,
    /** What the settings file of a name says now. */
    configNow: (name: string = deployment) => readFileSync(join(repository, name, 'config.pbtxt'), 'utf8'),
    answered: (name: string = deployment) => inferred(server.url, name, 'x'),
    /** Writes the settings as somebody by hand would. */
    writeConfig: (content: string) => writeFileSync(join(repository, deployment, 'config.pbtxt'), content),
    /** Has the server load what its settings say, past the gateway; answers its status. */
    load: () => repositoryCalls.load(server.url, deployment),
    /** Asks for a version to be served, and has it approved by two people. */
    async approved(number: number): Promise<string> {
      const { request, userErrors } = await dana.does('requestApproval', { ...target, ref: version(number) })
      if (request === null) throw new Error(`Asking was refused: ${JSON.stringify(userErrors)}`)
      for (const reviewer of [rita, bo]) await reviewer.does('reviewRequest', { id: request.id, decision: 'APPROVE' })
      return request.id
    },
  }
}
