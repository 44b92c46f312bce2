import { expect } from 'vitest'
import { toGlobalId } from '../../../src/kernel/ids.ts'
import { keyOf } from '../random/tool-world.ts'
import { errorsOf, expectAlike } from './alike.ts'
import { at, listAt, textAt } from './json.ts'
import { type Asked, nth, type Question } from './question.ts'
import { opaqueIds, plainGraph, restrictedFor, toldOfHidden } from './restricted-graph.ts'

const graph = `root { id } nodes { id kind name ref source properties restricted }
  edges { from to kind confidence observedAt validFrom validTo } truncated nodesOmitted depthReached complete
  sources { source state } cache { state } mermaid dot`

const wholeQuery = `query ($ref: String!, $direction: LineageDirection) {
  lineage(ref: $ref, direction: $direction, depth: 100) { ${graph} } }`
const narrowQuery = `query ($ref: String!, $depth: Int, $maxNodes: Int, $kinds: [LineageNodeKind!]) {
  lineage(ref: $ref, depth: $depth, maxNodes: $maxNodes, kinds: $kinds) { ${graph} } }`

const roots: ReadonlySet<string> = new Set([
  'Model',
  'ModelVersion',
  'Run',
  'LoggedModel',
  'Dataset',
  'DataVersion',
  'Deployment',
])
const directions = ['UP', 'DOWN', 'BOTH', 'BOTH'] as const
interface Narrowing {
  readonly depth?: number
  readonly maxNodes?: number
  readonly kinds?: readonly string[]
}

const narrowings: readonly Narrowing[] = [
  { depth: 1 },
  { depth: 2 },
  { maxNodes: 1 },
  { maxNodes: 3 },
  { kinds: ['MODEL_VERSION', 'DATA_VERSION'] },
  { kinds: ['RUN'], depth: 2 },
]

function rootOf({ standing, pick }: Asked) {
  const thing = nth(
    standing.tools.all().filter(({ kind }) => roots.has(kind)),
    pick,
  )
  const uid = thing === undefined ? undefined : standing.identities.get(keyOf(thing))?.uid
  return thing === undefined || uid === undefined ? null : { kind: thing.kind, uid, id: toGlobalId(thing.kind, uid) }
}

function expectSources(asked: Asked, found: unknown): Promise<void> {
  return asked.expectSources(listAt(found, 'sources').map((source) => textAt(source, 'source')))
}

/** How things came to be, and what came of them. */
export const lineageQuestions: Readonly<Record<string, Question>> = {
  async lineage(asked) {
    const root = rootOf(asked)
    if (root === null) return
    const variables = { ref: root.id, direction: nth(directions, asked.pick) }
    if (!asked.sees.object(root.uid)) {
      const unknown = toGlobalId(root.kind, asked.unknownUid())
      return expectAlike(asked, wholeQuery, [
        { variables, said: [root.id] },
        { variables: { ...variables, ref: unknown }, said: [unknown] },
      ])
    }
    const [reply, whole] = [await asked.ask(wholeQuery, variables), await asked.eye(wholeQuery, variables)]
    const found = at(reply.data, 'lineage')
    expect(toldOfHidden(found)).toEqual([])
    expect(plainGraph(found)).toEqual(restrictedFor(asked.sees, at(whole.data, 'lineage')))
    expect(at(found, 'complete')).toBe(at(whole.data, 'lineage', 'complete'))
    await expectSources(asked, found)
    const theirs = (await asked.other?.(wholeQuery, variables))?.data
    const shared = opaqueIds(at(theirs, 'lineage')).filter((id) => opaqueIds(found).includes(id))
    expect(shared).toEqual([])
  },
  async narrowLineage(asked) {
    const root = rootOf(asked)
    if (root === null || !asked.sees.object(root.uid)) return
    const narrowing = nth(narrowings, asked.pick) ?? {}
    const reply = await asked.ask(narrowQuery, { ref: root.id, ...narrowing })
    const found = at(reply.data, 'lineage')
    expect(errorsOf(reply)).toEqual([])
    expect(toldOfHidden(found)).toEqual([])
    await expectSources(asked, found)
    if (narrowing.kinds !== undefined) expect(opaqueIds(found)).toEqual([])
    if (narrowing.maxNodes !== undefined) {
      const shown = listAt(found, 'nodes').length - opaqueIds(found).length
      expect(shown).toBeLessThanOrEqual(narrowing.maxNodes)
    }
  },
}
