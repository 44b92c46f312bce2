import type { ConfigProblem } from './problems.ts'
import type { Path } from './value-at.ts'

const variable = /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g

/** What of a file came from the environment. */
export interface FromEnvironment {
  /** Whether the text at this path holds a variable; it is never shown. */
  isFilled(path: Path): boolean
  /** Whether it holds one that is not set, so that nothing more can be said of it. */
  isMissing(path: Path): boolean
}

/** A file with its variables replaced. */
export interface Expanded {
  readonly value: unknown
  readonly problems: readonly ConfigProblem[]
  readonly from: FromEnvironment
}

/**
 * Replaces `${VAR}` and `${VAR:-default}` in every text of a parsed file. A variable that is neither set nor
 * defaulted is reported with its path, and all of them together.
 */
export function expandVariables(value: unknown, environment: Readonly<Record<string, string | undefined>>): Expanded {
  const problems: ConfigProblem[] = []
  const filled = new Set<string>()
  const missing = new Set<string>()
  const visit = (item: unknown, path: Path): unknown => {
    if (typeof item === 'string') return expandText(item, path)
    if (Array.isArray(item)) return item.map((child: unknown, index) => visit(child, [...path, index]))
    if (item === null || typeof item !== 'object') return item
    return Object.fromEntries(Object.entries(item).map(([key, child]) => [key, visit(child, [...path, key])]))
  }
  const expandText = (text: string, path: Path): string =>
    text.replace(variable, (_whole, name: string, fallback: string | undefined) => {
      filled.add(keyOf(path))
      const found = environment[name] || fallback
      if (found !== undefined) return found
      problems.push({
        path,
        message: `the environment variable ${name} is not set; set it, or write \${${name}:-default}`,
      })
      missing.add(keyOf(path))
      // Whatever reads it next finds a text there, so that one missing variable is not a missing key as well.
      return `missing-${name}-${'x'.repeat(32)}`
    })
  const from = {
    isFilled: (path: Path) => filled.has(keyOf(path)),
    isMissing: (path: Path) => missing.has(keyOf(path)),
  }
  return { value: visit(value, []), problems, from }
}

function keyOf(path: Path): string {
  return JSON.stringify(path)
}
