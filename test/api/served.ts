import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type RunningMlserver, startMlserver } from '../../tools/launch/mlserver.ts'
import { ownTool, temporaryFolder } from '../support/tools.ts'

/** A model server of a test's own, and its folder. */
export interface Serving {
  readonly server: RunningMlserver
  readonly repository: string
  /** As in `modelwarden.yaml`. */
  readonly source: Readonly<Record<string, unknown>> & { readonly id: string }
}

/** A model that is served: with files of its own, or as nothing but its settings. */
export interface ServedModel {
  readonly name: string
  readonly version: string
  /** Ref that its settings declare. */
  readonly declared?: string
  /** By path in its folder. */
  readonly files?: Readonly<Record<string, Uint8Array>>
}

/** Starts a model server with models that load at once and say which version they are: MLServer's own base class. */
export async function serveModels(models: readonly ServedModel[], id = 'serving'): Promise<Serving> {
  const repository = temporaryFolder('serving')
  for (const { name, version, declared, files = {} } of models) {
    mkdirSync(join(repository, name))
    for (const [path, bytes] of Object.entries(files)) {
      mkdirSync(dirname(join(repository, name, 'model', path)), { recursive: true })
      writeFileSync(join(repository, name, 'model', path), bytes)
    }
    const extra = declared === undefined ? {} : { extra: { modelwarden: { ref: declared } } }
    const parameters = { version, uri: './model', ...extra }
    const settings = { name, implementation: 'mlserver.MLModel', parameters }
    writeFileSync(join(repository, name, 'model-settings.json'), JSON.stringify(settings))
  }
  const server = await ownTool(startMlserver({ repositoryDir: repository }))
  const source = {
    id,
    kind: 'open-inference',
    url: server.url,
    environment: 'production',
    repository: `file://${repository}`,
  }
  return { server, repository, source }
}
