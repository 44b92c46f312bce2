import { beforeAll, expect, test } from 'vitest'
import { startGateway } from '../support/in-process-gateway.ts'
import { seedMlflow } from '../support/seed-mlflow.ts'
import { sharedTools } from '../support/tools.ts'

let gateway: Awaited<ReturnType<typeof startGateway>>
let path = ''
let content: Buffer

beforeAll(async () => {
  const { mlflowUrl } = sharedTools()
  const { model, files } = await seedMlflow({ url: mlflowUrl })
  gateway = await startGateway({ sources: [{ id: 'tracking', kind: 'mlflow', url: mlflowUrl }] })
  const ref = `models:/${model.name}@champion`
  const query =
    'query ($ref: String!) { modelVersion(ref: $ref) { artifacts { nodes { path downloadUrl isDirectory } } } }'
  const { body } = await gateway.query(query, { variables: { ref } })
  const nodes: readonly { path: string; downloadUrl: string }[] = body.data.modelVersion.artifacts.nodes
  const file = nodes.find((node) => node.path === 'MLmodel')
  content = files.content['MLmodel'] ?? Buffer.alloc(0)
  path = `/artifacts/${file?.downloadUrl.split('/artifacts/')[1]}`
})

const get = (headers: Readonly<Record<string, string>> = {}, method: 'GET' | 'HEAD' = 'GET') =>
  gateway.server.inject({ method, url: path, headers: { ...gateway.authorization(), ...headers } })

test('a file is sent whole, as a download that no browser runs', async () => {
  const answer = await get()
  expect([answer.statusCode, answer.rawPayload.equals(content)]).toEqual([200, true])
  expect(answer.headers).toMatchObject({
    'content-disposition': expect.stringMatching(/^attachment; filename="MLmodel"/),
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining('sandbox'),
    'cache-control': 'private, no-store',
  })
})

test('HEAD tells what GET would send', async () => {
  const answer = await get({}, 'HEAD')
  expect([answer.statusCode, answer.rawPayload.length]).toEqual([200, 0])
  expect(answer.headers['content-disposition']).toContain('MLmodel')
})

test('nobody without a token gets a byte, and an unknown id is told apart from nothing', async () => {
  expect((await gateway.server.inject({ url: path })).statusCode).toBe(401)
  const unknown = await gateway.server.inject({ url: `${path.slice(0, -4)}AAAA`, headers: gateway.authorization() })
  expect([unknown.statusCode, unknown.json().errors[0].extensions.code]).toEqual([404, 'NOT_FOUND'])
})
