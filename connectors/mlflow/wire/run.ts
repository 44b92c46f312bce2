import { z } from 'zod'
import { type RunRecord, type RunStatus, type Tags, withoutCredentials } from '../../../src/connector/index.ts'
import { datasetInputs } from './dataset-input.ts'
import { launchOf } from './launch.ts'
import { metrics } from './metric.ts'
import { id, listOf, pageToken, pairs, textOrNull, timeOrNull } from './scalars.ts'

const modelIds = listOf(z.object({ model_id: z.string().min(1) })).transform((items) =>
  items.map((item) => item.model_id),
)

const wireRun = z.object({
  info: z
    .object({
      run_id: textOrNull,
      run_uuid: textOrNull,
      experiment_id: id,
      run_name: textOrNull,
      user_id: textOrNull,
      status: z.string().nullish(),
      start_time: timeOrNull,
      end_time: timeOrNull,
      artifact_uri: textOrNull,
      lifecycle_stage: z.string().nullish(),
    })
    .refine(({ run_id, run_uuid }) => (run_id ?? run_uuid) !== null, { path: ['run_id'] }),
  data: z.object({ metrics, params: pairs, tags: pairs }).prefault({}),
  inputs: z.object({ dataset_inputs: datasetInputs, model_inputs: modelIds }).prefault({}),
  outputs: z.object({ model_outputs: modelIds }).prefault({}),
})

/** Reply of `runs/get`. */
export const runReply = z.object({ run: wireRun })

/** Reply of `runs/search`. */
export const runsReply = z.object({ runs: listOf(wireRun), next_page_token: pageToken })

const repositoryTags = ['mlflow.source.git.repoURL', 'mlflow.gitRepoURL', 'mlflow.source.name']

/** The record of a run. */
export function toRun({ info, data, inputs, outputs }: z.output<typeof wireRun>, workspace: string): RunRecord {
  const tags = withoutSecrets(data.tags)
  return {
    kind: 'Run',
    workspace,
    nativeId: info.run_id ?? info.run_uuid ?? '',
    experimentId: info.experiment_id,
    name: info.run_name ?? (tags['mlflow.runName'] || null),
    status: statusOf(info.status),
    lifecycle: info.lifecycle_stage === 'deleted' ? 'DELETED' : 'ACTIVE',
    ...usersOf(tags['mlflow.user'] || null, info.user_id),
    createdAt: info.start_time,
    endedAt: info.end_time,
    params: data.params,
    metrics: data.metrics,
    tags,
    parentRunId: tags['mlflow.parentRunId'] || null,
    inputs: inputs.dataset_inputs,
    inputModelIds: inputs.model_inputs,
    outputModelIds: outputs.model_outputs,
    codeCommit: tags['mlflow.source.git.commit'] || null,
    repository: tags['mlflow.source.git.repoURL'] || tags['mlflow.gitRepoURL'] || null,
    entrypoint: tags['mlflow.source.name'] || null,
    launch: launchOf(tags),
    artifactUri: info.artifact_uri,
  }
}

/** A tag is what MLflow shows, and anybody who may write to the run changes it; what was recorded when it began stays. */
function usersOf(tagged: string | null, recorded: string | null): Pick<RunRecord, 'user' | 'otherUsers'> {
  const user = tagged ?? recorded
  return recorded === null || recorded === user ? { user } : { user, otherUsers: [recorded] }
}

/** Remotes of repositories are often cloned with a token in their address, and MLflow records them as they are. */
function withoutSecrets(tags: Tags): Tags {
  const found = repositoryTags.filter((key) => Object.hasOwn(tags, key))
  return found.length === 0
    ? tags
    : { ...tags, ...Object.fromEntries(found.map((key) => [key, withoutCredentials(tags[key] ?? '')])) }
}

const statuses: readonly RunStatus[] = ['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED']

function statusOf(status: string | null | undefined): RunStatus {
  // RUNNING is the first value of MLflow's enumeration, which protobuf may leave out.
  return statuses.find((known) => known === status) ?? 'RUNNING'
}
