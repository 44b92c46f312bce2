import type { CallContext, Connector, ConnectorHost, HttpClient } from '../../src/connector/index.ts'
import type { OpenInferenceConfig, ServerConfig } from './config.ts'
import { crawlDeployments } from './crawl.ts'
import { createEffects, type PlacesIn } from './effects/effects.ts'
import { createLoadingClient, type LoadingClient } from './effects/loading-client.ts'
import { placesOfMlserver } from './effects/mlserver-places.ts'
import { createRepository, type Repository } from './repository.ts'
import { createServerClient, type ServerClient } from './server-client.ts'
import { createServing } from './serving.ts'

/** What differs between the servers that speak the protocol. */
export interface Flavour {
  client(http: HttpClient, source: string): ServerClient
  repository(folder: string, host: ConnectorHost): Repository
  /** Where changes are made, with what they are made. */
  places(parts: { readonly source: string; readonly server: LoadingClient; readonly repository: Repository }): PlacesIn
  /** What is asked about changes, where that is not what reads are made with. */
  whileChanging?(server: ServerClient): ServerClient
}

/** Makes the live connector of an MLServer; nothing is sent before the first call. */
export function connect(config: OpenInferenceConfig, host: ConnectorHost): Connector {
  return connectServer(config, host, {
    client: createServerClient,
    repository: createRepository,
    places: (parts) => placesOfMlserver({ ...parts, runtime: config.runtime }),
  })
}

/** Makes the live connector of one flavour of server; nothing is sent before the first call. */
export function connectServer(config: ServerConfig, host: ConnectorHost, flavour: Flavour): Connector {
  const { url, token } = config
  const headers = token === undefined ? {} : { authorization: `Bearer ${token.reveal()}` }
  const http = host.http({ baseUrl: url, headers })
  const { source } = host
  const client = flavour.client(http, source)
  const repository = config.repository == null ? null : flavour.repository(config.repository, host)
  const serving = createServing({ server: client, repository, url, log: host.log })
  const server = createLoadingClient(http, flavour.whileChanging?.(client) ?? client, source)
  return {
    ...(config.repository == null || repository === null
      ? {}
      : {
          effects: createEffects({
            source,
            folder: config.repository,
            placesIn: flavour.places({ source, server, repository }),
          }),
        }),
    async probe(call: CallContext) {
      const { name, version } = await client.identity(call)
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
