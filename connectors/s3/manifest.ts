import {
  type ArtifactStore,
  type Connector,
  type ConnectorEffects,
  type ConnectorHost,
  contractVersion,
  defineConnector,
} from '../../src/connector/index.ts'
import { claimAddress } from './claim.ts'
import { type S3Config, s3Config } from './config.ts'
import type { LiveS3 } from './live.ts'

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
  let loaded: Promise<LiveS3> | undefined
  // The SDK takes some 46 MB of memory, which a gateway without an S3 source must not pay for.
  const live = () => {
    loaded ??= import('./live.ts').then(({ createLive }) => createLive(config, host))
    return loaded
  }
  return {
    probe: async (call) => (await live()).probe(call),
    artifactStore: lazyStore(config, live),
    ...(config.credentials === undefined ? {} : { effects: lazyReleases(live) }),
    close: async () => (await loaded)?.close(),
  }
}

function lazyReleases(live: () => Promise<LiveS3>): ConnectorEffects {
  return {
    observe: async (...wanted) => (await live()).releases.observe(...wanted),
    put: async (...wanted) => (await live()).releases.put(...wanted),
  }
}

function lazyStore(config: S3Config, live: () => Promise<LiveS3>): ArtifactStore {
  return {
    claim: (uri) => claimAddress(uri, config),
    list: async (...wanted) => (await live()).store.list(...wanted),
    stat: async (...wanted) => (await live()).store.stat(...wanted),
    read: async (...wanted) => (await live()).store.read(...wanted),
    ...(config.credentials === undefined ? {} : { signedUrl: signing(live) }),
  }
}

function signing(live: () => Promise<LiveS3>): NonNullable<ArtifactStore['signedUrl']> {
  return async (...wanted) => {
    const { store } = await live()
    if (store.signedUrl === undefined) throw new Error('A store with credentials signs')
    return store.signedUrl(...wanted)
  }
}
