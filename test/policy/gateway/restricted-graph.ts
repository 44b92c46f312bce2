import { fromGlobalId } from '../../../src/kernel/ids.ts'
import { isObject, listAt, textAt } from './json.ts'
import type { WhoSees } from './who-sees.ts'

/** A graph in a form in which equal graphs are equal: hidden nodes are named by what they stand beside. */
export interface PlainGraph {
  readonly nodes: readonly string[]
  readonly edges: readonly string[]
  /** One for each opaque node: the shown nodes before it and after it. */
  readonly opaque: readonly string[]
}

interface Edge {
  readonly from: string
  readonly to: string
  readonly kind: unknown
  readonly confidence: unknown
}

/** The graph that one who sees everything has, as a caller may have it. */
export function restrictedFor(sees: WhoSees, graph: unknown): PlainGraph {
  const edges = edgesOf(graph)
  const ids = listAt(graph, 'nodes').map((node) => textAt(node, 'id'))
  const isSeenObject = (id: string) => {
    const named = fromGlobalId(id)
    return named !== undefined && sees.isOfWorld(named.uid) && sees.object(named.uid)
  }
  const isObjectId = (id: string) => {
    const named = fromGlobalId(id)
    return named !== undefined && sees.isOfWorld(named.uid)
  }
  // What only lineage knows, such as code, is told with whatever it belongs to.
  const beside = (id: string) => edges.flatMap(({ from, to }) => (from === id ? [to] : to === id ? [from] : []))
  const shown = new Set(ids.filter((id) => isSeenObject(id) || (!isObjectId(id) && beside(id).some(isSeenObject))))
  const hidden = ids.filter((id) => !shown.has(id))
  const groupOf = groups(hidden, edges)
  // Groups that lead to and come from the very same shown nodes are told as one, so that their number is not.
  const besideGroup = (group: string) => {
    const steps = edges.flatMap(({ from, to }) => {
      if (groupOf.get(from) === group && shown.has(to)) return [`to ${to}`]
      return groupOf.get(to) === group && shown.has(from) ? [`from ${from}`] : []
    })
    return JSON.stringify([...new Set(steps)].toSorted())
  }
  const nameOf = new Map([...new Set(groupOf.values())].map((group) => [group, besideGroup(group)]))
  return plain({
    shown: listAt(graph, 'nodes').filter((node) => shown.has(textAt(node, 'id'))),
    edges,
    opaque: new Set(nameOf.values()),
    idOf: (id) => nameOf.get(groupOf.get(id) ?? '') ?? id,
  })
}

/** A graph that a caller was given. */
export function plainGraph(graph: unknown): PlainGraph {
  const nodes = listAt(graph, 'nodes')
  const isOpaque = (node: unknown) => isObject(node) && node['restricted'] === true
  return plain({
    shown: nodes.filter((node) => !isOpaque(node)),
    edges: edgesOf(graph),
    opaque: new Set(nodes.filter(isOpaque).map((node) => textAt(node, 'id'))),
    idOf: (id) => id,
  })
}

/** Whatever an opaque node or a step to one tells; there must be none. */
export function toldOfHidden(graph: unknown): readonly unknown[] {
  const opaque = listAt(graph, 'nodes').filter((node) => isObject(node) && node['restricted'] === true)
  const ids = new Set(opaque.map((node) => textAt(node, 'id')))
  const steps = listAt(graph, 'edges').filter((edge) => ids.has(textAt(edge, 'from')) || ids.has(textAt(edge, 'to')))
  const ofNodes = opaque.flatMap((node) => told(node, ['id', 'restricted', '__typename']))
  const between = steps.filter((edge) => ids.has(textAt(edge, 'from')) && ids.has(textAt(edge, 'to')))
  return [...ofNodes, ...steps.flatMap((edge) => told(edge, ['from', 'to', '__typename'])), ...between]
}

/** Ids of opaque nodes. */
export function opaqueIds(graph: unknown): readonly string[] {
  return listAt(graph, 'nodes').flatMap((node) =>
    isObject(node) && node['restricted'] === true ? [textAt(node, 'id')] : [],
  )
}

function told(value: unknown, apart: readonly string[]): readonly unknown[] {
  if (!isObject(value)) return []
  return Object.entries(value).filter(([key, part]) => part !== null && !apart.includes(key))
}

function edgesOf(graph: unknown): readonly Edge[] {
  return listAt(graph, 'edges').flatMap((edge) =>
    isObject(edge)
      ? [{ from: textAt(edge, 'from'), to: textAt(edge, 'to'), kind: edge['kind'], confidence: edge['confidence'] }]
      : [],
  )
}

/** Each hidden node with the name of the group that it hangs together with. */
function groups(ids: readonly string[], edges: readonly Edge[]): ReadonlyMap<string, string> {
  const groupOf = new Map(ids.map((id) => [id, id]))
  for (let changed = true; changed; ) {
    changed = false
    for (const { from, to } of edges) {
      const [one, other] = [groupOf.get(from), groupOf.get(to)]
      if (one === undefined || other === undefined || one === other) continue
      for (const [id, group] of groupOf) if (group === other) groupOf.set(id, one)
      changed = true
    }
  }
  return groupOf
}

function plain(parts: {
  readonly shown: readonly unknown[]
  readonly edges: readonly Edge[]
  readonly opaque: ReadonlySet<string>
  readonly idOf: (id: string) => string
}): PlainGraph {
  const { shown, edges, opaque, idOf } = parts
  const nodes = shown.map((node) => JSON.stringify([textAt(node, 'id'), textAt(node, 'kind'), textAt(node, 'ref')]))
  const open = edges.filter(({ from, to }) => !opaque.has(idOf(from)) && !opaque.has(idOf(to)))
  const sides = [...opaque].map((id) => {
    const before = edges.filter(({ from, to }) => idOf(to) === id && idOf(from) !== id).map(({ from }) => from)
    const after = edges.filter(({ from, to }) => idOf(from) === id && idOf(to) !== id).map(({ to }) => to)
    return JSON.stringify([[...new Set(before)].toSorted(), [...new Set(after)].toSorted()])
  })
  return {
    nodes: nodes.toSorted(),
    edges: open.map((edge) => JSON.stringify(edge)).toSorted(),
    opaque: sides.toSorted(),
  }
}
