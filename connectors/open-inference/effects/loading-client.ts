import { type CallContext, Fault, type HttpClient } from '../../../src/connector/index.ts'
import { modelPath, refusal, routeOf, type ServerClient } from '../server-client.ts'

/** The calls of the protocol that change what is loaded, or run a model. */
export interface LoadingClient extends ServerClient {
  /** Has the server load what its settings say. REFUSED when it says no; throws where nobody knows what came of it. */
  load(name: string, call: CallContext): Promise<'LOADED' | 'REFUSED'>
  /** Unloads every version of a name; one that is not loaded is no error. */
  unload(name: string, call: CallContext): Promise<void>
  /** What the server tells of a name, unread; null when it knows none. */
  describe(name: string, call: CallContext): Promise<unknown>
  /** Runs whatever answers under a name. Null when it answers with an error. */
  infer(name: string, inputs: readonly unknown[], call: CallContext): Promise<unknown>
}

/** Adds these calls to a client. */
export function createLoadingClient(http: HttpClient, server: ServerClient, source: string): LoadingClient {
  /** Null where the server answered with an error of its own: not when it was away. */
  const answered = async <Answer>(work: Promise<Answer>, call: CallContext): Promise<Answer | null> => {
    try {
      return await work
    } catch (error) {
      // A connection that broke has a cause; a status has none.
      if (!(error instanceof Fault) || error.code !== 'UPSTREAM_UNAVAILABLE' || error.cause !== undefined) throw error
      await server.identity(call)
      return null
    }
  }
  const change = (name: string, verb: 'load' | 'unload', { signal, requestId }: CallContext) => {
    const path = `/v2/repository/models/${encodeURIComponent(name)}/${verb}`
    return http.text({ method: 'POST', path, route: `/v2/repository/models/{name}/${verb}`, signal, requestId })
  }
  return {
    ...server,
    async load(name, call) {
      const answer = await answered(change(name, 'load', call), call)
      if (answer?.status === 401 || answer?.status === 403) throw refusal(source, answer.status)
      return answer !== null && answer.status < 300 ? 'LOADED' : 'REFUSED'
    },
    async unload(name, call) {
      const { status } = await change(name, 'unload', call)
      if (status >= 300 && status !== 404 && status !== 400) throw refusal(source, status)
    },
    async describe(name, { signal, requestId }) {
      const answer = await http.json({ path: modelPath(name, null), route: routeOf(null), signal, requestId })
      return answer.status === 200 ? answer.body : null
    },
    async infer(name, inputs, call) {
      const { signal, requestId } = call
      const path = `${modelPath(name, null)}/infer`
      const route = `${routeOf(null)}/infer`
      const sent = http.json({ method: 'POST', path, route, json: { inputs }, signal, requestId })
      const answer = await answered(sent, call)
      return answer?.status === 200 ? answer.body : null
    },
  }
}
