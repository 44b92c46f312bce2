import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { pollUntil } from '../../tools/launch/ready.ts'
import { runCommand, startCommand } from '../cli/child.ts'
import { ask, dataOf } from '../support/graphql.ts'
import { mlflowWriter, textAt } from '../support/seed-mlflow.ts'
import { temporaryFolder } from '../support/tools.ts'

/** The tools' processes lead groups of their own; what they all have is the demo's data folder on the command line or as working directory. */
function processesOf(folder: string): readonly string[] {
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && Number(pid) !== process.pid)
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
        return command.includes(folder) ? [`${pid} ${command}`] : []
      } catch {
        // It ended while the list was read.
        return []
      }
    })
}

interface Demo {
  readonly url: string
  readonly principals: readonly { readonly name: string; readonly roles: readonly string[]; readonly token: string }[]
  readonly sources: readonly { readonly id: string; readonly kind: string; readonly url: string }[]
  readonly question: string
  readonly answer: {
    readonly data: {
      readonly modelVersion: {
        readonly servedBy: readonly unknown[]
        readonly artifacts: { readonly nodes: readonly unknown[] }
      }
    }
    readonly errors?: unknown
  }
}

const registered = 'models:/tumour-classifier@champion'
const question = `query ($name: String!) {
  modelVersion(ref: "${registered}") { version run { status } }
  model(ref: $name) { id versions { nodes { version } } }
  deployments { nodes { name state } }
}`

interface Followed {
  readonly modelVersion: { readonly version: string }
  readonly model: { readonly id: string; readonly versions: { readonly nodes: readonly unknown[] } }
  readonly deployments: { readonly nodes: readonly { readonly state: string | null }[] }
}

/** Changes the demo's tools as anybody could, and expects each next answer to have changed with them. */
async function followsItsTools(
  { url, sources }: Demo,
  { token, data }: { readonly token: string | null; readonly data: string },
): Promise<void> {
  const writer = mlflowWriter({ url: sources.find(({ kind }) => kind === 'mlflow')?.url ?? '' })
  const { models } = dataOf(
    await ask<{ models: { nodes: { name: string }[] } }>(url, { token, query: '{ models { nodes { name } } }' }),
  )
  const name = models.nodes.find((model) => model.name !== 'tumour-classifier')?.name ?? ''
  const now = () => ask<Followed>(url, { token, query: question, variables: { name: `models:/${name}` } })
  const before = dataOf(await now())
  expect(before.deployments.nodes.map(({ state }) => state)).toEqual(['READY', 'READY'])

  const version = before.modelVersion.version === '1' ? '2' : '1'
  await writer.post('/registered-models/alias', { name: 'tumour-classifier', alias: 'champion', version })
  expect(dataOf(await now()).modelVersion.version).toBe(version)

  await writer.send('DELETE', '/registered-models/delete', { name })
  await writer.post('/registered-models/create', { name })
  const { model } = dataOf(await now())
  expect(model.versions.nodes).toEqual([])
  expect(model.id).not.toBe(before.model.id)
  const old = { token, query: 'query ($id: ID!) { node(id: $id) { id } }', variables: { id: before.model.id } }
  expect(dataOf(await ask(url, old))).toEqual({ node: null })

  const servers = processesOf(data).filter((line) => line.includes('mlserver start'))
  expect(servers.length).toBeGreaterThan(0)
  for (const line of servers) process.kill(Number.parseInt(line, 10), 'SIGKILL')
  await expect.poll(async () => (await now()).errors, { timeout: 20_000 }).not.toEqual([])
  const after = await now()
  expect(after.data).toMatchObject({ modelVersion: { version, run: { status: 'FINISHED' } }, model: { id: model.id } })
  expect(after.data?.deployments.nodes.map(({ state }) => state)).toEqual([null, null])
  for (const { extensions } of after.errors) {
    expect(extensions).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', source: 'serving', retryable: true })
  }
}

/** Training takes most of it. */
const patience = { timeout: 300_000 }

/** The same question with two tokens: a team sees its own model, and where the rest would be, nothing or something opaque. */
async function twoPeople({ url, principals }: Demo): Promise<void> {
  const query = `{ models { nodes { name tags { key value } } } search(text: "tumour") { nodes { name } }
    hidden: modelVersion(ref: "models:/tumour-classifier@champion") { id }
    lineage(ref: "models:/progression-regressor@champion") { nodes { kind restricted } } }`
  interface Seen {
    readonly models: { readonly nodes: readonly { readonly name: string }[] }
    readonly search: { readonly nodes: readonly unknown[] }
    readonly hidden: unknown
    readonly lineage: { readonly nodes: readonly { readonly kind: string | null; readonly restricted: boolean }[] }
  }
  const [whole, seen] = await Promise.all(
    principals.slice(0, 2).map(async ({ token }) => (await ask<Seen>(url, { query, token })).data),
  )
  expect(whole?.models.nodes.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['digit-reader', 'progression-regressor', 'tumour-classifier']),
  )
  expect(whole?.lineage.nodes.some(({ restricted }) => restricted)).toBe(false)
  expect(seen?.models.nodes.map(({ name }) => name)).toEqual(['progression-regressor'])
  expect(seen).toMatchObject({ search: { nodes: [] }, hidden: null })
  const restricted = seen?.lineage.nodes.filter((node) => node.restricted) ?? []
  expect(restricted.length).toBeGreaterThan(0)
  for (const node of restricted) expect(node.kind).toBeNull()
}

