import type { ColumnRecord, ModelDescription } from '../connector/records.ts'
import type { NamedTexts } from './compare-values.ts'

/** Types of what a model takes and gives, by `inputs.NAME`, `outputs.NAME` and `params.NAME`. */
export function signatureTexts(description: ModelDescription | null): NamedTexts {
  if (description === null) return []
  const texts = (side: string, columns: readonly ColumnRecord[]): NamedTexts =>
    columns.map((column, index) => [`${side}.${column.name ?? index}`, columnText(column)])
  return [
    ...texts('inputs', description.inputs),
    ...texts('outputs', description.outputs),
    ...texts('params', description.params),
  ]
}

function columnText(column: ColumnRecord): string {
  return `${column.type}${column.shape === null ? '' : `[${column.shape.join(', ')}]`}${column.required === false ? ' (optional)' : ''}`
}
