import type { ApolloServerPlugin } from '@apollo/server'
import type { GraphContext } from '../context.ts'

const byNumbers = new Intl.Collator('en', { numeric: true })

/** Tells in `extensions.masked` which fields are null because the caller may not read them. */
export function useMasked(): ApolloServerPlugin<GraphContext> {
  return {
    requestDidStart: async () => ({
      async willSendResponse({ response, contextValue: { masked } }) {
        if (response.body.kind !== 'single' || masked.size === 0) return
        const result = response.body.singleResult
        result.extensions = { ...result.extensions, masked: [...masked].toSorted(byNumbers.compare) }
      },
    }),
  }
}
