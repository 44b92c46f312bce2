import { expect, test } from 'vitest'
import { serveModels } from '../api/served.ts'
import { apiWorld, filesOfFirstVersion } from '../api/world.ts'
import { mlflowSource, startGateway } from '../support/gateway.ts'
import { startToolProxy } from './tool-proxy.ts'

const world = await apiWorld()
const ref = `models:/${world.model.name}/1`
const files = await filesOfFirstVersion(world)
const near = await serveModels([{ name: 'loan-risk', version: 'v1', declared: ref, files }])
const far = await serveModels([{ name: 'loan-risk-far', version: 'v1', declared: ref, files }], 'far')
const proxy = await startToolProxy(far.server.url)
const { ask, caughtUp } = await startGateway({
  sources: [mlflowSource(), near.source, { ...far.source, url: proxy.url, environment: 'staging' }],
})
await Promise.all(['tracking', 'serving', 'far'].map((source) => caughtUp(source)))

const served = (name: string) => ({ deployment: { name } })
const away = { code: 'UPSTREAM_UNAVAILABLE', source: 'far', retryable: true, errorId: expect.any(String) }

test('where one of two servers is away, what the other serves is told, with an error for what is missing', async () => {
  const question = `query ($ref: String!) {
    all: liveAt { nodes { served { deployment { name } } } sourceStatus { source error { code } } }
    production: liveAt(environment: "production") { nodes { served { deployment { name } } } }
    modelVersion(ref: $ref) { servedBy { deployment { name } } }
  }`
  const whole = await ask<Record<string, unknown>>(question, { ref })
  expect(whole).toMatchObject({
    errors: [],
    data: {
      all: { nodes: [{ served: served('loan-risk') }, { served: served('loan-risk-far') }] },
      modelVersion: { servedBy: [served('loan-risk'), served('loan-risk-far')] },
    },
  })
  proxy.behave('refuse')
  const { status, data, errors } = await ask<Record<string, unknown>>(question, { ref })
  expect(status).toBe(200)
  expect(data).toMatchObject({
    all: {
      nodes: [{ served: served('loan-risk') }],
      sourceStatus: expect.arrayContaining([{ source: 'far', error: { code: 'UPSTREAM_UNAVAILABLE' } }]),
    },
    production: { nodes: [{ served: served('loan-risk') }] },
    modelVersion: { servedBy: [served('loan-risk')] },
  })
  expect(errors.map(({ path, extensions }) => ({ path, extensions }))).toEqual(
    expect.arrayContaining([
      { path: ['all'], extensions: away },
      { path: ['modelVersion', 'servedBy'], extensions: away },
    ]),
  )
  expect(errors).toHaveLength(2)
})
