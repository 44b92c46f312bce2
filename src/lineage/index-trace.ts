import { mintedAt } from '../kernel/ids.ts'
import { type LineageKey, unstatedDeploymentsKey } from '../kernel/lineage-key.ts'
import { type Outcome, succeed } from '../kernel/outcome.ts'
import type { LineageBasis } from './cache-ports.ts'
import { Coverage } from './coverage.ts'
import { indexClosingEdges } from './index-closing-edges.ts'
import { IndexExplorer, type MetNode } from './index-explorer.ts'
import type { IndexedNode, LineageIndex } from './index-ports.ts'
import { indexSteps } from './index-steps.ts'
import { nodeKindOf } from './make-node.ts'
import type { LineagePorts, Question } from './ports.ts'
import { ReadThrough } from './read-through.ts'
import { type LineageRoot, resolveRoot } from './resolve-root.ts'
import type { LineageGraph, LineageQuery, LineageSource } from './types.ts'
import { budgetOf, type WalkedGraph, walkFrom } from './walk-from.ts'

/** A graph walked over the index. */
export interface IndexedLineage {
  readonly graph: LineageGraph
  /** Null when it rests on more than the index: a tool was asked what was meant, or failed, or the time ran out. */
  readonly basis: LineageBasis | null
}

/** A question, and the index that it reads. */
export interface IndexQuestion extends Question {
  readonly index: LineageIndex
}

/** Walks over the index; null where it cannot answer. */
export async function traceInIndex(ports: LineagePorts, asked: IndexQuestion): Promise<Outcome<IndexedLineage> | null> {
  const { query, index } = asked
  // The files of each version would have to be opened.
  if (query.kinds?.includes('ENVIRONMENT_LOCK') === true) return null
  const sequence = await index.head()
  const root = await resolveRoot(ports, { ...asked, isLive: false })
  if (!root.ok) return root
  const coverage = new Coverage(ports)
  if (!(await coverage.isWhole(sourcesNeeded(ports, query, root.value)))) return null
  const isOfServing = isAboutServing(query, root.value)
  const unstated = isOfServing ? await ports.unstated() : []
  if (unstated.some((uid) => asked.startedAt - mintedAt(uid) < statedWithinMs)) return null
  const explorer = new IndexExplorer(index, query, budgetOf(query).edgesMax + 1)
  for (const key of root.value.keys) explorer.keys.add(key)
  if (isOfServing) explorer.keys.add(unstatedDeploymentsKey)
  const start = await startOf(explorer, index, root.value)
  const readThrough = new ReadThrough(ports, coverage, asked.call)
  const graph = await walkFrom(
    {
      objectsOf: (node) => explorer.behind(node)?.objects ?? [],
      steps: (frontier) => indexSteps(explorer, readThrough, frontier),
      closingEdges: (nodes, isKnown) => indexClosingEdges(explorer, nodes, isKnown),
    },
    { root: start.node, query, sight: ports.sight, signal: asked.call.signal },
  )
  const touched = sourcesOf(explorer, graph)
  if (!(await coverage.isWhole(touched))) return null
  const isWhole = !explorer.isCut && unstated.length === 0
  const told = { graph, touched, isWhole, readThrough, isThen: root.value.isThen }
  const isSettled = !root.value.isAsked && readThrough.faults.size === 0 && graph.truncation !== 'TIME'
  const basis = isSettled ? { sequence, keys: explorer.keys } : null
  return succeed({ graph: await answerOf(ports, { asked, coverage, told }), basis })
}

/** By then the index is told what a new deployment serves, unless its files cannot be read; the tools are asked until then. */
const statedWithinMs = 5 * 60_000

function isAboutServing({ direction }: LineageQuery, { object }: LineageRoot): boolean {
  return direction !== 'UP' || object.kind === 'Deployment'
}

/** Down from anything may lead to deployments of any source, whose names nothing tells before. */
function sourcesNeeded({ sources }: LineagePorts, query: LineageQuery, { object }: LineageRoot): ReadonlySet<string> {
  const serving = sources.all().flatMap(({ id, streams }) => (streams.includes('deployments') ? [id] : []))
  return new Set([object.source, ...(query.direction === 'UP' ? [] : serving)])
}

async function startOf(explorer: IndexExplorer, index: LineageIndex, { object }: LineageRoot): Promise<MetNode> {
  const [key] = await index.keysOf([object])
  if (key === undefined) throw new Error('Every object has a key')
  await explorer.readNodes([key])
  const met = explorer.met(key)
  if (met?.objects.some(({ uid }) => uid === object.uid) === true) return met
  // What was made after the moment asked about is shown by itself.
  const [now] = explorer.query.at === null ? [] : await index.nodesOf([key], null)
  return explorer.take(now?.object?.uid === object.uid ? now : unindexed(key, object))
}

/** An object whose statements have not been taken in, as after its source was configured anew. */
function unindexed(key: LineageKey, object: LineageRoot['object']): IndexedNode {
  const kind = nodeKindOf(object)
  if (kind === null) throw new Error(`${object.kind} is no kind of node, and was resolved as one`)
  const facts = { id: '', name: null, source: object.source, alsoKnownAs: [], properties: {} }
  return { ...facts, key, kind, object, subject: object }
}

interface Told {
  readonly graph: WalkedGraph
  readonly touched: ReadonlySet<string>
  /** Whether everything that is known was looked at, and nothing is still to be told. */
  readonly isWhole: boolean
  readonly readThrough: ReadThrough
  readonly isThen: boolean
}

/** Sources of what the graph shows. */
function sourcesOf(explorer: IndexExplorer, { root, nodes }: WalkedGraph): ReadonlySet<string> {
  const shown = nodes.flatMap((node) => (node.restricted ? [] : (explorer.behind(node)?.objects ?? [])))
  return new Set([root.source, ...shown.map(({ source }) => source)].filter((source) => source !== null))
}

async function answerOf(
  ports: LineagePorts,
  { asked, coverage, told }: { readonly asked: IndexQuestion; readonly coverage: Coverage; readonly told: Told },
): Promise<LineageGraph> {
  const { graph, isWhole, readThrough } = told
  const { at } = asked.query
  const isTold = (id: string) => ports.sight.seesSource(id)
  const touched = [...told.touched].filter(isTold).toSorted()
  const covered = await Promise.all(touched.map((source) => coverage.of(source)))
  const sources = touched.map((source, index) => sourceOf(ports, source, covered[index]?.asOf ?? null))
  const moments = covered.flatMap(({ asOf }) => asOf ?? [])
  const isKnownThen = at === null || (told.isThen && covered.every(({ since }) => since !== null && since <= at))
  const hasFault = sources.some(({ error }) => error !== null) || [...readThrough.faults.keys()].some(isTold)
  return {
    ...graph,
    complete: graph.truncation === null && isWhole && !hasFault && isKnownThen,
    asOf: Math.min(at ?? asked.startedAt, asked.startedAt, ...moments),
    sources,
  }
}

/** A tool that is away takes nothing from the answer, and what is new there is not in it. */
function sourceOf({ sources }: LineagePorts, source: string, asOf: number | null): LineageSource {
  const health = sources.byId(source)?.health()
  const state = health?.state ?? 'UNKNOWN'
  return { source, state, asOf, error: state === 'DOWN' ? (health?.error ?? null) : null }
}
