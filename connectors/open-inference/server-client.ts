import {
  type CallContext,
  type Fault,
  type HttpAnswer,
  type HttpClient,
  upstreamInvalid,
  upstreamUnavailable,
} from '../../src/connector/index.ts'
import {
  type IndexRow,
  parseIdentity,
  parseIndex,
  parseMetadata,
  type ServedMetadata,
  type ServerIdentity,
} from './wire.ts'

/**
 * Whether a server answers for a model or version: `ABSENT` is one it does not know, `UNASKABLE` one whose name would
 * be taken for another path.
 */
export type Readiness = 'READY' | 'NOT_READY' | 'ABSENT' | 'UNASKABLE'

/** The reads of the protocol that the connector needs. None of them runs a model. */
export interface ServerClient {
  identity(call: CallContext): Promise<ServerIdentity>
  index(call: CallContext): Promise<readonly IndexRow[]>
  /** Of one version, or of the name when `version` is null. */
  readiness(name: string, version: string | null, call: CallContext): Promise<Readiness>
  /** Null when the server has none to give. */
  metadata(name: string, version: string | null, call: CallContext): Promise<ServedMetadata | null>
}

/** Pattern of {@link modelPath}, for metrics. */
export function routeOf(version: string | null): string {
  return version === null ? '/v2/models/{name}' : '/v2/models/{name}/versions/{version}'
}

/** Path of a model or of one of its versions. */
export function modelPath(name: string, version: string | null): string {
  const model = `/v2/models/${encodeURIComponent(name)}`
  return version === null ? model : `${model}/versions/${encodeURIComponent(version)}`
}

/**
 * Whether a name or version can stand in a path. MLServer decodes `%2F` before it routes, so that asking for the
 * model `a/versions/1` would be answered for version 1 of `a`.
 */
function isAskable(part: string | null): boolean {
  return part === null || !(part.includes('/') || part === '.' || part === '..')
}

/** What an answer is that was not expected; a refused credential is the source's own trouble. */
export function refusal(source: string, status: number): Fault {
  const context = { source, operation: 'open inference', detail: `answered ${status}`, retryable: false }
  return status === 401 || status === 403 ? upstreamUnavailable(context) : upstreamInvalid(context)
}

/** Speaks the protocol over one HTTP client. Throws the client's faults, and its own for a refused token. */
export function createServerClient(http: HttpClient, source: string): ServerClient {
  const accepted = (answer: HttpAnswer): unknown => {
    if (answer.status !== 200) throw refusal(source, answer.status)
    return answer.body
  }
  return {
    identity: async ({ signal, requestId }) =>
      parseIdentity(accepted(await http.json({ path: '/v2', signal, requestId })), source),
    async index({ signal, requestId }) {
      const answer = await http.json({
        method: 'POST',
        path: '/v2/repository/index',
        json: {},
        isSafe: true,
        signal,
        requestId,
      })
      return parseIndex(accepted(answer), source)
    },
    async readiness(name, version, { signal, requestId }) {
      if (!isAskable(name) || !isAskable(version)) return 'UNASKABLE'
      const { status } = await http.text({
        path: `${modelPath(name, version)}/ready`,
        route: `${routeOf(version)}/ready`,
        signal,
        requestId,
      })
      if (status === 401 || status === 403) throw refusal(source, status)
      if (status === 200) return 'READY'
      // 400 is MLServer's word for a version that is registered and not ready, and Triton's for both cases.
      return status === 400 ? 'NOT_READY' : 'ABSENT'
    },
    async metadata(name, version, { signal, requestId }) {
      if (!isAskable(name) || !isAskable(version)) return null
      const answer = await http.json({ path: modelPath(name, version), route: routeOf(version), signal, requestId })
      return answer.status === 200 ? parseMetadata(answer.body, source) : null
    },
  }
}
