import { type Bar, type Figure, summarise } from './figure.ts'

/** Figures of one row. */
export interface RowResult {
  readonly row: string
  readonly about: string
  readonly figures: readonly Figure[]
}

const heads = ['row', 'what', 'bar', 'figure', 'range', 'verdict']

/** Prints results as a table for a terminal. */
export function tableOf(results: readonly RowResult[]): string {
  const lines = results.flatMap(({ row, figures }) => figures.map((figure) => cellsOf(row, figure)))
  const widths = heads.map((head, column) => Math.max(head.length, ...lines.map((line) => line[column]?.length ?? 0)))
  const print = (cells: readonly string[]) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd()
  return [print(heads), widths.map((width) => '-'.repeat(width)).join('  '), ...lines.map(print)].join('\n')
}

function cellsOf(row: string, figure: Figure): readonly string[] {
  const { median, low, high, verdict } = summarise(figure)
  const { unit, values } = figure
  const range = values.length === 1 ? 'one round' : `${short(low)} to ${short(high)}, ${values.length} rounds`
  return [row, figure.what, barText(figure.bar, unit), `${short(median)} ${unit}`, range, verdict]
}

function barText(bar: Bar | null, unit: string): string {
  if (bar === null) return '-'
  return 'atMost' in bar ? `<= ${bar.atMost} ${unit}` : `>= ${bar.atLeast} ${unit}`
}

/** Three digits are what rounds of this length can carry. */
function short(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)))
}

/** Results with their summaries, as they are kept in `bench/results`. */
export function reportOf(results: readonly RowResult[], machine: Readonly<Record<string, unknown>>) {
  const rows = results.map(({ figures, ...row }) => ({
    ...row,
    figures: figures.map((figure) => ({ ...figure, ...summarise(figure) })),
  }))
  return { measuredAt: new Date().toISOString(), machine, rows }
}
