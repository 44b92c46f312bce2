import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { verifyAuditTrail } from '../../src/composition/audit-commands.ts'
import { openStore } from '../../src/composition/store.ts'
import { type LoadedConfig, validateConfig } from '../../src/config/index.ts'
import { fromGlobalId, toGlobalId, type Uid } from '../../src/kernel/ids.ts'
import { openDatabase } from '../../src/persistence/database.ts'
import { effectsOf } from '../../src/persistence/effect-rows.ts'
import { startMlserver } from '../../tools/launch/mlserver.ts'
import { pollUntil } from '../../tools/launch/ready.ts'
import { runCommand, type ServingCommand, startServe } from '../cli/child.ts'
import { inferred } from '../deployments/inferred.ts'
import { type Answered, aliasInMlflow, moveAlias, writer } from '../e2e/approval-world.ts'
import { numberModels } from '../e2e/number-models.ts'
import { startToolProxy, type ToolProxy } from '../e2e/tool-proxy.ts'
import { demandEndsRecorded } from '../outbox/recorded-ends.ts'
import type { EngineName } from '../store/engines.ts'
import { builtPackage } from '../support/built-package.ts'
import { ask, dataOf } from '../support/graphql.ts'
import { seedMeasuredModels } from '../support/measured-models.ts'
import { textAt } from '../support/seed-mlflow.ts'
import { afterFile, freshPostgresUrl, ownTool, sharedTools, temporaryFolder } from '../support/tools.ts'

/** What is changed: an alias in MLflow, or what a model server serves. */
export type Place = 'ALIAS' | 'DEPLOYMENT'

/** A request for a change, as its callers would repeat it. */
export interface Asked {
  readonly place: Place
  /** Number of the version that it asks for. */
  readonly version: string
  readonly asking: string
  readonly judging: string
}

const deployment = 'numbers'
const decision = 'modelwarden.decision'
const making = { params: {}, metrics: [], requirements: 'scikit-learn==1.5.1\n', commit: 'c'.repeat(40) }
const secret = 'only-for-tests-only-for-tests-only-for-tests'

/** How a world is laid out. */
export interface CrashWorldSetup {
  readonly engine: EngineName
  /** Of a store of its own; a fresh one of the engine unless given. */
  readonly storeUrl?: string
  /** Whether a model server is there; it is the slow part of a world. */
  readonly isServing: boolean
  /** Further keys of `modelwarden.yaml`. */
  readonly more?: Readonly<Record<string, unknown>>
}

/**
 * The built package's own process before the real MLflow, and a real MLServer, each behind a proxy that can stop a call: a
 * model of four versions, of which the first is champion and loads nowhere. One process serves at a time; the next one takes
 * over when it was killed.
 */
