import { type DatasetRecord, z } from 'modelwarden/connector'
import { parseCsv } from './csv.ts'

const optionalText = z
  .string()
  .nullish()
  .transform((value) => value || null)

/** One line of a catalogue: a version of a dataset. */
const line = z.object({
  name: z.string().min(1),
  description: optionalText,
  digest: z.string().min(1),
  uri: optionalText,
  rows: z
    .union([z.number(), z.string()])
    .nullish()
    .transform((value) => (value === '' || value == null ? null : Number(value)))
    .pipe(z.int().nullable()),
  created_at: z
    .string()
    .nullish()
    .transform((value) => (value ? Date.parse(value) : null))
    .pipe(z.int().nullable()),
})

/** A line as it is read. */
type Line = z.output<typeof line>

/** The datasets of a catalogue in the order of their names. Throws when the text is not one. */
export function parseCatalogue(text: string): readonly DatasetRecord[] {
  const lines = z.array(line).parse(text.trimStart().startsWith('[') ? JSON.parse(text) : csvObjects(text))
  const byName = Map.groupBy(lines, (each) => each.name)
  return [...byName].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, versions]) => toRecord(name, versions))
}

function csvObjects(text: string): readonly Record<string, string>[] {
  const [header, ...rows] = parseCsv(text)
  if (header === undefined) throw new Error('The catalogue has no header')
  return rows.map((row) => Object.fromEntries(header.map((column, index) => [column, row[index] ?? ''])))
}

function toRecord(name: string, lines: readonly Line[]): DatasetRecord {
  const times = lines.flatMap((each) => (each.created_at === null ? [] : [each.created_at])).toSorted((a, b) => a - b)
  return {
    kind: 'Dataset',
    workspace: '',
    nativeId: name,
    name,
    createdAt: times.at(0) ?? null,
    updatedAt: times.at(-1) ?? null,
    description: lines.at(-1)?.description ?? null,
    tags: {},
    versions: lines.map((each) => ({
      digest: each.digest,
      originType: null,
      originUri: each.uri,
      columns: null,
      rowCount: each.rows,
    })),
  }
}
