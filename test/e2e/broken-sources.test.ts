import { beforeAll, describe, expect, test } from 'vitest'
import { type Serving, serveModels } from '../api/served.ts'
import { lakeSource, mlflowSource, startGateway, type TestGateway } from '../support/gateway.ts'
import { type SeededMlflow, seedMlflow } from '../support/seed-mlflow.ts'
import { sharedTools } from '../support/tools.ts'
import { type Behaviour, startToolProxy, type ToolProxy } from './tool-proxy.ts'

/** Short enough that a silent tool is met within a test, long enough for a busy machine to answer the rest. */
const deadline = { timeoutMs: 4_000 }

let seeded: SeededMlflow
let serving: Serving
let registry: ToolProxy
let store: ToolProxy
let gateway: TestGateway

beforeAll(async () => {
  seeded = await seedMlflow({ url: sharedTools().mlflowOnS3Url })
  serving = await serveModels([{ name: 'loan-risk', version: 'v1' }])
  registry = await startToolProxy(sharedTools().mlflowOnS3Url)
  store = await startToolProxy(sharedTools().s3.endpoint)
  // A source that was cut off is tried again soon, so that a test need not wait for it.
  const limits = { breaker: { coolDownMs: 100, coolDownMsMax: 100 } }
  const artifacts = { root: `s3://${sharedTools().s3.bucket}/mlflow` }
  gateway = await startGateway({
    sources: [
      mlflowSource('tracking', { url: sharedTools().mlflowOnS3Url, artifacts }),
      { ...mlflowSource('odd'), url: registry.url, limits },
      { ...lakeSource('lake'), endpoint: store.url, limits },
      { ...serving.source, limits },
    ],
  })
  await Promise.all(['tracking', 'odd', 'serving'].map((source) => gateway.caughtUp(source)))
})

interface Facts {
  readonly name: string
  readonly description: string | null
  readonly source: { readonly name: string }
}

interface Page {
  readonly models: { readonly nodes: readonly Facts[] }
}

const question = `query ($name: String!, $ref: String!) {
  models(filter: { nameContains: $name }) { nodes { name description source { name } } sourceStatus { source complete error { code } } }
  healthy: model(ref: $ref, source: "tracking") { description versions { nodes { version run { status } } } }
  broken: model(ref: $ref, source: "odd") { description }
  viewer { name }
}`

const ask = () => {
  const { name } = seeded.model
  return gateway.ask<Page>(question, { name, ref: `models:/${name}` }, deadline)
}

const rowsOf = (page: Page | null) =>
  (page?.models.nodes ?? [])
    .toSorted((a, b) => (a.source.name < b.source.name ? -1 : 1))
    .map(({ source, description }) => [source.name, description])

const told = 'Who pays back'

async function untilWell(): Promise<void> {
  registry.behave('pass')
  store.behave('pass')
  await expect.poll(async () => (await ask()).errors, { timeout: 30_000 }).toEqual([])
}

interface Health {
  readonly status: string
  readonly dependencies: readonly {
    readonly name: string
    readonly state: string
    readonly error: { readonly code: string } | null
  }[]
}

async function healthOf(name: string) {
  const ready = await gateway.get('/health/ready')
  const health: Health = JSON.parse(ready.bytes.toString())
  const { sources } = await gateway.read<{
    sources: { name: string; state: string; error: { code: string } | null }[]
  }>('{ sources { name state error { code message retryable } } }')
  return {
    httpStatus: ready.status,
    readiness: health.status,
    dependency: health.dependencies.find((each) => each.name === name),
    source: sources.find((each) => each.name === name),
  }
}

/** Whichever is noticed first: that the source is late, or that its share of the request's time is over. */
const late = /^(UPSTREAM_TIMEOUT|DEADLINE_EXCEEDED)$/

/** Its client library cannot always tell a broken answer from none. */
const ofStore = /^(UPSTREAM_\w+|DEADLINE_EXCEEDED)$/

const ways: readonly (readonly [string, Behaviour, RegExp, boolean])[] = [
  ['never answers', 'silent', late, true],
  ['hangs up', 'refuse', /^UPSTREAM_UNAVAILABLE$/, true],
  ['answers 500', 'error', /^UPSTREAM_UNAVAILABLE$/, true],
  ['answers garbage', 'garbage', /^UPSTREAM_INVALID$/, true],
  ['breaks off within an answer', 'truncated', /^UPSTREAM_INVALID$/, true],
  // It would be as long the next time.
  ['answers without an end', 'endless', /^UPSTREAM_INVALID$/, false],
]

