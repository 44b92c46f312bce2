import type { MirroredObject } from '../catalog/index.ts'
import type { CallContext } from '../connector/contract.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { type Problem, problem } from '../kernel/problem.ts'
import { closingEdges } from './closing-edges.ts'
import { dataProperties } from './data-properties.ts'
import { Explorer } from './explorer.ts'
import type { LineageIndex } from './index-ports.ts'
import { type IndexedLineage, traceInIndex } from './index-trace.ts'
import type { LineagePorts, Question } from './ports.ts'
import { reportSources } from './report-sources.ts'
import { type LineageRoot, resolveRoot } from './resolve-root.ts'
import { stepsDown } from './steps-down.ts'
import { stepsUp } from './steps-up.ts'
import type { LineageGraph, LineageNode, LineageQuery } from './types.ts'
import { type Ground, nodesMax, walkFrom } from './walk-from.ts'

/** The furthest a walk may go. */
const depthMax = 100

/** Part of the request's time that the walk may take; the rest is for sending what was found. */
const walkShare = 0.8

/** Time of a request that names no end of its own. */
const requestMsDefault = 10_000

/** How objects came to be and what came of them. */
export interface Lineage {
  /**
   * Walks over the tools. Refuses with BAD_USER_INPUT beyond the maxima and for the future, and as resolving a ref does. A
   * tool that fails costs its own part: `complete` is false and its entry in `sources` tells why.
   */
  trace(query: LineageQuery, call: CallContext): Promise<Outcome<LineageGraph>>
  /**
   * Walks over the index, with the same refusals. Null where the index cannot answer: while a source that takes part has
   * not been crawled, and for files that have to be opened. All reads of the walk itself go through `index`.
   */
  traceIndexed(query: LineageQuery, call: CallContext, index?: LineageIndex): Promise<Outcome<IndexedLineage> | null>
}

/** Makes the lineage over a catalogue and an index. */
export function createLineage(ports: LineagePorts): Lineage {
  const asked = <Value>(
    query: LineageQuery,
    call: CallContext,
    walk: (question: Question) => Promise<Value>,
  ): Promise<Value | Outcome<never>> => {
    const startedAt = ports.clock.now()
    const refusal = refusalOf(query, startedAt)
    if (refusal !== null) return Promise.resolve(refuse(refusal))
    const remainingMs = Math.max(0, (query.deadlineAt ?? startedAt + requestMsDefault) - startedAt)
    const signal = AbortSignal.any([call.signal, AbortSignal.timeout(Math.floor(remainingMs * walkShare))])
    return walk({ query, startedAt, call: { signal, requestId: call.requestId } })
  }
  return {
    trace: (query, call) =>
      asked(query, call, async (question) => {
        const root = await resolveRoot(ports, { ...question, isLive: true, index: ports.index })
        return root.ok ? succeed(await traceLive(ports, root.value, question)) : root
      }),
    traceIndexed: (query, call, index = ports.index) =>
      asked(query, call, (question) => traceInIndex(ports, { ...question, index })),
  }
}

async function traceLive(
  ports: LineagePorts,
  { object, isThen }: LineageRoot,
  question: Question,
): Promise<LineageGraph> {
  const { query, call, startedAt } = question
  const explorer = new Explorer(ports, query, call)
  const root = await rootNode(explorer, object)
  const graph = await walkFrom(toolGround(explorer), { root, query, sight: ports.sight, signal: call.signal })
  // Faults that only say that this walk's own time was over are no faults of the tools.
  if (call.signal.aborted) explorer.forgetDeadlines()
  // A source that the caller may not know of tells nothing, not even that something failed.
  const isTold = (source: string) => source === '' || ports.sight.seesSource(source)
  const hasFault = [...explorer.faults.keys()].some(isTold)
  const touched = [...explorer.touched].flatMap(([source, at]) => (isTold(source) ? [at] : []))
  // What a job read and wrote its events tell, and no tool.
  const isCovered = object.kind !== 'Job' && (query.at === null || (isThen && !needsHistory(query, root)))
  return {
    ...graph,
    complete: graph.truncation === null && !hasFault && !explorer.isPartial && isCovered,
    asOf: query.at ?? Math.min(startedAt, ...touched),
    sources: reportSources(explorer),
  }
}

function toolGround(explorer: Explorer): Ground {
  const objectsOf = (node: LineageNode): readonly MirroredObject[] => {
    const object = explorer.objectOf(node)
    return object === null ? [] : [object]
  }
  return {
    objectsOf,
    async steps({ up: upper, down: lower, ...level }) {
      const [up, down] = await Promise.all([
        stepsUp(explorer, { ...level, nodes: upper }),
        stepsDown(explorer, { ...level, nodes: lower }),
      ])
      return { up, down }
    },
    closingEdges: async (nodes) => closingEdges(explorer, nodes),
  }
}

async function rootNode(explorer: Explorer, object: MirroredObject): Promise<LineageNode> {
  if (object.kind === 'Run') {
    const [run] = await explorer.liveRuns([object])
    const node = run === undefined ? null : explorer.runNode(run)
    if (node !== null) return node
  }
  if (object.kind === 'Deployment') {
    const [deployment] = explorer.present(await explorer.ports.catalog.live.deployments([object], explorer.call))
    const node = deployment === undefined ? null : explorer.deploymentNode(deployment)
    if (node !== null) return node
  }
  const node =
    object.kind === 'DataVersion'
      ? explorer.node(object, dataProperties(object, explorer.query))
      : explorer.node(object)
  if (node === null) throw new Error(`${object.kind} is no kind of node, and was resolved as one`)
  return node
}

/** What was served in the past no tool tells, so an answer that hangs on it is not whole. */
function needsHistory(query: LineageQuery, root: LineageNode): boolean {
  return query.direction !== 'UP' || root.kind === 'DEPLOYMENT'
}

function refusalOf(query: LineageQuery, now: number): Problem | null {
  if (query.at !== null && query.at > now)
    return problem('BAD_USER_INPUT', '`at` must not be in the future.', { field: ['at'] })
  return outOfRange('depth', query.depth, depthMax) ?? outOfRange('maxNodes', query.maxNodes, nodesMax)
}

function outOfRange(argument: string, value: number, max: number): Problem | null {
  if (Number.isInteger(value) && value >= 1 && value <= max) return null
  return problem('BAD_USER_INPUT', `\`${argument}\` must be 1 to ${max}.`, { field: [argument], details: { max } })
}
