import { type ArtifactStore, Fault, type StoreLocation } from '../../../src/connector/index.ts'
import type { MlflowClient } from '../client.ts'
import type { MlflowConfig } from '../config.ts'
import { canonical } from '../registry/locate.ts'
import { normalisePath, proxyPath, under } from '../uri.ts'
import { listUnder } from './list-under.ts'
import type { ProxyFiles } from './proxy-files.ts'
import { readFrom } from './read-from.ts'
import { toFile, toFolder } from './to-file.ts'

/** Files behind the server's own proxy, `mlflow-artifacts:/`. */
export function createArtifactStore({
  client,
  files,
  config,
}: {
  client: MlflowClient
  files: ProxyFiles
  config: MlflowConfig
}): ArtifactStore {
  const resolve = (location: StoreLocation, path: string): { readonly workspace: string; readonly path: string } => {
    const relative = normalisePath(path)
    if (relative === null || path.startsWith('/')) throw pathRefused(client.source)
    const full = location.path === '' ? relative : under(location.path, relative)
    return { workspace: workspaceOf(full, client.workspaces), path: full }
  }
  return {
    claim(uri) {
      // With a known root the files belong to the store behind it, which can sign addresses and vouch for digests.
      const path = config.artifacts === undefined ? proxyPath(uri, client.url) : null
      return path === null ? null : { uri: canonical(path), path }
    },
    list: (location, options, call) =>
      listUnder(files, { ...resolve(location, ''), ...options, source: client.source }, call),
    async stat(location, path, call) {
      const at = resolve(location, path)
      const relative = normalisePath(path) ?? ''
      if (at.path === '') return toFolder(relative)
      const found = await files.find(at.workspace, at.path, call)
      return found === null ? null : toFile(found, relative)
    },
    async read(location, path, range, call) {
      const at = resolve(location, path)
      const content = await readFrom(files, { ...at, range, source: client.source }, call)
      if (content === null) throw noSuchFile(client.source)
      return content
    },
  }
}

/** With workspaces MLflow keeps each one's artifacts under `workspaces/<name>` and wants to be told which it is. */
function workspaceOf(path: string, workspaces: readonly string[]): string {
  const named = /^workspaces\/([^/]+)(\/|$)/.exec(path)?.[1]
  return workspaces.find((workspace) => workspace === named) ?? workspaces[0] ?? ''
}

function pathRefused(source: string): Fault {
  return new Fault({
    code: 'UNRESOLVABLE',
    publicMessage: 'The path does not name a file within its location.',
    internalMessage: `A path that leaves its location was refused on ${source}`,
    retryable: false,
    source,
  })
}

function noSuchFile(source: string): Fault {
  return new Fault({
    code: 'NOT_FOUND',
    publicMessage: 'There is no such file.',
    internalMessage: `The artifact proxy of ${source} has no such file`,
    retryable: false,
    source,
  })
}
