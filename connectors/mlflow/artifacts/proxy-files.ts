import { type CallContext, Fault, type HttpStream } from '../../../src/connector/index.ts'
import type { MlflowClient } from '../client.ts'
import { optional } from '../reply.ts'
import { artifactListReply, type ListedArtifact } from '../wire/artifact-list.ts'

/** The raw reads of a server's artifact proxy. Paths are normalised before they come here. */
export interface ProxyFiles {
  /** Names directly under a folder; none when there is no such folder. */
  list(workspace: string, path: string, call: CallContext): Promise<readonly ListedArtifact[]>
  /** What the folder above says of one path; null when there is none. */
  find(workspace: string, path: string, call: CallContext): Promise<ListedArtifact | null>
  /** Opens a file; null when there is none. */
  open(
    request: { readonly workspace: string; readonly path: string; readonly headers: Readonly<Record<string, string>> },
    call: CallContext,
  ): Promise<HttpStream | null>
}

const proxyRoot = '/api/2.0/mlflow-artifacts/artifacts'

/** Reads the proxy of one server. */
export function createProxyFiles(client: MlflowClient): ProxyFiles {
  const list: ProxyFiles['list'] = async (workspace, path, call) => {
    const query = path === '' ? {} : { query: { path } }
    const reply = await client.read({ workspace, root: proxyRoot, path: '', ...query }, call)
    return optional(artifactListReply, reply)?.files ?? []
  }
  const find: ProxyFiles['find'] = async (workspace, path, call) => {
    const [, folder = '', name = path] = /^(.*)\/([^/]+)$/s.exec(path) ?? []
    const listed = await list(workspace, folder, call)
    return listed.find((entry) => entry.path === name) ?? null
  }
  return {
    list,
    find,
    async open({ workspace, path, headers }, call) {
      const encoded = path.split('/').map(encodeURIComponent).join('/')
      try {
        const answer = await client.open(
          { workspace, path: `${proxyRoot}/${encoded}`, route: `${proxyRoot}/{path}`, headers },
          call,
        )
        if (answer.status !== 404) return answer
        answer.body.destroy()
        return null
      } catch (error) {
        // MLflow 2, and later releases over S3, answer 500 for a file that is not there: ask the listing which it was.
        const mayBeMissing = error instanceof Fault && error.code === 'UPSTREAM_UNAVAILABLE'
        if (mayBeMissing && (await find(workspace, path, call)) === null) return null
        throw error
      }
    },
  }
}
