import { expect } from 'vitest'
import type { MirroredKind } from '../../../src/catalog/types.ts'
import { toGlobalId } from '../../../src/kernel/ids.ts'
import { runOf, type Thing } from '../random/tool-world.ts'
import { codeOf, errorsOf } from './alike.ts'
import { at, listAt, textAt } from './json.ts'
import { type Asked, nth, type Question, type Reply, type Variables } from './question.ts'

interface List {
  readonly field: string
  readonly kind: MirroredKind
  readonly filter: string
  /** Fields that the tool itself is asked for. */
  readonly live: string
}

const lists: readonly [List, ...List[]] = [
  {
    field: 'models',
    kind: 'Model',
    filter: 'ModelFilter',
    live: 'description tags { key value } latestVersion { id }',
  },
  { field: 'experiments', kind: 'Experiment', filter: 'ExperimentFilter', live: 'tags { key value }' },
  { field: 'runs', kind: 'Run', filter: 'RunFilter', live: 'status user params { key value }' },
  {
    field: 'datasets',
    kind: 'Dataset',
    filter: 'DatasetFilter',
    live: 'versions(first: 5) { nodes { id originUri } }',
  },
  { field: 'deployments', kind: 'Deployment', filter: 'DeploymentFilter', live: 'state endpoints { url }' },
]

const queryOf = ({ field, filter, live }: List) => `query ($first: Int, $after: String, $filter: ${filter}) {
  ${field}(first: $first, after: $after, filter: $filter) {
    nodes { id name ${live} } edges { cursor }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } sourceStatus { source state complete } } }`

/** Reads every page and expects exactly these objects, in full pages, and no source that may not be named. */
async function expectPages(
  asked: Asked,
  { field, query, variables }: { readonly field: string; readonly query: string; readonly variables: Variables },
  expected: readonly string[],
): Promise<void> {
  const first = (asked.pick % 4) + 1
  const found: string[] = []
  for (let after: unknown = null; ; ) {
    const reply: Reply = await asked.ask(query, { ...variables, first, after })
    expect(errorsOf(reply)).toEqual([])
    const page = at(reply.data, field)
    const ids = listAt(page, 'nodes').map((node) => textAt(node, 'id') || textAt(node, 'node', 'id'))
    found.push(...ids)
    const named = listAt(page, 'sourceStatus').map((status) => textAt(status, 'source'))
    await asked.expectSources(named)
    expect(at(page, 'pageInfo', 'hasNextPage')).toBe(found.length < expected.length)
    if (at(page, 'pageInfo', 'hasNextPage') !== true) break
    expect(ids).toHaveLength(first)
    after = at(page, 'pageInfo', 'endCursor')
  }
  expect(found.toSorted()).toEqual(expected.toSorted())
}

function idsOf({ sees }: Asked, kind: MirroredKind, isSuch: (thing: Thing) => boolean): readonly string[] {
  return sees.sight.uids((thing) => thing.kind === kind && isSuch(thing)).map((uid) => toGlobalId(kind, uid))
}

const listOf = ({ pick }: Asked): List => lists[pick % lists.length] ?? lists[0]

/** Lists, page by page. */
export const listQuestions: Readonly<Record<string, Question>> = {
  async list(asked) {
    const list = listOf(asked)
    await expectPages(
      asked,
      { field: list.field, query: queryOf(list), variables: {} },
      idsOf(asked, list.kind, () => true),
    )
  },
  async listOfSource(asked) {
    const list = listOf(asked)
    const source = nth(asked.sees.sources(), asked.pick)
    if (source === undefined) return
    const ids = idsOf(asked, list.kind, (thing) => thing.source === source)
    await expectPages(asked, { field: list.field, query: queryOf(list), variables: { filter: { source } } }, ids)
  },
  async listByName(asked) {
    const list = listOf(asked)
    const like = nth(
      asked.standing.tools.all().filter(({ kind }) => kind === list.kind),
      asked.pick,
    )
    const name = like?.name ?? asked.unknownWord()
    const ids = idsOf(asked, list.kind, (thing) => thing.name === name)
    const variables = { filter: { nameContains: name } }
    await expectPages(asked, { field: list.field, query: queryOf(list), variables }, ids)
  },
  async runsByData(asked) {
    const data = nth(
      asked.standing.tools.all().filter(({ kind }) => kind === 'DataVersion'),
      asked.pick,
    )
    const [list] = lists.filter(({ field }) => field === 'runs')
    if (data === undefined || list === undefined) return
    const reads = (run: Thing) =>
      (runOf(run)?.inputs ?? []).some(
        ({ name, digest }) =>
          name === data.name && asked.sees.sight.find(run.source, 'DataVersion', `${name}\n${digest}`) !== undefined,
      )
    const variables = { filter: { datasetName: data.name } }
    await expectPages(asked, { field: 'runs', query: queryOf(list), variables }, idsOf(asked, 'Run', reads))
  },
  async runsOfExperiment(asked) {
    const experiment = nth(
      asked.standing.tools.all().filter(({ kind }) => kind === 'Experiment'),
      asked.pick,
    )
    const [list] = lists.filter(({ field }) => field === 'runs')
    if (experiment === undefined || list === undefined) return
    const isWithin = ({ source, parent }: Thing) =>
      parent !== null && asked.sees.sight.find(source, 'Experiment', parent)?.name === experiment.name
    const variables = { filter: { experiment: experiment.name } }
    await expectPages(asked, { field: 'runs', query: queryOf(list), variables }, idsOf(asked, 'Run', isWithin))
  },
  async cursorOfAnother(asked) {
    const list = listOf(asked)
    const query = queryOf(list)
    const theirs = (await asked.other?.(query, { first: 1 })) ?? null
    const cursor = textAt(theirs?.data, list.field, 'pageInfo', 'endCursor')
    if (cursor === '') return
    const forged = `${cursor.slice(0, 4)}${cursor[4] === 'A' ? 'B' : 'A'}${cursor.slice(5)}`
    const [stolen, made] = [
      await asked.ask(query, { first: 1, after: cursor }),
      await asked.ask(query, { first: 1, after: forged }),
    ]
    expect(codeOf(stolen)).toBe('BAD_USER_INPUT')
    expect(withoutIds(stolen)).toEqual(withoutIds(made))
  },
}

function withoutIds({ data, errors }: Reply): unknown {
  return JSON.parse(JSON.stringify([data, errors]).replaceAll(/"errorId":"[^"]*"/g, '""'.replace('""', '"errorId":""')))
}
