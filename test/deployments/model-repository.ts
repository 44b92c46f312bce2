import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What one folder of a model repository says. */
export interface RepositoryModel {
  readonly name: string
  readonly version?: string
  readonly uri?: string
  readonly marker?: { readonly ref: string; readonly source?: string }
  /** Further keys at the top of the settings. */
  readonly more?: Readonly<Record<string, unknown>>
}

/** The calls of a server that load from its repository. */
export interface RepositoryCalls {
  /** Asks the server to load or unload a name; answers the status. */
  load(serverUrl: string, name: string): Promise<number>
  unload(serverUrl: string, name: string): Promise<number>
}

/** A model repository on disk, and the server's calls that load from it. */
export interface ModelRepository extends RepositoryCalls {
  readonly folder: string
  /** Writes the settings of one folder, anew when it is there; nothing is loaded by that. */
  write(folder: string, model: RepositoryModel): void
  remove(folder: string): void
}

async function act(serverUrl: string, name: string, verb: 'load' | 'unload'): Promise<number> {
  const answer = await fetch(`${serverUrl}/v2/repository/models/${encodeURIComponent(name)}/${verb}`, {
    method: 'POST',
  })
  await answer.body?.cancel()
  return answer.status
}

/** The same calls for every server. */
export const repositoryCalls: RepositoryCalls = {
  load: (serverUrl, name) => act(serverUrl, name, 'load'),
  unload: (serverUrl, name) => act(serverUrl, name, 'unload'),
}

/** A repository of scikit-learn models in an empty folder. */
export function modelRepository(folder: string): ModelRepository {
  return {
    folder,
    write(at, { name, version, uri, marker, more }) {
      const extra = marker === undefined ? {} : { extra: { modelwarden: marker } }
      const parameters = {
        ...(uri === undefined ? {} : { uri }),
        ...(version === undefined ? {} : { version }),
        ...extra,
      }
      mkdirSync(join(folder, at), { recursive: true })
      const settings = { name, implementation: 'mlserver_sklearn.SKLearnModel', ...more, parameters }
      writeFileSync(join(folder, at, 'model-settings.json'), JSON.stringify(settings))
    },
    remove: (at) => rmSync(join(folder, at), { recursive: true }),
    ...repositoryCalls,
  }
}
