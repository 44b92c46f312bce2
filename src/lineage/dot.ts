import { summarise } from './summarise.ts'
import type { LineageGraph } from './types.ts'

/** The graph in Graphviz's language, left to right; endpoints that answer are marked. Large graphs are drawn by kind. */
export function toDot(graph: Pick<LineageGraph, 'nodes' | 'edges'>): string {
  const { nodes, edges } = summarise(graph)
  const names = new Map(nodes.map((node, index) => [node.id, `n${index}`]))
  const nodeLines = nodes.map(
    (node) =>
      `  ${names.get(node.id)} [label="${escapeText(node.label)}"${node.isLive ? ', style=filled, fillcolor="#d3f9d8"' : ''}];`,
  )
  const edgeLines = edges.flatMap(({ from, to, label }) => {
    const [start, end] = [names.get(from), names.get(to)]
    return start === undefined || end === undefined ? [] : [`  ${start} -> ${end} [label="${escapeText(label)}"];`]
  })
  return ['digraph lineage {', '  rankdir=LR;', '  node [shape=box];', ...nodeLines, ...edgeLines, '}', ''].join('\n')
}

/**
 * In a quoted string only the quote ends it; a backslash may begin an escape such as `\N`, the node's name, and an
 * ampersand an entity of HTML.
 */
function escapeText(text: string): string {
  return text
    .replaceAll(/\p{Cc}/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
}
