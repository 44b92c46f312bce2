import { summarise } from './summarise.ts'
import type { LineageGraph } from './types.ts'

/** The graph as Mermaid text, left to right; endpoints that answer are marked. Large graphs are drawn by kind. */
export function toMermaid(graph: Pick<LineageGraph, 'nodes' | 'edges'>): string {
  const { nodes, edges } = summarise(graph)
  const names = new Map(nodes.map((node, index) => [node.id, `n${index}`]))
  const nodeLines = nodes.map(
    (node) => `  ${names.get(node.id)}["${escapeText(node.label)}"]${node.isLive ? ':::live' : ''}`,
  )
  const edgeLines = edges.flatMap(({ from, to, label }) => {
    const [start, end] = [names.get(from), names.get(to)]
    return start === undefined || end === undefined ? [] : [`  ${start} -->|"${escapeText(label)}"| ${end}`]
  })
  return ['flowchart LR', ...nodeLines, ...edgeLines, '  classDef live fill:#d3f9d8,stroke:#2b8a3e', ''].join('\n')
}

/**
 * Everything that Mermaid or the page around it could read as markup becomes an entity code, `#NN;` in Mermaid's way.
 * Mermaid also looks into quoted text: a direction in it becomes the drawing's and takes the whole line with it, and
 * after `style` and a colon it eats the end of an entity code. So neither is left as it is.
 */
function escapeText(text: string): string {
  return text
    .replace(/\p{Cc}/gu, ' ')
    .replace(/[^\p{L}\p{N} .,:/@_+=-]|:(?! )|d(?=irection\s)/gu, (character) => `#${character.codePointAt(0) ?? 32};`)
}
