import { expect } from 'vitest'
import type { MirroredKind } from '../../../src/catalog/types.ts'
import { toGlobalId, type Uid } from '../../../src/kernel/ids.ts'
import type { Thing } from '../random/tool-world.ts'
import { codeOf, errorsOf, expectAlike, neutral } from './alike.ts'
import { expectedFor, withoutReasons } from './expected.ts'
import { fragments } from './fragments.ts'
import { at, listAt, textAt } from './json.ts'
import { expectLess } from './object-questions.ts'
import { type Asked, nth, type Question } from './question.ts'
import { toolNames } from './stage.ts'

const served = fragments.slice(0, fragments.indexOf('fragment may'))

const kindsOf = {
  models: ['Model'],
  versions: ['ModelVersion'],
  experiments: ['Experiment'],
  runs: ['Run'],
  loggedModels: ['LoggedModel'],
  datasets: ['Dataset', 'DataVersion'],
  deployments: ['Deployment'],
} as const satisfies Readonly<Record<string, readonly MirroredKind[]>>

/** How much of each stream of a source the caller sees. */
function countsOf({ sees }: Asked, id: string): Readonly<Record<string, number>> {
  const counts = Object.entries(kindsOf).map(([stream, kinds]) => {
    const isSuch = ({ source, kind }: Thing) => source === id && kinds.some((each) => each === kind)
    return [stream, sees.sight.uids(isSuch).length]
  })
  return Object.fromEntries(counts)
}

/** Sources, environments, what is live, and comparisons. */
export const placeQuestions: Readonly<Record<string, Question>> = {
  async sources(asked) {
    const query = '{ sources { id name url environment sync { stream objects } } }'
    const reply = await asked.ask(query)
    const seen = toolNames.filter((id) => asked.sees.source(id))
    expect(listAt(reply.data, 'sources').map((source) => at(source, 'name'))).toEqual(seen)
    for (const source of listAt(reply.data, 'sources')) {
      const id = textAt(source, 'name')
      expect(at(source, 'url') !== null).toBe(asked.sees.maySource('sensitive:read', id))
      const counts = listAt(source, 'sync').map((stream) => [textAt(stream, 'stream'), at(stream, 'objects')])
      expect(Object.fromEntries(counts)).toEqual(countsOf(asked, id))
    }
  },
  async environments(asked) {
    const query = '{ environments { id name targets { id } } }'
    expectLess(asked, await asked.ask(query), await asked.eye(query))
  },
  async environmentNode(asked) {
    const all = listAt((await asked.eye('{ environments { id name } }')).data, 'environments')
    const environment = nth(all, asked.pick)
    const [id, name] = [textAt(environment, 'id'), textAt(environment, 'name')]
    const query =
      'query ($name: String) { deployments(filter: { environment: $name }) { nodes { id } pageInfo { hasNextPage } } }'
    const node = await asked.ask('query ($id: ID!) { node(id: $id) { id } }', { id })
    const reply = await asked.ask(query, { name })
    if (at(node.data, 'node') === null) {
      const unknown = asked.unknownWord()
      const other = await asked.ask(query, { name: unknown })
      expect(neutral(reply, [name])).toEqual(neutral(other, [unknown]))
      return
    }
    expect(errorsOf(reply)).toEqual([])
  },
  async live(asked) {
    const query = `{ liveAt(first: 100) { nodes { live: served { ...served } } pageInfo { hasNextPage } } } ${served}`
    const [reply, whole] = [await asked.ask(query), await asked.eye(query)]
    // What is served is in the order of its environments, and those may be hidden.
    const textsOf = (data: unknown) =>
      listAt(data, 'liveAt', 'nodes')
        .map((node) => JSON.stringify(withoutReasons(node)))
        .toSorted()
    expect(errorsOf(reply)).toEqual([])
    expect(textsOf(reply.data)).toEqual(textsOf(expectedFor(asked.sees, whole.data).data))
  },
  async deployments(asked) {
    const query = `{ deployments(first: 100) { nodes { id versions { ...served } } pageInfo { hasNextPage } } } ${served}`
    expectLess(asked, await asked.ask(query), await asked.eye(query))
  },
  async validation(asked) {
    const query = `{ validationCatalog(first: 100) { nodes { dataVersion { id ref } roles truncated
      measurements { metric value run { id } modelVersions { id ref } } } pageInfo { hasNextPage } } }`
    const reply = await asked.ask(query)
    expect(errorsOf(reply)).toEqual([])
  },
  async compare(asked) {
    const kind = nth(['Run', 'ModelVersion'] as const, asked.pick) ?? 'Run'
    const field = kind === 'Run' ? 'compareRuns' : 'compareVersions'
    const part = kind === 'Run' ? 'runs' : 'versions'
    const query = `query ($refs: [String!]!) { ${field}(refs: $refs) { ${part} { id } params { key values }
      metrics { key datasetName datasetDigest values } tags { key values } datasets { key values } code { key values } codeChangeUrls } }`
    const things = asked.standing.tools
      .all()
      .filter((thing) => thing.kind === kind)
      .slice(0, 3)
    const uids = things.map((thing) => asked.sees.sight.identityOf(thing).uid)
    const refs = uids.map((uid) => toGlobalId(kind, uid))
    if (refs.length < 2) return
    const reply = await asked.ask(query, { refs })
    const isSeen = (uid: Uid) => asked.sees.object(uid)
    if (uids.every(isSeen)) return expect(listAt(reply.data, field, part).map((each) => at(each, 'id'))).toEqual(refs)
    const unknown = uids.map((uid) => toGlobalId(kind, isSeen(uid) ? uid : asked.unknownUid()))
    const other = await asked.ask(query, { refs: unknown })
    expect(neutral(reply, refs)).toEqual(neutral(other, unknown))
  },
  async recipe(asked) {
    const query = `query ($ref: String!) { reproduceRecipe(ref: $ref) { run { id } codeCommit repository command
      parameters { key value } data { role dataVersion { id ref } } complete missing { piece message } assumptions { message } } }`
    const run = nth(
      asked.standing.tools.all().filter(({ kind }) => kind === 'Run'),
      asked.pick,
    )
    if (run === undefined) return
    const { uid } = asked.sees.sight.identityOf(run)
    const ref = toGlobalId('Run', uid)
    if (asked.sees.object(uid))
      return expect(textAt((await asked.ask(query, { ref })).data, 'reproduceRecipe', 'run', 'id')).toBe(ref)
    const unknown = toGlobalId('Run', asked.unknownUid())
    await expectAlike(asked, query, [
      { variables: { ref }, said: [ref] },
      { variables: { ref: unknown }, said: [unknown] },
    ])
  },
  async whoCan(asked) {
    const query = `query ($ref: String!) { whoCan(action: "model:read", resource: $ref) {
      nodes { principal { id } resource { type ref } rules { kind id } } } }`
    const model = nth(
      asked.standing.tools.all().filter(({ kind }) => kind === 'Model'),
      asked.pick,
    )
    if (model === undefined) return
    const { uid } = asked.sees.sight.identityOf(model)
    if (asked.sees.object(uid))
      return expect(codeOf(await asked.ask(query, { ref: toGlobalId('Model', uid) }))).not.toBe('NOT_FOUND')
    const [ref, unknown] = [toGlobalId('Model', uid), toGlobalId('Model', asked.unknownUid())]
    await expectAlike(asked, query, [
      { variables: { ref }, said: [ref] },
      { variables: { ref: unknown }, said: [unknown] },
    ])
  },
}
