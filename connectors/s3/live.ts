import type { ArtifactStore, CallContext, Connector, ConnectorHost } from '../../src/connector/index.ts'
import { createClient } from './client.ts'
import type { S3Config } from './config.ts'
import { hasObjectsBelow } from './list.ts'
import { createSender } from './send.ts'
import { createStore } from './store.ts'

/** What needs the SDK. */
export interface LiveS3 extends Pick<Connector, 'probe' | 'close'> {
  readonly store: Omit<ArtifactStore, 'claim'>
}

/** Makes the SDK's client and what stands on it. Opens no connection. */
export function createLive(config: S3Config, host: ConnectorHost): LiveS3 {
  const client = createClient(config)
  const send = createSender(client, host)
  return {
    async probe(call: CallContext) {
      for (const { bucket, prefix } of config.buckets) await hasObjectsBelow(send, { bucket, key: prefix }, call)
      const { length } = config.buckets
      return { version: null, detail: `${length} ${length === 1 ? 'bucket answers' : 'buckets answer'}` }
    },
    store: createStore(client, config, host),
    close: async () => client.destroy(),
  }
}
