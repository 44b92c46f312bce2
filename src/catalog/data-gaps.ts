import type { RunInput } from './types.ts'

const noData = 'The run records no data. Log each data set with log_input.'

/** Why the data of a run cannot be had again elsewhere, a sentence each; empty when every input has a digest and a place. */
export function dataGaps(inputs: readonly RunInput[]): readonly string[] {
  if (inputs.length === 0) return [noData]
  const undigested = inputs.filter((input) => input.digest === '')
  const unplaced = inputs.filter((input) => !isReachable(input))
  return [
    ...named(undigested, 'was logged without a digest. Log it with log_input.'),
    ...named(
      unplaced,
      'has no recorded place that another machine reaches. Put it into a store, and give its address as the source when logging it.',
    ),
  ]
}

function named(inputs: readonly RunInput[], words: string): readonly string[] {
  return [...new Set(inputs.map(({ name }) => name))].map((name) => `The data set ${name} ${words}`)
}

/** Hubs and table catalogues have names in place of addresses. */
const catalogueTypes: ReadonlySet<string> = new Set(['hugging_face', 'delta_table', 'databricks-uc-table'])

/** Whether data has an address that means the same on every machine. */
function isReachable({ originType, originUri }: RunInput): boolean {
  if (originUri === null || originUri === '' || originType === 'code' || originType === 'local') return false
  // One letter before a colon is a drive.
  if (/^[a-z][a-z0-9+.-]+:/i.test(originUri)) return !/^file:/i.test(originUri)
  return catalogueTypes.has(originType ?? '') && !/^[./\\~]/.test(originUri)
}
