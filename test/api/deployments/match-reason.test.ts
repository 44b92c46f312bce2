import { expect, test } from 'vitest'
import { mlflowSource, startGateway } from '../../support/gateway.ts'
import { serveModels } from '../served.ts'

const { source } = await serveModels([{ name: 'lost', version: 'v1', declared: 'models:/nobody-registered-this/1' }])
const { read, caughtUp } = await startGateway({ sources: [mlflowSource(), source] })
await Promise.all([caughtUp('tracking'), caughtUp('serving')])

test('a served version that could not be tied to a registered one says why', async () => {
  const answer = await read('{ deployments { nodes { versions { match matchReason modelVersion { ref } } } } }')
  expect(answer).toEqual({
    deployments: {
      nodes: [{ versions: [{ match: 'UNKNOWN', matchReason: 'MARKER_NAMES_NO_VERSION', modelVersion: null }] }],
    },
  })
})
