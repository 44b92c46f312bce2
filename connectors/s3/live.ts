import type {
  ArtifactStore,
  CallContext,
  Connector,
  ConnectorEffects,
  ConnectorHost,
} from '../../src/connector/index.ts'
import { createClient } from './client.ts'
import type { S3Config } from './config.ts'
import { hasObjectsBelow } from './list.ts'
import { createReleases } from './releases.ts'
import { createSender } from './send.ts'
import { createStore } from './store.ts'

/** What needs the SDK. */
export interface LiveS3 extends Pick<Connector, 'probe' | 'close'> {
  readonly store: Omit<ArtifactStore, 'claim'>
  readonly releases: ConnectorEffects
}

/** Makes the SDK's client and what stands on it. Opens no connection. */
export function createLive(config: S3Config, host: ConnectorHost): LiveS3 {
  const client = createClient(config)
  const send = createSender(client, host)
  const store = createStore(client, config, host)
  return {
    async probe(call: CallContext) {
      for (const { bucket, prefix } of config.buckets) await hasObjectsBelow(send, { bucket, key: prefix }, call)
      const { length } = config.buckets
      return { version: null, detail: `${length} ${length === 1 ? 'bucket answers' : 'buckets answer'}` }
    },
    store,
    releases: createReleases({ client, config, source: host.source, store }),
    close: async () => client.destroy(),
  }
}
