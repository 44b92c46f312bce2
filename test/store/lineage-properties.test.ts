import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CatalogRecord } from '../../src/connector/records.ts'
import { type LineageKey, lineageKeyOf, virtualLineageKey } from '../../src/kernel/lineage-key.ts'
import { codeFacts } from '../../src/kernel/virtual-nodes.ts'
import type { LineageIndexStore, LineageStatement } from '../../src/lineage/index-ports.ts'
import { createLineageIndexStore } from '../../src/persistence/lineage-index-store.ts'
import { catalogOn, type EngineName, engines, freshDatabase } from './engines.ts'
import { aLoggedModel, aMetric, aModel, anExperiment, anInput, aRun, aVersion } from './records.ts'

const source = 's'
const keyOf = (kind: string, nativeId: string) => lineageKeyOf({ kind, source, workspace: '', nativeId })
const few = ['0', '1', '2'] as const
const one = fc.constantFrom(...few)
const some = fc.uniqueArray(one, { maxLength: 2 })
const maybe = fc.option(one)

const aRunOfAny = fc
  .record({
    id: one,
    inputs: some,
    parent: maybe,
    made: some,
    measured: fc.option(some),
    code: maybe,
    gone: fc.integer({ min: 0, max: 5 }),
  })
  .map(({ id, inputs, parent, made, measured, code, gone }) =>
    aRun(`r${id}`, {
      inputs: inputs.map((name) => anInput(`d${name}`, 'x')),
      parentRunId: parent === null ? null : `r${parent}`,
      outputModelIds: made.map((model) => `m-${model}`),
      inputModelIds: null,
      metrics: (measured ?? []).map((model) => aMetric(`k${model}`, 1, { loggedModelId: `m-${model}` })),
      codeCommit: code === null ? null : `c${code}`,
      lifecycle: gone === 0 ? 'DELETED' : 'ACTIVE',
    }),
  )
const aLoggedModelOfAny = fc.record({ id: one, by: maybe, measuredBy: some }).map(({ id, by, measuredBy }) =>
  aLoggedModel(`m-${id}`, {
    sourceRunId: by === null ? null : `r${by}`,
    metrics: measuredBy.map((run) => aMetric(`k${run}`, 1, { runId: `r${run}` })),
  }),
)
const aVersionOfAny = fc
  .record({ model: one, number: fc.integer({ min: 1, max: 2 }), run: maybe, from: maybe, copied: fc.boolean() })
  .map(({ model, number, run, from, copied }) =>
    aVersion(`v${model}`, number, {
      runId: run === null ? null : `r${run}`,
      loggedModelId: from === null ? null : `m-${from}`,
      sourceUri: 's3://b/files',
      copiedFrom: copied ? { modelName: `v${from ?? '0'}`, version: '1' } : null,
    }),
  )
const aModelOfAny = fc
  .record({ id: one, alias: maybe, madeAt: fc.constantFrom(1_000, 1_001) })
  .map(({ id, alias, madeAt }) =>
    aModel(`v${id}`, {
      aliases: alias === null ? [] : [{ alias: 'a', version: alias }],
      createdAt: madeAt,
    }),
  )
const anExperimentOfAny = one.map((tag) => anExperiment('e', { tags: { tier: tag } }))
const anyRecord: fc.Arbitrary<CatalogRecord> = fc.oneof(
  aRunOfAny,
  aLoggedModelOfAny,
  aVersionOfAny,
  aModelOfAny,
  anExperimentOfAny,
)

const names = few
  .flatMap((id) => [
    ['Run', `r${id}`],
    ['LoggedModel', `m-${id}`],
    ['Model', `v${id}`],
    ['ModelVersion', `v${id}\n1`],
    ['ModelVersion', `v${id}\n2`],
    ['Dataset', `d${id}`],
    ['DataVersion', `d${id}\nx`],
  ])
  .map(([kind = '', id = '']) => keyOf(kind, id))
