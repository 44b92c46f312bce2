import type { LineageGraph, LineageNode, ShownNode } from './types.ts'

/** Where the deployments of a source are, as the caller may know it. */
export interface ServingPlace {
  readonly name: string
  readonly isProtected: boolean
}

/** The place of a source's deployments; null where there is none, or none that the caller may know of. */
export type PlaceOf = (source: string) => ServingPlace | null

/** Where a deployment or an endpoint is; null for every other node. */
export function placeOfNode(node: ShownNode, placeOf: PlaceOf): ServingPlace | null {
  return isServing(node) && node.source !== null ? placeOf(node.source) : null
}

/**
 * The graph with the name of its environment among the properties of every deployment and endpoint. The environment is
 * the gateway's word and not the tool's, so that it is no part of a walk. `places` is asked only where there is any.
 */
export async function withPlaces(graph: LineageGraph, places: () => Promise<PlaceOf>): Promise<LineageGraph> {
  if (!graph.nodes.some(isServing)) return graph
  const placeOf = await places()
  const placed = (node: LineageNode): LineageNode => {
    const place = placeOfNode(node, placeOf)
    return place === null ? node : { ...node, properties: { ...node.properties, environment: place.name } }
  }
  return {
    ...graph,
    root: placed(graph.root),
    nodes: graph.nodes.map((node) => (node.restricted ? node : placed(node))),
  }
}

function isServing({ kind }: ShownNode): boolean {
  return kind === 'DEPLOYMENT' || kind === 'ENDPOINT'
}