export async function crashWorld({ engine, isServing, ...setup }: CrashWorldSetup) {
  const [main, numbers] = await Promise.all([builtPackage(), isServing ? numberModels() : null])
  const measured = await seedMeasuredModels(writer, { makings: [making, making, making, making], evaluated: [] })
  const model = measured.name
  await numbers?.upload(measured)
  await moveAlias(model, 'champion', '1')
  const registry = await startToolProxy(sharedTools().mlflowUrl)
  const repository = temporaryFolder('repository')
  const mlserver = isServing ? await ownTool(startMlserver({ repositoryDir: repository })) : null
  const server = mlserver === null ? null : await startToolProxy(mlserver.url)
  const cwd = temporaryFolder('crash')
  const storeUrl =
    setup.storeUrl ??
    (engine === 'postgres' ? await freshPostgresUrl() : `sqlite:${join(cwd, 'data', 'modelwarden.db')}`)
  const target = { environment: 'production', source: 'tracking', kind: 'ALIAS', ref: `models:/${model}@champion` }
  const reviewers = [{ name: 'model risk', role: 'model-risk-reviewer' }]
  const policy = { name: 'production', gates: [{ gate: 'artifact-integrity' }], reviewers, unknownAuthor: 'ALLOW' }
  const config = {
    server: { port: 0, secret },
    store: { url: storeUrl },
    limits: { costPerMinute: 10_000_000 },
    sources: [
      { id: 'tracking', kind: 'mlflow', url: registry.url },
      ...(server === null ? [] : [servingSource(server, repository)]),
    ],
    targets: [
      target,
      ...(server === null
        ? []
        : [
            {
              ...target,
              source: 'serving',
              kind: 'DEPLOYMENT',
              ref: `deployment:serving/${deployment}`,
              model: `models:/${model}`,
              registry: 'tracking',
            },
          ]),
    ],
    approvals: { policies: [policy] },
    ...setup.more,
  }
  writeFileSync(join(cwd, 'modelwarden.yaml'), JSON.stringify(config))
  const command = { cwd, main }
  const tokenOf = async (name: string, role: string) => {
    const { code, stdout, stderr } = await runCommand(['token', 'create', '--name', name, '--role', role], command)
    if (code !== 0) throw new Error(`No token for ${name}: ${stderr}`)
    return stdout.trim()
  }
  const tokens = {
    dana: await tokenOf('dana', 'data-scientist'),
    rita: await tokenOf('rita', 'model-risk-reviewer'),
  }
  const database = await openDatabase(storeUrl)
  afterFile(() => database.close())
  const { kysely } = database
  const effects = (request: Uid) => effectsOf(kysely, request)
  let serving: ServingCommand = await startServe(command)
  const does = (
    name: keyof typeof tokens,
    mutation: string,
    { input, at = serving.url }: { readonly input: Readonly<Record<string, unknown>>; readonly at?: string },
  ): Promise<Answered> => {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`
    const query = `mutation ($input: ${type}) { answer: ${mutation}(input: $input) { request { id state reviews { nodes { comment } } } userErrors { code message } } }`
    return ask<Answered>(at, { query, variables: { input }, token: tokens[name], timeoutMs: 60_000 }).then(
      (answer) => dataOf(answer).answer,
    )
  }
  const uidOf = (id: string): Uid => {
    const uid = fromGlobalId(id)?.uid
    if (uid === undefined) throw new Error(`${id} is no id`)
    return uid
  }
  const changesAt = (proxy: ToolProxy) =>
    proxy.reached.splice(0).filter((line) => /^(POST|DELETE|PATCH) .*(\/alias|-tag|\/load|\/unload)$/.test(line))
  const world = {
    registry,
    server: server ?? registry,
    model,
    database,
    cwd,
    main,
    effects,
    does,
    /** Address of the process that serves now. */
    url: () => serving.url,
    pid: () => serving.pid,
    /** A change of a place to a version that it does not stand for, of which nothing says yet that it was approved. */
    async another(place: Place, others: readonly Asked[] = []): Promise<Asked> {
      const taken = [await world.standsFor(place), ...others.map((other) => other.version)]
      const version = ['2', '3', '4'].find((each) => !taken.includes(each)) ?? '2'
      if ((await world.tag(version, decision)) !== null)
        await writer.send('DELETE', '/model-versions/delete-tag', { name: model, version, key: decision })
      return { place, version, asking: randomUUID(), judging: randomUUID() }
    },
    /** Version that a place stands for, asked from its tool as any client would; null for none. */
    async standsFor(place: Place): Promise<string | null> {
      return place === 'ALIAS' ? aliasInMlflow(model, 'champion') : served(mlserver?.url ?? '')
    },
    /** Asks; answers the request. Asked again it answers the same. */
    async asks({ place, version, asking }: Asked): Promise<Uid> {
      const where = place === 'ALIAS' ? { alias: 'champion' } : { deployment }
      const input = {
        ...where,
        ref: `models:/${model}/${version}`,
        environment: 'production',
        reason: 'It is better.',
        idempotencyKey: asking,
      }
      const { request, userErrors } = await does('dana', 'requestApproval', { input })
      expect(userErrors).toEqual([])
      return uidOf(request.id)
    },
    /** The one yes that is missing. Said again it is the same. */
    async approves(request: Uid, { judging }: Asked, at = serving.url): Promise<Answered> {
      const input = { id: toGlobalId('ApprovalRequest', request), decision: 'APPROVE', idempotencyKey: judging }
      const answer = await does('rita', 'reviewRequest', { input, at })
      expect(answer.userErrors).toEqual([])
      return answer.request
    },
    /** State of the newest request, as anybody reads it. */
    async reads(): Promise<string> {
      const query = '{ approvalRequests(first: 1) { nodes { state } } }'
      const data: Answered = dataOf(await ask<Answered>(serving.url, { query, token: tokens.rita }))
      return data.approvalRequests.nodes[0].state
    },
    async stateOf(request: Uid): Promise<string> {
      const row = kysely.selectFrom('approval_request').select('state').where('uid', '=', request)
      return (await row.executeTakeFirstOrThrow()).state
    },
    /** States of a request's effects, in order, as one text. */
    async effectStates(request: Uid): Promise<string> {
      return (await effects(request)).map(({ state }) => state).join(' ')
    },
    /** Waits until a request is in a state. */
    async settles(request: Uid, state: string): Promise<void> {
      const isThere = await pollUntil(
        async () => (await world.stateOf(request)) === state,
        60_000,
        () => false,
      )
      if (!isThere) throw new Error(`It is ${await world.stateOf(request)}: ${await world.effectStates(request)}`)
    },
    /** Kills the process without notice. */
    async kill(): Promise<void> {
      serving.signal('SIGKILL')
      expect((await serving.ended).code).toBeNull()
    },
    /** As if the lease of whoever held one had run out: nobody wants to wait 30 seconds. */
    async expireLeases(): Promise<void> {
      await kysely.updateTable('effect').set({ lease_until: 0 }).where('lease_until', 'is not', null).execute()
    },
    /** Another process of the same package takes over. */
    async restart(): Promise<void> {
      await world.expireLeases()
      serving = await startServe(command)
    },
    /** Calls that have reached a tool and change something, since this was last asked. */
    changes(): readonly string[] {
      return [...changesAt(registry), ...(server === null ? [] : changesAt(server))]
    },
    /** What a tag of a version says. */
    async tag(version: string, key: string): Promise<string | null> {
      const reply = await writer.get(`/model-versions/get?name=${model}&version=${version}`)
      const tags: unknown = Reflect.get(Object(reply['model_version']), 'tags')
      const found = (Array.isArray(tags) ? tags : []).find((each) => textAt(each, 'key') === key)
      return found === undefined ? null : textAt(found, 'value')
    },
    /** Demands that each end of each effect of a request is recorded once. */
    demandRecorded: (request: Uid) => demandEndsRecorded(database, request),
    /** Demands that the trail is whole; what the package's own `audit verify` says of its store, too. */
    async demandTrail(): Promise<void> {
      const loaded = loadedOf(config, cwd)
      await using store = await openStore(loaded)
      const reports = await verifyAuditTrail(loaded, store.audit, [])
      expect(reports.flatMap(({ findings }) => findings)).toEqual([])
      // 3 is what it says of a trail that no anchor vouches for; none is configured here.
      expect(await runCommand(['audit', 'verify'], command)).toMatchObject({ code: 3 })
    },
  }
  await untilMirrored(() => ask<Answered>(serving.url, { query: mirrored, token: tokens.dana }))
  return world
}

/** A world of {@link crashWorld}. */
export type CrashWorld = Awaited<ReturnType<typeof crashWorld>>

function servingSource({ url }: ToolProxy, repository: string) {
  const place = { environment: 'production', repository: `file://${repository}` }
  return { id: 'serving', kind: 'open-inference', url, ...place, limits: { timeoutMs: 60_000 } }
}

function loadedOf(config: object, directory: string): LoadedConfig {
  const read = validateConfig(config, 'the test', { environment: {}, workingDirectory: directory })
  return { config: read, origin: 'the test', directory }
}

const mirrored = '{ sources { name sync { completeAsOf } } }'

async function untilMirrored(look: () => Promise<Answered>): Promise<void> {
  const isThere = await pollUntil(
    async () => {
      const data: Answered = dataOf(await look())
      const sources: readonly Answered[] = data.sources
      const sync: readonly Answered[] = sources.find(({ name }) => name === 'tracking')?.sync ?? []
      return sync.length > 0 && sync.every(({ completeAsOf }) => completeAsOf !== null)
    },
    60_000,
    () => false,
  )
  if (!isThere) throw new Error('The registry was not mirrored in time')
}

/** Version that a caller of the endpoint is answered by: it says its own number. Null where nothing answers. */
async function served(url: string): Promise<string | null> {
  const answer = await inferred(url, deployment, 'input-0')
  expect(answer === null || String(answer.value) === answer.version).toBe(true)
  return answer?.version ?? null
}
