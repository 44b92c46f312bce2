import type { Drawn } from './grouping.ts'
import { type DrawnCard, summarise } from './summarise.ts'

/**
 * The graph as Mermaid text, left to right. What answers requests, what was asked about and what is restricted are
 * marked; dashed is inferred or ended. In large graphs, nodes that play the same part are drawn as one.
 */
export function toMermaid(graph: Drawn): string {
  const { cards, links } = summarise(graph)
  const names = new Map(cards.map((card, index) => [card.id, `n${index}`]))
  const linkLines = links.map(({ from, to, label, isEnded, isInferred }) => {
    const words = label === '' ? '' : `|"${escapeText(label)}"|`
    return `  ${names.get(from)} ${isEnded || isInferred ? '-.->' : '-->'}${words} ${names.get(to)}`
  })
  const rootLines = cards.flatMap(({ id, isRoot }) => (isRoot ? [`  class ${names.get(id)} root`] : []))
  return [
    'flowchart LR',
    ...cards.map((card) => `  ${names.get(card.id)}${boxOf(card)}`),
    ...linkLines,
    ...rootLines,
    '  classDef root stroke-width:4px',
    '  classDef live fill:#d3f9d8,stroke:#2b8a3e',
    '  classDef restricted stroke-dasharray:4 3',
    '',
  ].join('\n')
}

function boxOf({ label, isStack, mark }: DrawnCard): string {
  const text = `"${escapeText(label)}"`
  return `${isStack ? `[[${text}]]` : `[${text}]`}${mark === null ? '' : `:::${mark}`}`
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
