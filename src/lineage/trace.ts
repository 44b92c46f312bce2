import type { MirroredKind, MirroredObject } from '../catalog/index.ts'
import type { CallContext } from '../connector/contract.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { type Problem, problem } from '../kernel/problem.ts'
import { closingEdges } from './closing-edges.ts'
import { contractHidden } from './contract-hidden.ts'
import { Explorer } from './explorer.ts'
import type { LineagePorts } from './ports.ts'
import { reportSources } from './report-sources.ts'
import { depthOf, type RestrictedGraph, restrict, withoutHidden } from './restrict.ts'
import { WalkSight } from './sight.ts'
import { stepsDown } from './steps-down.ts'
import { stepsUp } from './steps-up.ts'
import type { LineageGraph, LineageNode, LineageQuery } from './types.ts'
import { startWalk, type Walk, type WalkBudget, type WalkResult } from './walk.ts'

/** The furthest a walk may go. */
const depthMax = 100

/** The most nodes an answer may hold. */
const nodesMax = 10_000

/** Edges an answer may hold, for each node it may hold. */
const edgesPerNode = 5

/** Part of the request's time that the walk may take; the rest is for sending what was found. */
const walkShare = 0.8

/** Time of a request that names no end of its own. */
const requestMsDefault = 10_000

const rootKinds: readonly MirroredKind[] = [
  'Model',
  'ModelVersion',
  'Run',
  'LoggedModel',
  'Dataset',
  'DataVersion',
  'Deployment',
]

/** Lineage, walked over the tools at each question. */
export interface Lineage {
  /**
   * How an object came to be and what came of it. Refuses with BAD_USER_INPUT beyond the maxima, and as resolving a ref
   * does. A tool that fails costs its own part: `complete` is false and its entry in `sources` tells why.
   */
  trace(query: LineageQuery, call: CallContext): Promise<Outcome<LineageGraph>>
}

/** Makes the lineage over a catalogue. */
export function createLineage(ports: LineagePorts): Lineage {
  return {
    async trace(query, call) {
      const refusal = refusalOf(query)
      if (refusal !== null) return refuse(refusal)
      const startedAt = ports.clock.now()
      const remainingMs = Math.max(0, (query.deadlineAt ?? startedAt + requestMsDefault) - startedAt)
      const signal = AbortSignal.any([call.signal, AbortSignal.timeout(Math.floor(remainingMs * walkShare))])
      const walkCall = { signal, requestId: call.requestId }
      const root = await ports.sight.resolve(query.ref, { source: query.source, kinds: rootKinds }, walkCall)
      return root.ok ? succeed(await walkFrom(ports, root.value, { query, call: walkCall, startedAt })) : root
    },
  }
}

interface Question {
  readonly query: LineageQuery
  readonly call: CallContext
  readonly startedAt: number
}

async function walkFrom(
  ports: LineagePorts,
  object: MirroredObject,
  { query, call, startedAt }: Question,
): Promise<LineageGraph> {
  const explorer = new Explorer(ports, query, call)
  const root = await rootNode(explorer, object)
  const sight = new WalkSight(ports.sight, root)
  const isShown = (node: LineageNode) => node.id === root.id || query.kinds === null || query.kinds.includes(node.kind)
  const mayCount = (node: LineageNode) => sight.mayCount(node)
  const walk = startWalk(root, query.direction, {
    budget: budgetOf(query),
    isShown: (node) => isShown(node) && mayCount(node),
    mayCount,
  })
  await goOn(explorer, walk, { root, sight })
  walk.connect(closingEdges(explorer, walk.result().nodes))
  const result = walk.result()
  const hidden = sight.hiddenOf(result.nodes, result.edges, explorer)
  const shown = shownOf(result, { hidden, isShown, query, hiddenId: (beside) => ports.sight.hiddenId(beside) })
  const truncation = result.truncation ?? (shown.isCut ? 'EDGES' : null)
  // A source that the caller may not know of tells nothing, not even that something failed.
  const isTold = (source: string) => source === '' || ports.sight.seesSource(source)
  const hasFault = [...explorer.faults.keys()].some(isTold)
  const touched = [...explorer.touched].flatMap(([source, at]) => (isTold(source) ? [at] : []))
  const isWhole = truncation === null && !hasFault && !explorer.isPartial && !needsHistory(query, root)
  return {
    root,
    nodes: shown.nodes,
    edges: shown.edges,
    truncation,
    depthReached: hidden.size === 0 ? result.depthReached : depthOf(root.id, shown),
    nodesOmitted: result.nodesOmitted,
    complete: isWhole,
    asOf: query.at ?? Math.min(startedAt, ...touched),
    sources: reportSources(explorer),
  }
}

