import type { CallContext, Connector, ConnectorHost } from '../../src/connector/index.ts'
import type { OpenInferenceConfig } from './config.ts'
import { crawlDeployments } from './crawl.ts'
import { createEffects } from './effects/effects.ts'
import { createLoadingClient } from './effects/loading-client.ts'
import { createRepository } from './repository.ts'
import { createServerClient } from './server-client.ts'
import { createServing } from './serving.ts'

/** Makes the live connector; nothing is sent before the first call. */
export function connect(config: OpenInferenceConfig, host: ConnectorHost): Connector {
  const { url, token } = config
  const headers = token === undefined ? {} : { authorization: `Bearer ${token.reveal()}` }
  const http = host.http({ baseUrl: url, headers })
  const { source } = host
  const server = createServerClient(http, source)
  const repository = config.repository == null ? null : createRepository(config.repository, host)
  const serving = createServing({ server, repository, url, log: host.log })
  return {
    ...(config.repository == null || repository === null
      ? {}
      : {
          effects: createEffects({
            source,
            server: createLoadingClient(http, server, source),
            repository,
            folder: config.repository,
            runtime: config.runtime,
          }),
        }),
    async probe(call: CallContext) {
      const { name, version } = await server.identity(call)
      const isReadable = repository === null || (await repository.isReadable())
      const detail = isReadable ? name : `${name}; its model repository folder cannot be read from here`
      return { version, detail }
    },
    crawl: (request, call) => crawlDeployments(serving, request, call),
    deploymentSystem: {
      list: async (call) => serving.read(await serving.names(call), call),
      deployments: (keys, call) => serving.deployments(keys, call),
    },
    async close() {},
  }
}
