/** The bar a figure is held to. */
export type Bar = { readonly atMost: number } | { readonly atLeast: number }

/** One measured figure: a value for each round, and what it should be. */
export interface Figure {
  readonly what: string
  /** Such as `s`, `MB`, `calls`, or `x` for a ratio. */
  readonly unit: string
  /** One for each round, in the order measured. */
  readonly values: readonly number[]
  /** Null for a figure that is shown for context only. */
  readonly bar: Bar | null
}

/** A figure as it is reported: the median of its rounds, and their range. */
export interface Summary {
  readonly median: number
  readonly low: number
  readonly high: number
  readonly verdict: 'meets' | 'falls short' | 'context'
}

/** Middle value of a list, the mean of the two middle ones when it is even; throws on an empty list. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.floor((sorted.length - 1) / 2)]
  if (upper === undefined || lower === undefined) throw new Error('a figure without a value')
  return (lower + upper) / 2
}

/** The value below which `share` (0 to 1) of the values lie; throws on an empty list. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)]
  if (value === undefined) throw new Error('a quantile of nothing')
  return value
}

/** Sums a figure up. */
export function summarise({ values, bar }: Figure): Summary {
  const middle = median(values)
  return { median: middle, low: Math.min(...values), high: Math.max(...values), verdict: verdictOf(middle, bar) }
}

function verdictOf(value: number, bar: Bar | null): Summary['verdict'] {
  if (bar === null) return 'context'
  const meets = 'atMost' in bar ? value <= bar.atMost : value >= bar.atLeast
  return meets ? 'meets' : 'falls short'
}
