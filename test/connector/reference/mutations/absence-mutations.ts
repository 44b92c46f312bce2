import { referenceToken } from '../tool.ts'
import { connectorWith, fault, type MutationTable, probeFailingWith, urlOf } from './mutation.ts'

/** Connectors that take a tool's absence badly. */
export const absenceMutations: MutationTable = {
  'a stopped tool is away and may be tried again': [
    probeFailingWith(() => fault({ retryable: false })),
    probeFailingWith(() => fault({ code: 'INTERNAL_SERVER_ERROR' })),
    probeFailingWith(() => new Error('away')),
  ],
  'an error carries no address, credential or word of the tool': [
    probeFailingWith((_error, subject) => fault({ publicMessage: `${urlOf(subject)} is away` })),
    probeFailingWith(() => fault({ publicMessage: `token ${referenceToken} was refused` })),
    probeFailingWith(() => fault({ publicMessage: 'connect ECONNREFUSED' })),
    probeFailingWith(() => fault({ publicMessage: 'The tool said: disk full', cause: new Error('disk full') })),
    probeFailingWith(() => fault({ details: { token: referenceToken } })),
  ],
  'the tool is used again after it came back': [
    connectorWith((connector) => {
      let isBroken = false
      return {
        async probe(call) {
          if (isBroken) throw new Error('The connection is gone')
          // A connector that keeps one connection for its life, and cannot do without it.
          return connector.probe(call).catch((error: unknown) => {
            isBroken = true
            throw error
          })
        },
      }
    }),
  ],
}
