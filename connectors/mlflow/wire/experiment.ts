import { z } from 'zod'
import type { ExperimentRecord } from '../../../src/connector/index.ts'
import { id, listOf, pageToken, pairs, textOrNull, timeOrNull } from './scalars.ts'

const wireExperiment = z.object({
  experiment_id: id,
  name: z.string(),
  creation_time: timeOrNull,
  last_update_time: timeOrNull,
  lifecycle_stage: z.string().nullish(),
  artifact_location: textOrNull,
  tags: pairs,
})

/** Reply of `experiments/get`. */
export const experimentReply = z.object({ experiment: wireExperiment })

/** Reply of `experiments/search`. */
export const experimentsReply = z.object({ experiments: listOf(wireExperiment), next_page_token: pageToken })

/** The record of an experiment. */
export function toExperiment(wire: z.output<typeof wireExperiment>, workspace: string): ExperimentRecord {
  return {
    kind: 'Experiment',
    workspace,
    nativeId: wire.experiment_id,
    name: wire.name,
    createdAt: wire.creation_time,
    updatedAt: wire.last_update_time,
    lifecycle: wire.lifecycle_stage === 'deleted' ? 'DELETED' : 'ACTIVE',
    artifactUri: wire.artifact_location,
    tags: wire.tags,
  }
}
