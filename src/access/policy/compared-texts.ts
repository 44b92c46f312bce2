import type { CompiledPolicy } from './types.ts'

/** No policy compares anything with it. */
export const unheardOf = '\u{10FFFF}'

/** Texts that policies which read an attribute compare something with; what a pattern would match is among them. */
export function comparedTexts(policies: readonly CompiledPolicy[], attribute: string): readonly string[] {
  const speaking = policies.filter(({ json }) => JSON.stringify(json.conditions).includes(`"attr":"${attribute}"`))
  return [...new Set(speaking.flatMap(({ json }) => textsIn(json.conditions)))]
}

/** Every text in an expression: literals, and what a pattern would match. */
function textsIn(node: unknown): readonly string[] {
  if (node === null || typeof node !== 'object') return []
  if (Array.isArray(node)) return node.flatMap(textsIn)
  return Object.entries(node).flatMap(([key, child]: [string, unknown]) => {
    if (key === 'pattern' && Array.isArray(child)) return [patternText(child)]
    return key === 'Value' && typeof child === 'string' ? [child] : textsIn(child)
  })
}

function patternText(parts: readonly unknown[]): string {
  return parts
    .map((part) => {
      const isLiteral = part !== null && typeof part === 'object' && 'Literal' in part
      return isLiteral && typeof part.Literal === 'string' ? part.Literal : ''
    })
    .join('')
}
