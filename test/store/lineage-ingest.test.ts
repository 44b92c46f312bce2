import { describe, expect, test } from 'vitest'
import type { CatalogRecord } from '../../src/connector/records.ts'
import type { Uid } from '../../src/kernel/ids.ts'
import {
  type LineageKey,
  lineageKeyOf,
  unstatedDeploymentsKey,
  virtualLineageKey,
} from '../../src/kernel/lineage-key.ts'
import { joinNativeId } from '../../src/kernel/native-id.ts'
import { codeFacts, endpointFacts, filesFacts } from '../../src/kernel/virtual-nodes.ts'
import type { LineageIndexStore } from '../../src/lineage/index-ports.ts'
import { speakerOf } from '../../src/persistence/lineage/end-objects.ts'
import { createLineageIndexStore } from '../../src/persistence/lineage-index-store.ts'
import { catalogOn, type EngineName, engines, freshDatabase } from './engines.ts'
import { aBusyRun, aLoggedModel, aMetric, aModel, anInput, aRun, aVersion } from './records.ts'

const source = 's'
const keyOf = (kind: string, nativeId: string) => lineageKeyOf({ kind, source, workspace: '', nativeId })
const now = { at: null, limit: 1_000 }

const worldOn = async (engine: EngineName) => {
  const database = await freshDatabase(engine)
  const catalog = catalogOn(database)
  const index = createLineageIndexStore(database, { now: () => 0 })
  const take = (observedAt: number, ...records: readonly CatalogRecord[]) =>
    catalog.ingest({ source, records, observedAt })
  return { catalog, index, take }
}

const edgesAt = async (index: LineageIndexStore, key: LineageKey, at: number | null = null) => {
  const [up, down] = [
    await index.edgesOf([key], 'UP', { at, limit: 1_000 }),
    await index.edgesOf([key], 'DOWN', { at, limit: 1_000 }),
  ]
  return [...up, ...down]
}

const plain = { confidence: 'OBSERVED', basis: 'TOLD', source, sender: null, validTo: null, columns: null }
const code = codeFacts({ codeCommit: 'c0ffee', repository: 'https://git.example/me/repo' })

