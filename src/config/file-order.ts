import type { ConfigProblem } from './problems.ts'
import { type Path, valueAt } from './value-at.ts'

/** A parsed file and its top-level keys, some of which may not be readable, in their order. */
export interface OrderedFile {
  readonly value: unknown
  readonly keys: readonly string[]
}

/** Problems as somebody who reads the file from its top meets them. What is missing comes first where it is missed. */
export function inFileOrder(problems: readonly ConfigProblem[], file: OrderedFile): readonly ConfigProblem[] {
  return problems
    .map((problem) => ({ problem, place: placeOf(problem.path, file) }))
    .toSorted((a, b) => compare(a.place, b.place))
    .map(({ problem }) => problem)
}

function placeOf(path: Path, { value, keys }: OrderedFile): readonly number[] {
  return path.map((part, depth) => {
    if (typeof part === 'number') return part
    if (depth === 0) return keys.indexOf(part)
    const parent = valueAt(value, path.slice(0, depth))
    return typeof parent === 'object' && parent !== null ? Object.keys(parent).indexOf(part) : -1
  })
}

function compare(a: readonly number[], b: readonly number[]): number {
  const differing = a.findIndex((place, index) => place !== b[index])
  if (differing === -1) return a.length - b.length
  return (a[differing] ?? 0) - (b[differing] ?? Number.NEGATIVE_INFINITY)
}