const keys: readonly LineageKey[] = [
  ...names,
  ...few.map((id) => virtualLineageKey(codeFacts({ codeCommit: `c${id}`, repository: null })?.id ?? '')),
]

const aStatement: fc.Arbitrary<Pick<LineageStatement, 'statedBy' | 'edges' | 'nodes'>> = fc
  .record({
    party: fc.constantFrom('p', 'q'),
    pairs: fc.array(fc.tuple(fc.constantFrom(...keys), fc.constantFrom(...keys)), { maxLength: 3 }),
  })
  .map(({ party, pairs }) => ({
    statedBy: party,
    nodes: [],
    edges: pairs
      .filter(([from, to]) => from !== to)
      .map(([from, to]) => ({
        from,
        to,
        kind: 'SERVED_BY' as const,
        confidence: 'INFERRED' as const,
        validFrom: null,
        validTo: null,
        basis: 'SEEN' as const,
      })),
  }))

const worldOn = async (engine: EngineName) => {
  const database = await freshDatabase(engine)
  const catalog = catalogOn(database, null, ['tier'])
  return { catalog, index: createLineageIndexStore(database, { now: () => 0 }) }
}

type Action =
  | { readonly what: 'TAKE'; readonly records: readonly CatalogRecord[] }
  | { readonly what: 'DELETE'; readonly kind: 'Run' | 'Model'; readonly name: string }
  | { readonly what: 'STATE'; readonly statement: Pick<LineageStatement, 'statedBy' | 'edges' | 'nodes'> }
  | { readonly what: 'EQUATE'; readonly a: LineageKey; readonly b: LineageKey }

const anAction: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .array(anyRecord, { minLength: 1, maxLength: 3 })
      .map((records) => ({ what: 'TAKE' as const, records })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('Run' as const, 'Model' as const)
      .chain((kind) =>
        one.map((id) => ({ what: 'DELETE' as const, kind, name: kind === 'Run' ? `r${id}` : `v${id}` })),
      ),
  },
  { weight: 2, arbitrary: aStatement.map((statement) => ({ what: 'STATE' as const, statement })) },
  {
    weight: 1,
    arbitrary: fc.tuple(one, one).map(([a, b]) => ({
      what: 'EQUATE' as const,
      a: keyOf('DataVersion', `d${a}\nx`),
      b: keyOf('Dataset', `d${b}`),
    })),
  },
)

type World = Awaited<ReturnType<typeof worldOn>>

async function act({ catalog, index }: World, action: Action, observedAt: number): Promise<void> {
  if (action.what === 'TAKE') await catalog.ingest({ source, records: action.records, observedAt })
  if (action.what === 'DELETE') {
    const [object] = await catalog.byNative([{ source, workspace: '', kind: action.kind, nativeId: action.name }])
    await catalog.markDeleted(object == null ? [] : [object.uid], observedAt)
  }
  if (action.what === 'STATE') await index.state([{ ...action.statement, source: null, sender: null, observedAt }])
  if (action.what === 'EQUATE') await index.equate(action.a === action.b ? [] : [{ ...action, proof: 'x' }])
}

interface Neighbourhood {
  readonly text: string
  readonly touches: ReadonlySet<string>
}

/** What reads show of each key, without when it was last seen; and the keys that this hangs on. */
async function readAll(index: LineageIndexStore): Promise<ReadonlyMap<LineageKey, Neighbourhood>> {
  const all = keys.map(async (key) => {
    const [up, down, nodes] = await Promise.all([
      index.edgesOf([key], 'UP', { at: null, limit: 100 }),
      index.edgesOf([key], 'DOWN', { at: null, limit: 100 }),
      index.nodesOf([key], null),
    ])
    const shown = nodes.map(({ object, alsoKnownAs, subject, ...node }) => ({
      ...node,
      subject: subject?.uid ?? null,
      objects: [object, ...alsoKnownAs].map((each) => (each === null ? null : { ...each, observedAt: 0 })),
    }))
    const touches = new Set([
      key,
      ...[...up, ...down].flatMap(({ from, to }) => [from, to]),
      ...nodes.map((n) => n.key),
    ])
    return [key, { text: JSON.stringify([up, down, shown]), touches }] as const
  })
  return new Map(await Promise.all(all))
}

