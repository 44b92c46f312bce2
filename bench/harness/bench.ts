import type { RunningMlflow } from '../../tools/launch/mlflow.ts'
import type { Figure } from './figure.ts'

/** What a row measures with. */
export interface Bench {
  /** How many rounds a row makes. */
  readonly rounds: number
  /** An empty folder, removed after the run. */
  folder(purpose: string): string
  /** One MLflow with 20,000 runs, 200 models of 10 versions and 400 data versions; started at the first call. */
  seededMlflow(): Promise<RunningMlflow>
  /** Runs after the row, the newest first. */
  afterRow(cleanUp: () => Promise<void> | void): void
  say(line: string): void
}

/** One row of the table: a claim and how it is measured. */
export interface Row {
  readonly name: string
  readonly about: string
  measure(bench: Bench): Promise<readonly Figure[]>
}

/**
 * Runs the variants one after another in every round, so that what disturbs the machine disturbs all of them. The
 * order turns round every time. Answers the values of each variant, by round.
 */
export async function interleave<Name extends string>(
  rounds: number,
  variants: { readonly [Key in Name]: () => Promise<number> },
): Promise<Record<Name, number[]>> {
  const names = Object.keys(variants) as Name[]
  const values = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? names : names.toReversed()
    for (const name of order) values[name].push(await variants[name]())
  }
  return values
}

/** Round by round, how many times the first value holds the second. */
export function ratios(values: readonly number[], of: readonly number[]): readonly number[] {
  return values.map((value, round) => value / (of[round] ?? Number.NaN))
}
