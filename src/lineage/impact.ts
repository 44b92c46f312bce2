import type { MirroredObject } from '../catalog/index.ts'
import { isLive } from './is-live.ts'
import { type PlaceOf, placeOfNode, type ServingPlace } from './places.ts'
import type { LineageGraph, LineageNode, LineageNodeKind, ShownEdge, ShownNode } from './types.ts'

/** How bad a change would be, the worst first. */
const severities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'NONE'] as const

/** One of {@link severities}. */
export type ImpactSeverity = (typeof severities)[number]

/** Something that a change would reach. */
export interface Affected {
  readonly node: ShownNode
  /** Steps from the root. */
  readonly distance: number
  readonly severity: ImpactSeverity
  readonly isLive: boolean
  readonly place: ServingPlace | null
  /** Ids of the nodes of a shortest way from the root, both included. */
  readonly path: readonly string[]
  /** Shown objects whose tags say who is responsible. */
  readonly stewards: readonly MirroredObject[]
}

/** What a change would reach, the worst first. */
export interface Impact {
  readonly severity: ImpactSeverity
  readonly affected: readonly Affected[]
}

/**
 * What came of the root of a graph that was walked down, and how bad a change of the root would be for it. Only what the
 * graph shows counts. A node that is there as the other end of an evaluation, and did not come of the root, is left out.
 */
export function impactOf(graph: Pick<LineageGraph, 'root' | 'nodes' | 'edges'>, placeOf: PlaceOf): Impact {
  const ways = waysFrom(graph)
  const reached = graph.nodes.filter(({ id }) => id !== graph.root.id && ways.has(id))
  const places = new Map(reached.map((node) => [node.id, placeOfNode(node, placeOf)]))
  const grades = gradesOf(reached, { edges: graph.edges, places })
  const stewards = stewardsIn(graph)
  const affected = reached.map((node): Affected => {
    const path = ways.get(node.id) ?? []
    const place = places.get(node.id) ?? null
    const severity = grades.get(node.id) ?? 'LOW'
    return { node, path, place, severity, distance: path.length - 1, isLive: isLive(node), stewards: stewards(node) }
  })
  const sorted = affected.toSorted(worstFirst)
  return { severity: sorted[0]?.severity ?? 'NONE', affected: sorted }
}

function worstFirst(a: Affected, b: Affected): number {
  const [first, second] = [a, b].map(({ severity }) => severities.indexOf(severity))
  return (
    Number(a.node.restricted) - Number(b.node.restricted) || (first ?? 0) - (second ?? 0) || a.distance - b.distance
  )
}

/** A shortest way to everything that came of the root. A model stands for its versions, which point at it. */
function waysFrom({ root, edges }: Pick<LineageGraph, 'root' | 'edges'>): ReadonlyMap<string, readonly string[]> {
  const isOwnVersion = ({ to, kind }: ShownEdge) => root.kind === 'MODEL' && to === root.id && kind === 'VERSION_OF'
  const next = Map.groupBy(
    edges.map((edge) => (isOwnVersion(edge) ? { from: edge.to, to: edge.from } : edge)),
    ({ from }) => from,
  )
  const ways = new Map<string, readonly string[]>([[root.id, [root.id]]])
  for (const [id, way] of ways) for (const { to } of next.get(id) ?? []) if (!ways.has(to)) ways.set(to, [...way, to])
  return ways
}

const quietGrades: Readonly<Partial<Record<LineageNodeKind, ImpactSeverity>>> = {
  MODEL: 'MEDIUM',
  MODEL_VERSION: 'MEDIUM',
  DEPLOYMENT: 'MEDIUM',
  ENDPOINT: 'MEDIUM',
  CONSUMER: 'MEDIUM',
}

interface Surroundings {
  readonly edges: readonly ShownEdge[]
  readonly places: ReadonlyMap<string, ServingPlace | null>
}

/** Who uses what answers requests is as badly off as that. */
function gradesOf(nodes: readonly ShownNode[], { edges, places }: Surroundings): ReadonlyMap<string, ImpactSeverity> {
  const own = (node: ShownNode): ImpactSeverity => {
    if (isLive(node)) return places.get(node.id)?.isProtected === true ? 'CRITICAL' : 'HIGH'
    return (node.kind === null ? undefined : quietGrades[node.kind]) ?? 'LOW'
  }
  const grades = new Map(nodes.map((node) => [node.id, own(node)]))
  const consumers = new Set(nodes.flatMap(({ id, kind }) => (kind === 'CONSUMER' ? [id] : [])))
  const uses = Map.groupBy(
    edges.filter(({ to }) => consumers.has(to)),
    ({ from }) => from,
  )
  for (const grade of ['CRITICAL', 'HIGH'] as const) {
    const bad = [...grades].flatMap(([id, known]) => (known === grade ? [id] : []))
    for (const id of bad)
      for (const { to } of uses.get(id) ?? []) {
        if (severities.indexOf(grades.get(to) ?? 'NONE') <= severities.indexOf(grade)) continue
        grades.set(to, grade)
        bad.push(to)
      }
  }
  return grades
}

/** Over which edges somebody else's tags say who is responsible for a node. */
const answersFor: Readonly<Partial<Record<LineageNodeKind, readonly ['from' | 'to', ShownEdge['kind']]>>> = {
  MODEL_VERSION: ['to', 'VERSION_OF'],
  DATA_VERSION: ['from', 'VERSION_OF'],
  DEPLOYMENT: ['from', 'SERVED_BY'],
  ENDPOINT: ['from', 'EXPOSED_AT'],
}

function stewardsIn({
  nodes,
  edges,
}: Pick<LineageGraph, 'nodes' | 'edges'>): (node: ShownNode) => readonly MirroredObject[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const leaving = Map.groupBy(edges, ({ from }) => from)
  const arriving = Map.groupBy(edges, ({ to }) => to)
  const known = new Map<string, readonly MirroredObject[]>()
  const stewardsOf = (node: ShownNode): readonly MirroredObject[] => {
    const found = known.get(node.id)
    if (found !== undefined) return found
    const [end, kind] = (node.kind === null ? undefined : answersFor[node.kind]) ?? ['to', undefined]
    const beside = ((end === 'to' ? leaving : arriving).get(node.id) ?? []).filter((edge) => edge.kind === kind)
    known.set(node.id, [])
    const others = beside.flatMap((edge) => {
      const other = byId.get(edge[end])
      return other === undefined ? [] : stewardsOf(other)
    })
    const all = [...new Map([...objectOf(node), ...others].map((object) => [object.uid, object])).values()]
    known.set(node.id, all)
    return all
  }
  return stewardsOf
}

/** The subject of a node that is no object itself may be something that is hidden. */
function objectOf(node: ShownNode): readonly MirroredObject[] {
  return isObject(node) && node.subject !== null ? [node.subject] : []
}

function isObject(node: ShownNode): node is LineageNode {
  return !node.restricted && node.uid !== null
}
