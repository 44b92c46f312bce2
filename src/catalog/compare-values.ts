import type { ComparedValue } from './api.ts'

/** Named texts of one thing that is compared; a name may come several times. */
export type NamedTexts = readonly (readonly [name: string, text: string])[]

/** Puts named texts side by side, by name. Several texts under one name are one value, sorted. */
export function compareValues(columns: readonly NamedTexts[]): readonly ComparedValue[] {
  const tables = columns.map(tableOf)
  const keys = [...new Set(tables.flatMap((table) => [...table.keys()]))].toSorted()
  return keys.map((key) => {
    const values = tables.map((table) => table.get(key)?.toSorted().join(', ') ?? null)
    return { key, values, differs: isDiffering(values) }
  })
}

/** Whether any two values differ; having none differs from having one. */
export function isDiffering(values: readonly (string | null)[]): boolean {
  return new Set(values).size > 1
}

function tableOf(texts: NamedTexts): ReadonlyMap<string, readonly string[]> {
  const table = new Map<string, string[]>()
  for (const [name, text] of texts) table.set(name, [...(table.get(name) ?? []), text])
  return table
}
