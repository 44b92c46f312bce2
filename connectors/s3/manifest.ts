import {
  type CallContext,
  type Connector,
  type ConnectorHost,
  contractVersion,
  defineConnector,
} from '../../src/connector/index.ts'
import { createClient } from './client.ts'
import { type S3Config, s3Config } from './config.ts'
import { hasObjectsBelow } from './list.ts'
import { createSender } from './send.ts'
import { createStore } from './store.ts'

/** Any object store that speaks S3. */
export const manifest = defineConnector({
  id: 's3',
  contract: contractVersion,
  // S3 has no version of its own; its API is named after the day it was fixed.
  tool: { name: 'S3', versions: '2006-03-01' },
  capabilities: ['ARTIFACT_STORE'],
  streams: [],
  config: s3Config,
  describeUrl: (config) => config.endpoint,
  connect,
})

function connect(config: S3Config, host: ConnectorHost): Connector {
  const client = createClient(config)
  const send = createSender(client, host)
  return {
    async probe(call: CallContext) {
      for (const { bucket, prefix } of config.buckets) await hasObjectsBelow(send, { bucket, key: prefix }, call)
      const { length } = config.buckets
      return { version: null, detail: `${length} ${length === 1 ? 'bucket answers' : 'buckets answer'}` }
    },
    artifactStore: createStore(client, config, host),
    close: async () => client.destroy(),
  }
}
