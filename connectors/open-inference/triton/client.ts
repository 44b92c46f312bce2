import type { HttpClient } from '../../../src/connector/index.ts'
import { createServerClient, modelPath, routeOf, type ServerClient } from '../server-client.ts'
import { markOf } from './model-config.ts'
import { parseLoadedParameters } from './wire.ts'

/**
 * Speaks with Triton. Its metadata tells nothing of where a version is from, and so the parameters of what it has loaded are
 * asked as well. A name with several versions is marked as none of them.
 */
export function createTritonClient(http: HttpClient, source: string): ServerClient {
  const server = createServerClient(http, source)
  return {
    ...server,
    async metadata(name, version, call) {
      const { signal, requestId } = call
      const told = await server.metadata(name, version, call)
      const [only, ...others] = told?.versions ?? []
      const asked = version ?? (others.length === 0 ? only : undefined)
      if (told === null || asked === undefined) return told
      const path = `${modelPath(name, version)}/config`
      const answer = await http.json({ path, route: `${routeOf(version)}/config`, signal, requestId })
      if (answer.status !== 200) return told
      const { marker, files } = markOf(parseLoadedParameters(answer.body, source), asked)
      return { ...told, marker, files: files?.digest ?? null }
    },
  }
}

/**
 * The same with readiness as a change needs it: 400 is Triton's word for what it is loading and for what it does not know,
 * and only its index tells the first apart.
 */
export function tellingLoading(server: ServerClient): ServerClient {
  return {
    ...server,
    async readiness(name, version, call) {
      const readiness = await server.readiness(name, version, call)
      if (readiness !== 'NOT_READY') return readiness
      const isIt = (row: { readonly name: string; readonly version: string | null }) =>
        row.name === name && (version === null || row.version === version)
      const rows = await server.index(call)
      return rows.some((row) => isIt(row) && row.state === 'LOADING') ? 'NOT_READY' : 'ABSENT'
    },
  }
}
