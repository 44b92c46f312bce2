import type { ApolloServerPlugin } from '@apollo/server'
import { recordWriting } from '../answers/write-result.ts'
import type { GraphContext } from '../context.ts'

/**
 * Hands an answer that is about to be sent to the recording of its request, where there is one. One with an error, or of a
 * request of which something was refused, is not sent again. Register it after everything that adds to an answer.
 */
export function useRecording(): ApolloServerPlugin<GraphContext> {
  return {
    requestDidStart: async () => ({
      async willSendResponse({ response, contextValue: context }) {
        const { recording, services, budget, masked, now } = context
        if (recording === null || response.body.kind !== 'single') return
        const { data, errors } = response.body.singleResult
        if (data == null || errors !== undefined || services.hasRefused()) return
        recordWriting(data, recording)
        recording.finish({ data, masked: [...masked], points: budget.cost, now: now() })
      },
    }),
  }
}
