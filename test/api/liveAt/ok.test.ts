import { expect, test } from 'vitest'
import { mlflowSource, startGateway } from '../../support/gateway.ts'
import { expectRefused, quoted } from '../refusals.ts'
import { serveModels } from '../served.ts'
import { apiWorld, filesOfFirstVersion } from '../world.ts'

const world = await apiWorld()
const { name } = world.model
const files = await filesOfFirstVersion(world)
const { source } = await serveModels([
  { name: 'loan-risk', version: 'v1', declared: `models:/${name}/1`, files },
  { name: 'stranger', version: 'v7' },
])
const gateway = await startGateway({ sources: [mlflowSource(), source] })
const { read, caughtUp } = gateway
await Promise.all([caughtUp('tracking'), caughtUp('serving')])

interface Live {
  readonly liveAt: {
    readonly nodes: readonly { readonly served: { readonly deployment: { readonly name: string } } }[]
  }
}

const live = async (args: string) => {
  const answer = await read<Live>(
    `{ liveAt${args === '' ? '' : `(${args})`} { nodes { environment { name } served { deployment { name } match modelVersion { ref } } } } }`,
  )
  return answer.liveAt.nodes
}

test('everything that is live now is listed with the version it is, where that is known', async () => {
  expect(await live('')).toEqual([
    {
      environment: { name: 'production' },
      served: { deployment: { name: 'loan-risk' }, match: 'DECLARED', modelVersion: { ref: `models:/${name}/1` } },
    },
    {
      environment: { name: 'production' },
      served: { deployment: { name: 'stranger' }, match: 'UNKNOWN', modelVersion: null },
    },
  ])
})

test('a model, a version and an environment narrow it, and a version that is not live is live nowhere', async () => {
  const names = async (args: string) => (await live(args)).map(({ served }) => served.deployment.name)
  expect(await names(`ref: ${quoted(`models:/${name}`)}`)).toEqual(['loan-risk'])
  expect(await names(`ref: ${quoted(`models:/${name}/1`)}`)).toEqual(['loan-risk'])
  expect(await names(`ref: ${quoted(`models:/${name}/2`)}`)).toEqual([])
  expect(await names('environment: "production"')).toEqual(['loan-risk', 'stranger'])
  expect(await names('environment: "staging"')).toEqual([])
})

test('pages of what is live go on after the cursor', async () => {
  interface Paged {
    readonly liveAt: Live['liveAt'] & {
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string }
    }
  }
  const fields = '{ nodes { served { deployment { name } } } pageInfo { hasNextPage endCursor } }'
  const first = await read<Paged>(`{ liveAt(first: 1) ${fields} }`)
  expect(first.liveAt.pageInfo.hasNextPage).toBe(true)
  const second = await read<Paged>(`{ liveAt(first: 1, after: ${quoted(first.liveAt.pageInfo.endCursor)}) ${fields} }`)
  expect(second.liveAt).toMatchObject({
    nodes: [{ served: { deployment: { name: 'stranger' } } }],
    pageInfo: { hasNextPage: false },
  })
})

test('of a past moment only what requests changed is known, and a moment to come is refused', async () => {
  const at = (moment: string) => `liveAt(at: "${moment}") { nodes { served { match } } }`
  expect(await read(`{ ${at('2024-01-01T00:00:00.000Z')} }`)).toEqual({ liveAt: { nodes: [] } })
  await expectRefused(gateway, at('2124-01-01T00:00:00.000Z'), { code: 'BAD_USER_INPUT' })
})

test('an unknown model is not found, and a text that names none is refused as input', async () => {
  const of = (ref: string) => `liveAt(ref: ${quoted(ref)}) { nodes { served { match } } }`
  await expectRefused(gateway, of('models:/nobody-registered-this'), { code: 'NOT_FOUND' })
  await expectRefused(gateway, of('nonsense'), { code: 'BAD_USER_INPUT' })
})
