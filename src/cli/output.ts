/** Where a command writes: data to standard output, words for a person to standard error. */
export interface Output {
  /** One line of data. */
  data(line: string): void
  /** One line for a person. */
  say(line: string): void
}

/** The process's own streams. */
export const processOutput: Output = {
  data: (line) => void process.stdout.write(`${line}\n`),
  say: (line) => void process.stderr.write(`${line}\n`),
}

/** Lays rows out in columns as wide as their widest cell. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [header, ...rows]
  const widths = header.map((_title, column) => Math.max(...all.map((row) => (row[column] ?? '').length)))
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** A time for people and programs to read; null where there is none. */
export function isoTime(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString()
}