interface Showing {
  readonly hidden: ReadonlySet<string>
  readonly isShown: (node: LineageNode) => boolean
  readonly query: LineageQuery
  readonly hiddenId: (beside: readonly string[]) => string
}

/** Where only some kinds are asked for, an opaque node would tell its kind, so hidden ones are left out with their paths. */
function shownOf(
  result: WalkResult,
  { hidden, isShown, query, hiddenId }: Showing,
): RestrictedGraph & { isCut: boolean } {
  if (query.kinds === null) return { ...restrict(result, hidden, hiddenId), isCut: false }
  return contractHidden(withoutHidden(result, hidden), isShown, query.maxNodes * edgesPerNode)
}

/** Level by level until nothing follows or the time is over. A level that was cut short is left out, as half of it may be wrong. */
async function goOn(
  explorer: Explorer,
  walk: Walk,
  { root, sight }: { readonly root: LineageNode; readonly sight: WalkSight },
): Promise<void> {
  while (!walk.isOver) {
    const level = { root, isBeyond: walk.isBeyond, isKnown: (id: string) => walk.has(id) }
    const [up, down] = await Promise.all([
      stepsUp(explorer, { ...level, nodes: walk.frontier('UP') }),
      stepsDown(explorer, { ...level, nodes: walk.frontier('DOWN') }),
    ])
    if (explorer.call.signal.aborted) {
      explorer.forgetDeadlines()
      return walk.stop('TIME')
    }
    await sight.learn(explorer, [up, down])
    walk.admit(up, down)
  }
}

async function rootNode(explorer: Explorer, object: MirroredObject): Promise<LineageNode> {
  if (object.kind === 'Run') {
    const [run] = await explorer.liveRuns([object])
    const node = run === undefined ? null : explorer.runNode(run)
    if (node !== null) return node
  }
  const node = explorer.node(object)
  if (node === null) throw new Error(`${object.kind} is no kind of node, and was resolved as one`)
  return node
}

/** Walking over nodes that are not shown is bounded too, or a filter would make the walk endless. */
function budgetOf(query: LineageQuery): WalkBudget {
  const edgesMax = (query.kinds === null ? query.maxNodes : nodesMax) * edgesPerNode
  return { depth: query.depth, nodesMax: query.maxNodes, walkedMax: nodesMax, edgesMax }
}

/** What aliases pointed at and what was served in the past is not kept yet, so an answer that hangs on it is not whole. */
function needsHistory(query: LineageQuery, root: LineageNode): boolean {
  if (query.at === null) return false
  return query.direction !== 'UP' || root.kind === 'DEPLOYMENT' || query.ref.includes('@')
}

function refusalOf(query: LineageQuery): Problem | null {
  return outOfRange('depth', query.depth, depthMax) ?? outOfRange('maxNodes', query.maxNodes, nodesMax)
}

function outOfRange(argument: string, value: number, max: number): Problem | null {
  if (Number.isInteger(value) && value >= 1 && value <= max) return null
  return problem('BAD_USER_INPUT', `\`${argument}\` must be 1 to ${max}.`, { field: [argument], details: { max } })
}