/** Asks for another champion as the demo says, and expects MLflow to have it. */
async function promotes({ url, principals, sources }: Demo): Promise<void> {
  const tokenOf = (name: string) => principals.find((each) => each.name === name)?.token ?? null
  const asked = `mutation { requestApproval(input: { ref: "models:/tumour-classifier@challenger", environment: "production",
    reason: "a try" }) { request { id } userErrors { message } } }`
  const { requestApproval } = dataOf(
    await ask<{ requestApproval: { request: { id: string } | null; userErrors: unknown[] } }>(url, {
      token: tokenOf('admin'),
      query: asked,
      timeoutMs: 60_000,
    }),
  )
  expect(requestApproval.userErrors).toEqual([])
  const { id } = requestApproval.request ?? { id: '' }
  const reviewed = `mutation ($id: ID!) { reviewRequest(input: { id: $id, decision: APPROVE }) { userErrors { message } } }`
  const yes = { token: tokenOf('reviewer'), query: reviewed, variables: { id }, timeoutMs: 60_000 }
  expect(dataOf(await ask(url, yes))).toEqual({ reviewRequest: { userErrors: [] } })
  const state = async () => {
    const query = 'query ($id: ID!) { approvalRequest(id: $id) { state versionRef } }'
    const { approvalRequest } = dataOf(
      await ask<{ approvalRequest: { state: string; versionRef: string } }>(url, {
        token: tokenOf('admin'),
        query,
        variables: { id },
      }),
    )
    return approvalRequest
  }
  expect(
    await pollUntil(
      async () => (await state()).state === 'COMPLETED',
      60_000,
      () => false,
    ),
  ).toBe(true)
  const writer = mlflowWriter({ url: sources.find(({ kind }) => kind === 'mlflow')?.url ?? '' })
  const alias = await writer.get('/registered-models/alias?name=tumour-classifier&alias=champion')
  expect(`models:/tumour-classifier/${textAt(alias, 'model_version', 'version')}`).toBe((await state()).versionRef)
}

test(
  'the demo answers its question from three real tools in one line of JSON, exits with 0 and leaves nothing running',
  patience,
  async () => {
    const data = temporaryFolder('demo')
    const { code, stdout, stderr } = await runCommand(['demo', '--once', '--json', '--data', data], { cwd: data })
    expect(code, stderr).toBe(0)
    expect(stdout.trimEnd().split('\n')).toHaveLength(1)
    const demo: Demo = JSON.parse(stdout)
    expect(Object.keys(demo).toSorted()).toEqual(['answer', 'principals', 'question', 'sources', 'url'])
    expect(new URL(demo.url).hostname).toBe('127.0.0.1')
    expect(demo.principals).toMatchObject([
      { roles: expect.arrayContaining(['administrator', 'viewer']), token: expect.stringMatching(/^mw_/) },
      { name: 'metabolic-analyst', roles: ['viewer'] },
      { name: 'auditor', roles: ['auditor'] },
      { name: 'reviewer', roles: ['business-owner'] },
    ])
    expect(demo.sources.map(({ kind }) => kind)).toEqual(['mlflow', 's3', 'open-inference'])
    expect(demo.answer.errors).toBeUndefined()
    expect(demo.answer.data).toMatchObject({
      modelVersion: {
        aliases: ['champion'],
        run: {
          params: expect.arrayContaining([expect.anything()]),
          metrics: expect.arrayContaining([expect.anything()]),
        },
      },
      lineage: { complete: true },
    })
    expect(demo.answer.data.modelVersion.artifacts.nodes).toContainEqual(
      expect.objectContaining({ location: { store: { name: 'lake', kind: 's3' } } }),
    )
    expect(demo.answer.data.modelVersion.servedBy).toMatchObject([{ state: 'READY', match: 'DIGEST' }])
    expect(processesOf(data)).toEqual([])
    await expect(ask(demo.url, { query: '{ __typename }' })).rejects.toThrow(/ECONNREFUSED/)

    // The same folder again: what was trained is used as it is, and the demo stays up until it is told to stop.
    const again = startCommand(['demo', '--json', '--data', data], { cwd: data })
    const [line] = await again.written(/^\{"url".*\}$/m)
    const running: Demo = JSON.parse(line)
    const token = running.principals[0]?.token ?? null
    expect(token).not.toBe(demo.principals[0]?.token)
    const seen = dataOf(
      await ask<{ models: { nodes: unknown[] }; __schema: unknown }>(running.url, {
        token,
        query: '{ models { nodes { name } } liveAt { nodes { served { match } } } __schema { queryType { name } } }',
      }),
    )
    expect(seen).toMatchObject({ __schema: { queryType: { name: 'Query' } } })
    expect(seen.models.nodes.length).toBeGreaterThanOrEqual(3)
    expect(JSON.stringify(seen)).toContain('UNKNOWN')
    await twoPeople(running)
    await promotes(running)
    await followsItsTools(running, { token, data })
    again.signal('SIGTERM')
    expect((await again.ended).code).toBe(0)
    expect(processesOf(data)).toEqual([])
  },
)

test('the demo binds to loopback and knows no option to bind elsewhere', async () => {
  const cwd = temporaryFolder('demo-help')
  for (const option of ['--host', '--bind', '--address']) {
    const { code, stdout } = await runCommand(['demo', option, '0.0.0.0'], { cwd })
    expect([option, code, stdout]).toEqual([option, 2, ''])
  }
})

test('a stop while the demo is still preparing ends every child', patience, async () => {
  const data = temporaryFolder('demo-early')
  const demo = startCommand(['demo', '--json', '--data', data], { cwd: data })
  await demo.written(/MLflow answers/)
  demo.signal('SIGTERM')
  await demo.ended
  expect(processesOf(data)).toEqual([])
})