describe.each(engines)('lineage of what is crawled, on %s', (engine) => {
  test('a run states what it read, ran and made, what started it, and what it measured', async () => {
    const { index, take } = await worldOn(engine)
    const told = { codeCommit: 'c0ffee', repository: 'https://git.example/me/repo', parentRunId: 'parent' }
    const facts = { ...told, entrypoint: 'train.py', outputModelIds: ['m-1'], inputModelIds: ['m-0', 'm-1'] }
    await take(
      10,
      aRun('r', { ...facts, inputs: [anInput('d', 'x', { originUri: 'https://u:p@host/d', rowCount: 3 })] }),
    )
    const run = keyOf('Run', 'r')
    const at = { ...plain, observedAt: 10, validFrom: 2_000 }
    expect(await index.edgesOf([run], 'UP', now)).toEqual(
      expect.arrayContaining([
        { ...at, from: keyOf('DataVersion', 'd\nx'), to: run, kind: 'CONSUMED' },
        { ...at, from: keyOf('Run', 'parent'), to: run, kind: 'STARTED' },
        { ...at, from: virtualLineageKey(code?.id ?? ''), to: run, kind: 'USED_BY' },
        { ...at, from: keyOf('LoggedModel', 'm-0'), to: run, kind: 'EVALUATED' },
      ]),
    )
    const made = { ...at, from: run, to: keyOf('LoggedModel', 'm-1'), kind: 'PRODUCED' }
    expect(await index.edgesOf([run], 'DOWN', now)).toEqual([{ ...made, validFrom: null }])
    const data = keyOf('DataVersion', 'd\nx')
    expect(await index.edgesOf([data], 'UP', now)).toMatchObject([{ from: keyOf('Dataset', 'd'), kind: 'VERSION_OF' }])
    const keys = [run, data, keyOf('Dataset', 'd'), virtualLineageKey(code?.id ?? ''), keyOf('Run', 'parent')]
    const nodes = new Map((await index.nodesOf(keys, null)).map((node) => [node.key, node]))
    expect([...nodes.values()].map(({ kind }) => kind).toSorted()).toEqual(['CODE', 'DATASET', 'DATA_VERSION', 'RUN'])
    expect(nodes.get(run)?.properties).toEqual({
      status: 'FINISHED',
      startedAt: 2_000,
      endedAt: 3_000,
      user: 'ada',
      entrypoint: 'train.py',
    })
    expect(nodes.get(data)?.properties).toMatchObject({ digest: 'x', originUri: 'https://host/d', rowCount: 3 })
    expect(nodes.get(data)?.object?.nativeId).toBe('d\nx')
  })

  test('a version states its model and what it was made of, and a copy its original alone', async () => {
    const { index, take } = await worldOn(engine)
    const made = { runId: 'r', sourceUri: 's3://b/r/model' }
    await take(10, aVersion('m', 1, made), aVersion('m', 2, { ...made, loggedModelId: 'm-1' }))
    await take(10, aVersion('copy', 1, { ...made, copiedFrom: { modelName: 'm', version: '1' } }))
    const kinds = async (id: string) =>
      (await edgesAt(index, keyOf('ModelVersion', id))).map(({ kind, from, to }) => [kind, from, to])
    const [one, two, copy] = ['m\n1', 'm\n2', 'copy\n1'].map((id) => keyOf('ModelVersion', id))
    const files = virtualLineageKey(filesFacts({ source, workspace: '', uri: made.sourceUri }).id)
    expect(await kinds('m\n1')).toEqual(
      expect.arrayContaining([
        ['PRODUCED', keyOf('Run', 'r'), one],
        ['REGISTERED_AS', files, one],
        ['VERSION_OF', one, keyOf('Model', 'm')],
        ['COPIED_TO', one, copy],
      ]),
    )
    expect(await kinds('m\n2')).toContainEqual(['REGISTERED_AS', keyOf('LoggedModel', 'm-1'), two])
    expect(await kinds('copy\n1')).toHaveLength(2)
    expect(await index.edgesOf([files], 'UP', now)).toMatchObject([
      { kind: 'PRODUCED', from: keyOf('Run', 'r'), confidence: 'OBSERVED', validFrom: 1_001 },
    ])
  })

  test('a deployment states where it answers, since it was seen to, and the address is a fact of the deployment', async () => {
    const { index, take, catalog } = await worldOn(engine)
    const served = { version: '1', reason: null, platform: null, artifactUri: null, declared: null }
    const deployment = (state: 'READY' | 'LOADING', url: string) => ({
      kind: 'Deployment' as const,
      workspace: '',
      nativeId: 'x',
      name: 'x',
      createdAt: null,
      versions: [{ ...served, state, inputs: null, outputs: null }],
      endpoints: [{ protocol: 'v2', url }],
    })
    await take(10, deployment('LOADING', 'http://h/1'))
    await take(20, deployment('READY', 'http://h/1'))
    const [edge] = await index.edgesOf([keyOf('Deployment', 'x')], 'DOWN', now)
    expect(edge).toMatchObject({ kind: 'EXPOSED_AT', basis: 'SEEN', validFrom: 10 })
    const endpoint = endpointFacts({ source, protocol: 'v2', url: 'http://h/1', isLive: true })
    const [node] = await index.nodesOf([virtualLineageKey(endpoint.id)], null)
    expect(node).toMatchObject({ ...endpoint, object: null, subject: { nativeId: 'x' } })
    const [held] = await index.nodesOf([keyOf('Deployment', 'x')], null)
    expect(held?.properties).toEqual({ state: 'READY' })
    await catalog.markDeleted(held?.object === null || held === undefined ? [] : [held.object.uid], 30)
    expect(await index.nodesOf([virtualLineageKey(endpoint.id)], null)).toEqual([])
    expect(await edgesAt(index, virtualLineageKey(endpoint.id))).toEqual([])
  })

  test('that a deployment waits to be said what it serves is a change of its own, and so is that it no longer does', async () => {
    const { index, take, catalog } = await worldOn(engine)
    const facts = { kind: 'Deployment', workspace: '', nativeId: 'x', name: 'x', createdAt: null } as const
    const answering = (url: string) => ({ ...facts, versions: [], endpoints: [{ protocol: 'v2', url }] })
    let head = 0
    const isChanged = async () => {
      const changes = (await index.changesSince(head)) ?? []
      head = await index.head()
      return changes.some(({ key }) => key === unstatedDeploymentsKey)
    }
    const found = async () => {
      const [object] = await catalog.byNative([{ source, ...facts }])
      return object?.uid ?? ('' as Uid)
    }
    const serves = async (observedAt: number) => {
      const statedBy = speakerOf('serving', await found())
      await index.state([{ statedBy, source, sender: null, observedAt, nodes: [], edges: [] }])
    }
    await take(10, answering('http://h/1'))
    expect(await isChanged()).toBe(true)
    await take(20, answering('http://h/2'))
    expect(await isChanged()).toBe(false)
    await serves(30)
    expect(await isChanged()).toBe(true)
    await serves(40)
    await catalog.markDeleted([await found()], 50)
    expect(await isChanged()).toBe(false)
    await take(60, answering('http://h/2'))
    expect(await isChanged()).toBe(true)
    await catalog.markDeleted([await found()], 70)
    expect(await isChanged()).toBe(true)
  })

  test.each([
    ['the run', 0],
    ['the model', 1],
  ])('a run that measured a model and made none is an evaluation, also when %s is seen first', async (_, first) => {
    const { index, take } = await worldOn(engine)
    const evaluation = aRun('eval', { inputModelIds: null })
    const measured = aLoggedModel('m-1', { sourceRunId: 'r', metrics: [aMetric('auc', 1, { runId: 'eval' })] })
    const records = [evaluation, measured] as const
    await take(10, records[first === 0 ? 0 : 1])
    await take(10, records[first === 0 ? 1 : 0])
    await take(10, aRun('r', { outputModelIds: ['m-1'], inputModelIds: ['m-2'] }))
    const nodes = await index.nodesOf([keyOf('Run', 'eval'), keyOf('Run', 'r'), keyOf('LoggedModel', 'm-1')], null)
    const kinds = Object.fromEntries(nodes.map(({ key, kind }) => [key, kind]))
    expect(kinds).toEqual({
      [keyOf('Run', 'eval')]: 'EVALUATION',
      [keyOf('Run', 'r')]: 'RUN',
      [keyOf('LoggedModel', 'm-1')]: 'ARTIFACT',
    })
    // Neither record tells of the other's time; the edges have that of what came later.
    const edges = await edgesAt(index, keyOf('LoggedModel', 'm-1'))
    expect(Object.fromEntries(edges.map(({ kind, validFrom }) => [kind, validFrom]))).toEqual({
      EVALUATED: 2_000,
      PRODUCED: 2_500,
    })
  })

  test('what a record no longer tells ends, and so does what a deleted object told; what comes back begins anew', async () => {
    const { index, take } = await worldOn(engine)
    const [run, d, e] = [keyOf('Run', 'r'), keyOf('DataVersion', 'd\nx'), keyOf('DataVersion', 'e\nx')]
    const reads = (...names: readonly string[]) => aRun('r', { inputs: names.map((name) => anInput(name, 'x')) })
    const fromOf = async (at: number | null) =>
      new Set((await index.edgesOf([run], 'UP', { at, limit: 9 })).map(({ from }) => from))
    await take(5_000, reads('d', 'e'))
    await take(6_000, reads('e'))
    await take(7_000, aRun('r', { lifecycle: 'DELETED' }))
    await take(8_000, reads('d', 'e'))
    expect(await fromOf(1_999)).toEqual(new Set())
    expect(await fromOf(5_500)).toEqual(new Set([d, e]))
    expect(await fromOf(6_500)).toEqual(new Set([e]))
    expect(await fromOf(7_500)).toEqual(new Set())
    expect(await fromOf(null)).toEqual(new Set([d, e]))
    expect(await index.nodesOf([run], 7_500)).toHaveLength(1)
  })

  test('a name that is made again is another object, and each time has its own', async () => {
    const { index, take } = await worldOn(engine)
    await take(2_000, aModel('m', { createdAt: 1_000, aliases: [{ alias: 'champion', version: '1' }] }))
    await take(2_000, aVersion('m', 1, { createdAt: 1_500, runId: 'old' }))
    const later = { createdAt: 3_000, aliases: [{ alias: 'champion', version: '2' }] }
    await take(4_000, aModel('m', later), aVersion('m', 1, { createdAt: 3_500, runId: 'new' }))
    const version = keyOf('ModelVersion', 'm\n1')
    const madeBy = async (at: number | null) =>
      (await index.edgesOf([version], 'UP', { at, limit: 9 })).map(({ from }) => from)
    expect(await madeBy(2_500)).toEqual([keyOf('Run', 'old')])
    expect(await madeBy(3_200)).toEqual([])
    expect(await madeBy(3_700)).toEqual([keyOf('Run', 'new')])
    expect(await madeBy(null)).toEqual([keyOf('Run', 'new')])
    const [then] = await index.nodesOf([version], 2_500)
    const [today] = await index.nodesOf([version], null)
    expect([then?.object?.createdAt, today?.object?.createdAt]).toEqual([1_500, 3_500])
    const champion = { source, workspace: '', model: 'm', alias: 'champion' }
    expect(await index.aliasAt(champion, 1_900)).toBeUndefined()
    expect(await index.aliasAt(champion, 2_500)).toBe('1')
    expect(await index.aliasAt(champion, 4_500)).toBe('2')
  })

  test('an alias is known as it moves, and with its model alone', async () => {
    const { index, take, catalog } = await worldOn(engine)
    const champion = { source, workspace: '', model: 'm', alias: 'champion' }
    expect(await index.aliasAt(champion, null)).toBeUndefined()
    await take(10, aVersion('m', 1))
    expect(await index.aliasAt(champion, null)).toBeUndefined()
    const pointing = (version: string | null) =>
      aModel('m', { aliases: version === null ? [] : [{ alias: 'champion', version }] })
    await take(20, pointing('1'))
    await take(30, pointing('2'))
    await take(40, pointing(null))
    expect(await Promise.all([20, 29, 30, 40, null].map((at) => index.aliasAt(champion, at)))).toEqual([
      '1',
      '1',
      '2',
      null,
      null,
    ])
    await take(50, pointing('3'))
    const [model] = await catalog.byNative([{ source, workspace: '', kind: 'Model', nativeId: 'm' }])
    await catalog.markDeleted(model == null ? [] : [model.uid], 60)
    expect(await index.aliasAt(champion, 55)).toBe('3')
    expect(await index.aliasAt(champion, null)).toBeUndefined()
  })

  test('a large batch, which a thread of its own writes, is all there, and this process is told', async () => {
    const { index, take } = await worldOn(engine)
    const heard: number[] = []
    index.subscribe((sequence) => heard.push(sequence))
    await take(10, ...Array.from({ length: 200 }, (_, number) => aBusyRun(number)))
    expect(heard.length).toBeGreaterThan(1)
    expect(heard.at(-1)).toBe(await index.head())
    const changed = new Set((await index.changesSince(0))?.map(({ key }) => key))
    for (const number of [0, 99, 199]) expect(changed).toContain(keyOf('Run', aBusyRun(number).nativeId))
    const edges = await index.edgesOf([keyOf('DataVersion', joinNativeId('val', 'v1'))], 'DOWN', now)
    expect(edges).toHaveLength(200)
    const head = await index.head()
    await take(11, ...Array.from({ length: 200 }, (_, number) => aBusyRun(number)))
    expect(await index.head()).toBe(head)
  })

  test('a source is indexed since it was first seen, and what is not configured is no answer', async () => {
    const database = await freshDatabase(engine)
    const catalog = catalogOn(database)
    const index = createLineageIndexStore(database, { sources: ['other'], now: () => 0 })
    expect(await index.indexedSince(source)).toBeNull()
    await catalog.ingest({ source, records: [aRun('r')], observedAt: 10 })
    await catalog.ingest({ source, records: [aRun('q')], observedAt: 20 })
    expect(await index.indexedSince(source)).toBe(10)
    expect(await index.nodesOf([keyOf('Run', 'r')], null)).toEqual([])
  })
})
