import type { ModelRegistry } from '../../../src/connector/index.ts'
import type { ProxyFiles } from '../artifacts/proxy-files.ts'
import type { MlflowClient } from '../client.ts'
import type { MlflowConfig } from '../config.ts'
import { isSayable } from '../filter.ts'
import { optional } from '../reply.ts'
import { toVersion, versionReply } from '../wire/version.ts'
import { describeVersion } from './describe.ts'
import { storageOf } from './follow.ts'
import { dereference } from './locate.ts'
import { readModels } from './models.ts'
import { readVersions, readVersionsOf, readVersionsOfRuns } from './versions.ts'

/** What the registry's reads share. */
export interface RegistryParts {
  readonly client: MlflowClient
  readonly files: ProxyFiles
  readonly config: MlflowConfig
}

/** MLflow's model registry without its prompts. */
export function createModelRegistry({ client, files, config }: RegistryParts): ModelRegistry {
  return {
    models: (names, call) => readModels(client, names, call),
    versions: (ids, call) => readVersions(client, ids, call),
    versionsOf: (model, call) => readVersionsOf(client, model, call),
    versionsOfRuns: (runs, call) => readVersionsOfRuns(client, runs, call),
    async versionByAlias({ workspace, nativeId: name }, alias, call) {
      if (!client.workspaces.includes(workspace) || !isSayable(name) || !isSayable(alias)) return null
      const answer = await client.read({ workspace, path: '/registered-models/alias', query: { name, alias } }, call)
      // MLflow finds a request for an alias that is not there wrong rather than unanswered.
      const reply = answer.kind === 'REFUSED' ? null : optional(versionReply, answer)
      return reply === null ? null : toVersion(reply.model_version, workspace)
    },
    describe: (version, call) => describeVersion({ client, files }, version, call),
    async locate(version, call) {
      const uri = client.workspaces.includes(version.workspace) ? await storageOf(client, version, call) : null
      return uri === null ? null : dereference(uri, config)
    },
  }
}
