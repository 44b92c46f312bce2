import type { CallContext, ConnectorHost, HttpStream } from '../../src/connector/index.ts'
import type { MlflowConfig } from './config.ts'
import { describeCall, type Reply, replyOf, unauthorised } from './reply.ts'

type Query = Readonly<Record<string, string | number | readonly string[] | undefined>>

/** Speaks to one MLflow server. Throws the HTTP client's faults, and its own for refused credentials. */
export interface MlflowClient {
  readonly source: string
  /** Address of the server, for telling its own artifact addresses from others. */
  readonly url: string
  /** Workspaces that are read; `['']` when the server is asked for none. */
  readonly workspaces: readonly string[]
  /** Reads by GET; `path` is under `/api/2.0/mlflow`. */
  read(request: ReadRequest, call: CallContext): Promise<Reply>
  /** Reads by POST, which MLflow uses for its larger searches. */
  search(request: SearchRequest, call: CallContext): Promise<Reply>
  /** Changes something; `path` is under `/api/2.0/mlflow`. Sent once. */
  write(request: WriteRequest, call: CallContext): Promise<Reply>
  /** Opens a body; `path` is under the server's address and already encoded. */
  open(request: OpenRequest, call: CallContext): Promise<HttpStream>
  /** Whether it answers a read to somebody who does not say who they are. */
  isOpen(call: CallContext): Promise<boolean>
  /** The release the server names itself; null when it tells none. */
  version(call: CallContext): Promise<string | null>
}

/** One read by GET. */
export interface ReadRequest {
  readonly workspace: string
  /** What `path` is under, when it is not the usual one. */
  readonly root?: string
  readonly path: string
  readonly query?: Query
  /** The path with ids left out, for logs and metrics. */
  readonly route?: string
}

/** One read by POST. */
export interface SearchRequest {
  readonly workspace: string
  readonly path: string
  readonly json: Readonly<Record<string, unknown>>
  readonly bodyBytesMax?: number
}

/** One change. */
export interface WriteRequest {
  readonly workspace: string
  readonly method: 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly route: string
  readonly json?: Readonly<Record<string, unknown>>
}

/** One streamed read. */
export interface OpenRequest {
  readonly workspace: string
  readonly path: string
  readonly route: string
  readonly query?: Query
  readonly headers?: Readonly<Record<string, string>>
}

const apiRoot = '/api/2.0/mlflow'

/** Builds the client of one server. Opens no connection. */
export function createMlflowClient(config: MlflowConfig, host: ConnectorHost): MlflowClient {
  const { source } = host
  const http = host.http({ baseUrl: config.url, headers: authorization(config) })
  const stranger = host.http({ baseUrl: config.url })
  const context = (path: string) => ({ source, operation: describeCall(path) })
  return {
    source,
    url: config.url,
    workspaces: config.workspaces ?? [''],
    async read({ workspace, root = apiRoot, path, query, route = path }, { signal, requestId }) {
      const known = query === undefined ? {} : { query }
      const answer = await http.json({
        path: `${root}${path}`,
        route: `${root}${route}`,
        ...known,
        headers: scope(workspace),
        signal,
        requestId,
      })
      return replyOf(answer, context(`${root}${route}`))
    },
    async search({ workspace, path, json, bodyBytesMax }, { signal, requestId }) {
      const bound = bodyBytesMax === undefined ? {} : { bodyBytesMax }
      const answer = await http.json({
        method: 'POST',
        path: `${apiRoot}${path}`,
        json,
        isSafe: true,
        headers: scope(workspace),
        signal,
        requestId,
        ...bound,
      })
      return replyOf(answer, context(path))
    },
    async write({ workspace, method, path, route, json }, { signal, requestId }) {
      const answer = await http.json({
        method,
        path: `${apiRoot}${path}`,
        route: `${apiRoot}${route}`,
        ...(json === undefined ? {} : { json }),
        headers: scope(workspace),
        signal,
        requestId,
      })
      return replyOf(answer, context(route))
    },
    async open({ workspace, headers, ...request }, { signal, requestId }) {
      const answer = await http.stream({ ...request, headers: { ...scope(workspace), ...headers }, signal, requestId })
      if (answer.status !== 401) return answer
      answer.body.destroy()
      throw unauthorised(context(request.route))
    },
    async isOpen({ signal, requestId }) {
      const path = `${apiRoot}/experiments/search`
      const headers = scope(config.workspaces?.[0] ?? '')
      const answer = await stranger.text({ path, query: { max_results: 1 }, headers, signal, requestId })
      // What a login page in front of it would answer with 200 is no list of experiments.
      return answer.status === 200 && answer.body.trimStart().startsWith('{')
    },
    async version({ signal, requestId }) {
      const answer = await http.text({ path: '/version', bodyBytesMax: 4_096, signal, requestId })
      const text = answer.body.trim()
      return answer.status === 200 && /^\d+\.\d+[\w.+-]{0,40}$/.test(text) ? text : null
    },
  }
}

function authorization({ token, username, password }: MlflowConfig): Readonly<Record<string, string>> {
  if (token !== undefined) return { authorization: `Bearer ${token.reveal()}` }
  if (username === undefined || password === undefined) return {}
  return { authorization: `Basic ${Buffer.from(`${username}:${password.reveal()}`, 'utf8').toString('base64')}` }
}

function scope(workspace: string): Readonly<Record<string, string>> {
  return workspace === '' ? {} : { 'x-mlflow-workspace': workspace }
}
