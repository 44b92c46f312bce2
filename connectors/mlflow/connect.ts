import type { CallContext, Connector, ConnectorHost } from '../../src/connector/index.ts'
import { createArtifactStore } from './artifacts/artifact-store.ts'
import { createProxyFiles } from './artifacts/proxy-files.ts'
import { createMlflowClient, type MlflowClient } from './client.ts'
import type { MlflowConfig } from './config.ts'
import { createCrawler } from './crawl/crawl.ts'
import { createEffects } from './effects.ts'
import { createKnownExperiments } from './known-experiments.ts'
import { readNativeRights } from './native/read-native-rights.ts'
import { storageBehind } from './registry/follow.ts'
import { dereference } from './registry/locate.ts'
import { createModelRegistry } from './registry/registry.ts'
import { required } from './reply.ts'
import { createExperimentTracker } from './tracker/tracker.ts'
import { createWebhooks } from './webhooks.ts'
import { experimentsReply } from './wire/experiment.ts'

/** Makes the live object of one MLflow server. Opens no connection. */
export function connect(config: MlflowConfig, host: ConnectorHost): Connector {
  const client = createMlflowClient(config, host)
  const files = createProxyFiles(client)
  const experiments = createKnownExperiments(client, host.clock)
  return {
    workspaces: client.workspaces,
    probe: (call) => probe(client, call),
    crawl: createCrawler({ client, experiments }),
    async follow(uri, call) {
      const found = await storageBehind(client, uri, call)
      return found === null ? null : dereference(found, config)
    },
    modelRegistry: createModelRegistry({ client, files, config }),
    experimentTracker: createExperimentTracker({ client, experiments, clock: host.clock }),
    artifactStore: createArtifactStore({ client, files, config }),
    webhooks: createWebhooks(client),
    effects: createEffects(client),
    nativeRights: (names, call) => readNativeRights(client, config, names, call),
    // The host owns the sockets.
    close: async () => {},
  }
}

/** `/version` answers everybody, so the credentials are proved by a read in each workspace. */
async function probe(
  client: MlflowClient,
  call: CallContext,
): Promise<{ readonly version: string | null; readonly detail: string | null }> {
  for (const workspace of client.workspaces) {
    required(
      experimentsReply,
      await client.read({ workspace, path: '/experiments/search', query: { max_results: 1 } }, call),
    )
  }
  const named = client.workspaces.filter((workspace) => workspace !== '')
  return { version: await client.version(call), detail: named.length === 0 ? null : `workspaces ${named.join(', ')}` }
}
