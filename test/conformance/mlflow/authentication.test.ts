import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, request as forward } from 'node:http'
import { expect, test } from 'vitest'
import { startMlflow } from '../../../tools/launch/mlflow.ts'
import { startGateway } from '../../support/gateway.ts'
import { createWorkspace, type SeededMlflow, seedMlflow } from '../../support/seed-mlflow.ts'
import { afterFile, ownTool, temporaryFolder } from '../../support/tools.ts'

const admin = { username: 'warden', password: randomBytes(12).toString('hex') }
const token = randomBytes(12).toString('hex')
const wrongPassword = `not-${admin.password}`
const basic = `Basic ${Buffer.from(`${admin.username}:${admin.password}`).toString('base64')}`

const server = await ownTool(
  startMlflow({ dataDir: temporaryFolder('mlflow'), release: 'newest', basicAuth: admin, workspaces: true }),
)
const seedIn = (workspace: string) =>
  seedMlflow({ url: server.url, headers: { authorization: basic, 'x-mlflow-workspace': workspace } })
await createWorkspace({ url: server.url, headers: { authorization: basic } }, 'risk-team')
const [plain, risk] = [await seedIn('default'), await seedIn('risk-team')]

const workspaces = ['default', 'risk-team']
const gateway = await startGateway({
  sources: [
    { id: 'users', kind: 'mlflow', url: server.url, ...admin, workspaces },
    { id: 'tokens', kind: 'mlflow', url: await tokenDoor(), token, workspaces: ['risk-team'] },
    { id: 'refused', kind: 'mlflow', url: server.url, ...admin, password: wrongPassword, workspaces },
  ],
})

/** The kind of door that companies put before MLflow, which itself knows no tokens: it takes a token for its own user. */
async function tokenDoor(): Promise<string> {
  const door = createServer((incoming, response) => {
    if (incoming.headers.authorization !== `Bearer ${token}`) return void response.writeHead(401).end()
    const headers = { ...incoming.headers, authorization: basic }
    const onward = forward(`${server.url}${incoming.url}`, { method: incoming.method, headers }, (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.pipe(response)
    })
    // Either side may hang up at any time.
    onward.on('error', () => response.destroy())
    response.on('close', () => onward.destroy())
    incoming.pipe(onward)
  })
  door.listen(0, '127.0.0.1')
  await once(door, 'listening')
  afterFile(() => {
    door.closeAllConnections()
    door.close()
  })
  const address = door.address()
  if (address === null || typeof address === 'string') throw new Error('The door has no port')
  return `http://127.0.0.1:${address.port}`
}

const question = `query ($ref: String!, $source: String!) {
  modelVersion(ref: $ref, source: $source) { ref workspace: model { workspace } run { status } }
  lineage(ref: $ref, source: $source, direction: UP) { nodes { kind ref } complete }
}`

interface Answer {
  readonly modelVersion: { readonly ref: string; readonly workspace: unknown; readonly run: unknown } | null
  readonly lineage: {
    readonly nodes: readonly { readonly ref: string | null }[]
    readonly complete: boolean
  } | null
}

const refOf = ({ model }: SeededMlflow) => `models:/${model.name}@champion`

test.each([
  ['a user name and a password', 'users', 'default', plain],
  ['a user name and a password', 'users', 'risk-team', risk],
  ['a token', 'tokens', 'risk-team', risk],
] as const)(
  'with %s (source %s) a version of workspace %s is answered, and how it came to be',
  async (_how, source, workspace, seeded) => {
    const answer = await gateway.read<Answer>(question, { ref: refOf(seeded), source })
    expect(answer.modelVersion).toEqual({
      ref: `models:/${seeded.model.name}/1`,
      workspace: { workspace },
      run: { status: 'FINISHED' },
    })
    expect(answer.lineage?.complete).toBe(true)
    expect(answer.lineage?.nodes.map(({ ref }) => ref)).toEqual(
      expect.arrayContaining([
        `runs:/${seeded.children[0].runId}`,
        `runs:/${seeded.parent.runId}`,
        `dataset:${seeded.dataset.name}@${seeded.dataset.digest}`,
      ]),
    )
  },
)

test('a workspace that a source is not configured for stays unseen', async () => {
  const answer = await gateway.ask<Answer>(question, { ref: refOf(plain), source: 'tokens' })
  expect(answer.errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['NOT_FOUND', 'NOT_FOUND'])
})

test('refused credentials cost their own branch, say that trying again is of no use, and are told to nobody', async () => {
  const both = `query ($ref: String!) {
    right: modelVersion(ref: $ref, source: "users") { ref }
    wrong: modelVersion(ref: $ref, source: "refused") { ref }
  }`
  const answer = await gateway.ask<Record<'right' | 'wrong', unknown>>(both, { ref: refOf(risk) })
  expect(answer.data).toEqual({ right: { ref: `models:/${risk.model.name}/1` }, wrong: null })
  expect(answer.errors).toMatchObject([
    { path: ['wrong'], extensions: { code: 'UPSTREAM_UNAVAILABLE', source: 'refused', retryable: false } },
  ])
  expect(JSON.stringify(answer)).not.toContain(admin.password)
})
