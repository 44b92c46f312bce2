/** A way into a parsed file, outermost first. */
export type Path = readonly (string | number)[]

/** What lies at a path of a parsed file; undefined where nothing does. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, part) => {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined
    const found: unknown = Reflect.get(at, part)
    return found
  }, value)
}

/** A copy of a parsed file in which another value lies at a path that is there. */
export function withValueAt(value: unknown, [first, ...rest]: Path, replacement: unknown): unknown {
  if (first === undefined) return replacement
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (index === first ? withValueAt(item, rest, replacement) : item))
  if (typeof value !== 'object' || value === null) return value
  return { ...value, [first]: withValueAt(Reflect.get(value, first), rest, replacement) }
}
