import type { Drawn } from './grouping.ts'
import { type DrawnCard, summarise } from './summarise.ts'

/**
 * The graph in Graphviz's language, left to right. What answers requests, what was asked about and what is restricted
 * are marked; dashed is inferred, dotted has ended. In large graphs, nodes that play the same part are drawn as one.
 */
export function toDot(graph: Drawn): string {
  const { cards, links } = summarise(graph)
  const names = new Map(cards.map((card, index) => [card.id, `n${index}`]))
  const linkLines = links.map(({ from, to, label, isEnded, isInferred }) => {
    const style = isEnded ? ', style=dotted' : isInferred ? ', style=dashed' : ''
    return `  ${names.get(from)} -> ${names.get(to)} [label="${escapeText(label)}"${style}];`
  })
  return [
    'digraph lineage {',
    '  rankdir=LR;',
    '  node [shape=box];',
    ...cards.map((card) => `  ${names.get(card.id)} [label="${escapeText(card.label)}"${looksOf(card)}];`),
    ...linkLines,
    '}',
    '',
  ].join('\n')
}

function looksOf({ isStack, isRoot, mark }: DrawnCard): string {
  const tone = { live: ', style=filled, fillcolor="#d3f9d8"', restricted: ', style=dashed' }
  return `${isStack ? ', shape=box3d' : ''}${mark === null ? '' : tone[mark]}${isRoot ? ', penwidth=3' : ''}`
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