const aliasesOf = (index: LineageIndexStore) =>
  Promise.all(few.map((id) => index.aliasAt({ source, workspace: '', model: `v${id}`, alias: 'a' }, null)))

describe.each(engines)('for any writes on %s', (engine) => {
  const numRuns = engine === 'sqlite' ? 40 : 8

  test('whatever reads show anew is logged as a change, and the same again is none', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anAction, { minLength: 1, maxLength: 8 }), async (actions) => {
        const world = await worldOn(engine)
        const { index } = world
        let before = await readAll(index)
        let aliases = await aliasesOf(index)
        for (const [step, action] of actions.entries()) {
          const head = await index.head()
          const observedAt = 10_000 + step * 100
          await act(world, action, observedAt)
          const changed = new Set((await index.changesSince(head))?.map(({ key }) => key))
          const after = await readAll(index)
          for (const [key, { text, touches }] of before)
            if (after.get(key)?.text !== text)
              expect([...touches].some((each) => changed.has(each as LineageKey))).toBe(true)
          const aliasesNow = await aliasesOf(index)
          for (const [at, id] of few.entries())
            if (aliases[at] !== aliasesNow[at]) expect(changed).toContain(keyOf('Model', `v${id}`))
          if ((await index.head()) === head) expect(after).toEqual(before)
          const settled = await index.head()
          // A deleted run that is taken in again comes back; everything else says what it said.
          if (
            action.what !== 'TAKE' ||
            new Set(action.records.map((r) => `${r.kind} ${r.nativeId}`)).size === action.records.length
          ) {
            await act(world, action, observedAt + 1)
            expect(await index.head()).toBe(settled)
          }
          before = await readAll(index)
          aliases = aliasesNow
        }
      }),
      { numRuns },
    )
  })

  test('the edges between some nodes are those of the nodes that end at others', async () => {
    const some = fc.subarray([...keys])
    await fc.assert(
      fc.asyncProperty(fc.array(anAction, { maxLength: 8 }), some, some, async (actions, from, to) => {
        const world = await worldOn(engine)
        for (const [step, action] of actions.entries()) await act(world, action, 10_000 + step * 100)
        for (const at of [null, 10_250]) {
          const options = { at, limit: 1_000 }
          const before = await world.index.edgesOf(to, 'UP', options)
          const between = await world.index.edgesBetween(from, to, options)
          expect(between).toEqual(before.filter((edge) => from.includes(edge.from)))
        }
      }),
      { numRuns },
    )
  })

  test('records give the same edges and nodes in whichever order they arrive', async () => {
    const records = fc.uniqueArray(anyRecord, { maxLength: 8, selector: ({ kind, nativeId }) => `${kind} ${nativeId}` })
    const orders = records.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    )
    const factsOf = async (order: readonly CatalogRecord[]) => {
      const { catalog, index } = await worldOn(engine)
      for (const record of order) await catalog.ingest({ source, records: [record], observedAt: 10_000 })
      const edges = await index.edgesOf(keys, 'UP', { at: null, limit: 1_000 })
      const nodes = await index.nodesOf(keys, null)
      return {
        edges,
        nodes: nodes.map(({ key, kind, name, properties }) => ({ key, kind, name, properties })),
      }
    }
    await fc.assert(
      fc.asyncProperty(orders, async ([one, other]) => {
        expect(await factsOf(one)).toEqual(await factsOf(other))
      }),
      { numRuns },
    )
  })
})
