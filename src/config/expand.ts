import type { ConfigProblem } from './problems.ts'

const variable = /\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g

/**
 * Replaces `${VAR}` and `${VAR:-default}` in every text of a parsed file. A variable that is neither set nor
 * defaulted is reported with its path, and all of them together.
 */
export function expandVariables(
  value: unknown,
  environment: Readonly<Record<string, string | undefined>>,
): { readonly value: unknown; readonly problems: readonly ConfigProblem[] } {
  const problems: ConfigProblem[] = []
  const visit = (item: unknown, path: readonly (string | number)[]): unknown => {
    if (typeof item === 'string') return expandText(item, path)
    if (Array.isArray(item)) return item.map((child: unknown, index) => visit(child, [...path, index]))
    if (item === null || typeof item !== 'object') return item
    return Object.fromEntries(Object.entries(item).map(([key, child]) => [key, visit(child, [...path, key])]))
  }
  const expandText = (text: string, path: readonly (string | number)[]): string =>
    text.replace(variable, (_whole, name: string, fallback: string | undefined) => {
      const found = environment[name] || fallback
      if (found !== undefined) return found
      problems.push({
        path,
        message: `the environment variable ${name} is not set; set it, or write \${${name}:-default}`,
      })
      // Long enough to pass length checks, so that one missing variable is reported once.
      return `missing-${name}-${'x'.repeat(32)}`
    })
  return { value: visit(value, []), problems }
}
