import type { CallContext } from '../../../src/connector/index.ts'
import { required } from '../reply.ts'
import { loggedModelsReply } from '../wire/logged-model.ts'
import { searchLoggedModels } from './logged-models.ts'
import type { TrackerParts } from './runs.ts'

/** Whether a server has logged models at all: where it has none, no run can have measured one. */
export interface LoggedModelPresence {
  isAny(workspace: string, call: CallContext): Promise<boolean>
}

// The first logged model of a server may be missed for as long. Once there is one, nobody asks again.
const noneAgeMsMax = 10_000

/** Makes a memory that knows nothing yet. */
export function createLoggedModelPresence(parts: TrackerParts, clock: { now(): number }): LoggedModelPresence {
  const known = new Map<string, { readonly isAny: boolean; readonly askedAt: number }>()
  return {
    async isAny(workspace, call) {
      const remembered = known.get(workspace)
      const askedAt = clock.now()
      if (remembered !== undefined && (remembered.isAny || askedAt - remembered.askedAt <= noneAgeMsMax))
        return remembered.isAny
      const experimentIds = await parts.experiments.ids({ workspace, ageMsMax: noneAgeMsMax }, call)
      const answer = await searchLoggedModels(parts.client, { workspace, experimentIds, limit: 1 }, call)
      const isAny = answer.kind !== 'ABSENT' && required(loggedModelsReply, answer).models.length > 0
      known.set(workspace, { isAny, askedAt })
      return isAny
    },
  }
}
