import { type ApolloServerPlugin, HeaderMap } from '@apollo/server'
import type { GraphContext } from '../context.ts'

/** Ends the opening of a stream once its document was found good, before anything is executed. Register it before what executes. */
export function useStreams(): ApolloServerPlugin<GraphContext> {
  return {
    requestDidStart: async () => ({
      async responseForOperation({ schema, document, contextValue: { stream } }) {
        if (stream?.phase !== 'OPENING') return null
        stream.opened = { schema, document }
        return { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult: { data: null } } }
      },
    }),
  }
}
