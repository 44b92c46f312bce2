import { contractVersion, defineConnector } from '../../../src/connector/index.ts'
import type { ServerConfig } from '../config.ts'
import { connectServer } from '../connect.ts'
import { createRepository } from '../repository.ts'
import { createTritonClient, tellingLoading } from './client.ts'
import { config } from './config.ts'
import { placesOfTriton } from './places.ts'
import { scanModels } from './repository.ts'

/** NVIDIA's Triton, which speaks the Open Inference Protocol V2 with its repository extension. */
export const manifest = defineConnector<ServerConfig>({
  id: 'triton',
  contract: contractVersion,
  tool: { name: 'Triton', versions: '>=2.40 <3' },
  capabilities: ['DEPLOYMENT_SYSTEM'],
  streams: ['deployments'],
  config,
  describeUrl: ({ url }) => url,
  localFolders: ({ repository }) => (repository == null ? [] : [repository]),
  connect: (keys, host) =>
    connectServer(keys, host, {
      client: createTritonClient,
      repository: (folder, at) => createRepository(folder, at, scanModels),
      places: placesOfTriton,
      whileChanging: tellingLoading,
    }),
})
