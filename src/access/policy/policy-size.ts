import type { PolicyFile } from '../types.ts'
import { positionAt } from './text-position.ts'
import type { PolicyProblem } from './types.ts'

/**
 * Brackets within brackets, and operators of one policy. Cedar 4.13 reads and evaluates expressions by recursion: some
 * 200 brackets or 350 operators overflow its stack, and a module whose stack has overflowed answers nothing more.
 */
const depthMax = 24
const operatorsMax = 150

/** Strings and comments as Cedar's own lexer takes them, then what is counted. */
const token = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"|\/\/[^\n\r]*|&&|\|\||[-+*.!]|\bif\b|[([{]|[)\]}]|;/g

/** Places where a policy is too much for Cedar, found without asking it. */
export function tooMuch(file: PolicyFile): readonly PolicyProblem[] {
  const state = { depth: 0, operators: 0, isReported: false }
  const problems: PolicyProblem[] = []
  const report = (index: number, reason: string) => {
    // Once for a policy is enough.
    if (!state.isReported) problems.push({ file: file.name, ...positionAt(file.text, index), policyId: null, reason })
    state.isReported = true
  }
  for (const { 0: text, index } of file.text.matchAll(token)) {
    if (text === ';') Object.assign(state, { depth: 0, operators: 0, isReported: false })
    else if (/^[([{]/.test(text)) state.depth += 1
    else if (/^[)\]}]/.test(text)) state.depth = Math.max(0, state.depth - 1)
    else if (!/^("|\/\/)/.test(text)) state.operators += 1
    if (state.depth > depthMax) report(index, `has more than ${depthMax} brackets within brackets`)
    if (state.operators > operatorsMax)
      report(index, `has more than ${operatorsMax} operators; make several policies of it`)
  }
  return problems
}
