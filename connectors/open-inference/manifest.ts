import { contractVersion, defineConnector } from '../../src/connector/index.ts'
import { config, type OpenInferenceConfig } from './config.ts'
import { connect } from './connect.ts'

/** Servers that speak the Open Inference Protocol V2 with its repository extension. */
export const manifest = defineConnector<OpenInferenceConfig>({
  id: 'open-inference',
  contract: contractVersion,
  tool: { name: 'MLServer', versions: '>=1.5 <2' },
  capabilities: ['DEPLOYMENT_SYSTEM'],
  streams: ['deployments'],
  config,
  describeUrl: ({ url }) => url,
  localFolders: ({ repository }) => (repository == null ? [] : [repository]),
  connect,
})