describe.each(ways)('a tracking server that %s', (_way, behaviour, code, retryable) => {
  test('nulls its own branches with code, source and retryable within the deadline, and everything else is delivered', async () => {
    await untilWell()
    registry.behave(behaviour)
    const answer = await ask()
    expect(answer.status).toBe(200)
    expect(rowsOf(answer.data)).toEqual([
      ['odd', null],
      ['tracking', told],
    ])
    expect(answer.data).toMatchObject({
      healthy: {
        description: told,
        versions: { nodes: [{ version: '2' }, { version: '1', run: { status: 'FINISHED' } }] },
      },
      broken: { description: null },
      viewer: { name: 'admin' },
    })
    expect(answer.data).toMatchObject({
      models: {
        sourceStatus: [
          { source: 'tracking', complete: true, error: null },
          { source: 'odd', complete: true, error: { code: expect.stringMatching(code) } },
        ],
      },
    })
    expect(answer.errors.length).toBeGreaterThanOrEqual(2)
    for (const { extensions } of answer.errors) {
      expect(extensions).toMatchObject({
        code: expect.stringMatching(code),
        source: 'odd',
        retryable,
        errorId: expect.any(String),
      })
    }
    expect(JSON.stringify(answer)).not.toMatch(/secret-of-the-tool|ECONN|127\.0\.0\.1/)
  })

  test('is told by sources and by readiness, and is back in the answer when it is back', async () => {
    const health = await healthOf('odd')
    expect(health).toMatchObject({ httpStatus: 200, readiness: 'degraded' })
    expect(['DEGRADED', 'DOWN']).toContain(health.source?.state)
    expect(health.source?.error?.code).toMatch(/^UPSTREAM_/)
    // Asked a moment later, and each look at the tool may fail in its own way.
    expect(health.dependency).toMatchObject({
      state: expect.stringMatching(/^(DEGRADED|DOWN)$/),
      error: { code: expect.stringMatching(/^UPSTREAM_/) },
    })
    expect((await healthOf('tracking')).source).toMatchObject({ state: 'UP', error: null })
    await untilWell()
    expect(rowsOf((await ask()).data)).toEqual([
      ['odd', told],
      ['tracking', told],
    ])
    await expect.poll(async () => (await healthOf('odd')).readiness, { timeout: 30_000 }).toBe('ready')
  })
})

describe('an object store', () => {
  const files = `query ($ref: String!) { modelVersion(ref: $ref, source: "tracking") {
    version artifacts(first: 2) { nodes { path location { store { name } } } } signature { inputs { name } } run { status } } }`
  const askFiles = () =>
    gateway.ask<Record<string, unknown>>(files, { ref: `models:/${seeded.model.name}/1` }, deadline)
  const well = {
    errors: [],
    data: {
      modelVersion: {
        version: '1',
        artifacts: { nodes: [{ path: 'MLmodel', location: { store: { name: 'lake' } } }, { path: 'conda.yaml' }] },
        run: { status: 'FINISHED' },
      },
    },
  }

  test.each(ways)('that %s nulls the files and nothing else', async (_way, behaviour) => {
    await untilWell()
    await expect.poll(askFiles, { timeout: 30_000 }).toMatchObject(well)
    store.behave(behaviour)
    const answer = await askFiles()
    expect(answer).toMatchObject({
      status: 200,
      data: { modelVersion: { version: '1', artifacts: null, run: { status: 'FINISHED' } } },
    })
    const fault = answer.errors.find(({ path }) => path?.at(-1) === 'artifacts')
    expect(fault?.extensions).toMatchObject({ code: expect.stringMatching(ofStore), source: 'lake' })
  })
})

test('a model server that is frozen nulls its branch within the deadline, and answers again when it goes on', async () => {
  await untilWell()
  const served = () =>
    gateway.ask<Record<string, unknown>>(
      '{ deployments { nodes { name state versions { version } } } environments { name } }',
      {},
      deadline,
    )
  const well = { errors: [], data: { deployments: { nodes: [{ name: 'loan-risk', state: 'READY' }] } } }
  expect(await served()).toMatchObject(well)
  serving.server.pause()
  try {
    const answer = await served()
    expect(answer.data).toMatchObject({
      deployments: { nodes: [{ name: 'loan-risk', state: null, versions: null }] },
      environments: [{ name: 'staging' }, { name: 'production' }],
    })
    for (const { extensions } of answer.errors) {
      expect(extensions).toMatchObject({ code: expect.stringMatching(late), source: 'serving', retryable: true })
    }
  } finally {
    serving.server.resume()
  }
  await expect.poll(served, { timeout: 30_000 }).toMatchObject(well)
})
