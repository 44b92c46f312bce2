/** One run, with the ten fields that the list query asks for. */
export interface RunRow {
  readonly id: string
  readonly runId: string
  readonly ref: string
  readonly name: string
  readonly status: 'FINISHED'
  readonly user: string
  readonly startedAt: string
  readonly endedAt: string
  readonly codeCommit: string
  readonly entrypoint: string
}

/** 100 runs, each with ten scalar fields. */
export const listQuery =
  '{ runs(first: 100) { nodes { id runId ref name status user startedAt endedAt codeCommit entrypoint } } }'

const begin = Date.UTC(2026, 0, 1)

/** The data that every server of the comparison holds in memory. */
export const runRows: readonly RunRow[] = Array.from({ length: 100 }, (_, at) => {
  const runId = at.toString(16).padStart(32, '0')
  return {
    id: Buffer.from(`Run:${runId}`).toString('base64url'),
    runId,
    ref: `runs:/${runId}`,
    name: `run-${at}`,
    status: 'FINISHED',
    user: `user-${at % 12}`,
    startedAt: new Date(begin + at * 3_600_000).toISOString(),
    endedAt: new Date(begin + at * 3_600_000 + 60_000).toISOString(),
    codeCommit: at.toString(16).padStart(40, 'c'),
    entrypoint: 'train.py',
  }
})
