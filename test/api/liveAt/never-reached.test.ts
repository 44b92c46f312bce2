import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { mlflowSource, startGateway } from '../../support/gateway.ts'
import { quoted } from '../refusals.ts'
import { apiWorld } from '../world.ts'

const world = await apiWorld()

/** An address where nothing listens. */
async function deadUrl(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}

const far = { id: 'far', kind: 'open-inference', url: await deadUrl(), environment: 'production' }
const { ask, read, caughtUp } = await startGateway({ sources: [mlflowSource(), far] })
await caughtUp('tracking')

const status = [{ source: 'far', complete: false, asOf: null, error: { code: 'UPSTREAM_UNAVAILABLE' } }]
const away = { code: 'UPSTREAM_UNAVAILABLE', source: 'far', retryable: true }

test('a server that could never be read is named by every list of what is served', async () => {
  const statusFields = 'nodes { __typename } sourceStatus { source complete asOf error { code } }'
  expect(await read(`{ deployments { ${statusFields} } }`)).toEqual({
    deployments: { nodes: [], sourceStatus: status },
  })
  const { data, errors } = await ask(`{ liveAt { ${statusFields} } }`)
  expect(data).toEqual({ liveAt: { nodes: [], sourceStatus: status } })
  expect(errors).toMatchObject([{ path: ['liveAt'], extensions: away }])
})

test('nothing is called not served while a server that could serve it was never read', async () => {
  const ref = quoted(`models:/${world.model.name}/1`)
  const { data, errors } = await ask(`{ modelVersion(ref: ${ref}) { version servedBy { version } } }`)
  expect(data).toEqual({ modelVersion: { version: '1', servedBy: null } })
  expect(errors).toMatchObject([{ path: ['modelVersion', 'servedBy'], extensions: away }])
})

test('an environment without that server is answered in full', async () => {
  expect(await read('{ liveAt(environment: "staging") { nodes { __typename } sourceStatus { source } } }')).toEqual({
    liveAt: { nodes: [], sourceStatus: [] },
  })
})
