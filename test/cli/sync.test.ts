import { expect, test } from 'vitest'
import { startMlflow } from '../../tools/launch/mlflow.ts'
import { seedMlflow } from '../support/seed-mlflow.ts'
import { ownTool, temporaryFolder } from '../support/tools.ts'
import { runCommand } from './child.ts'
import { folderWith } from './files.ts'

interface StreamLine {
  readonly source: string
  readonly stream: string
  readonly records: number
  readonly changed: number
  readonly deleted: number
  readonly error: { readonly code: string } | null
}

const linesOf = (stdout: string): readonly StreamLine[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

test('a first sync reads everything, a second changes nothing, and a source that is away exits with 1', async () => {
  // Its own server: others write to the shared one all the time.
  const mlflow = await ownTool(startMlflow({ dataDir: temporaryFolder('mlflow'), release: 'newest' }))
  const seeded = await seedMlflow({ url: mlflow.url })
  const cwd = folderWith({ sources: [{ id: 'tracking', kind: 'mlflow', url: mlflow.url }] })
  const sync = async (...more: string[]) => {
    const ended = await runCommand(['sync', '--json', ...more], { cwd })
    return { ...ended, lines: linesOf(ended.stdout) }
  }
  const first = await sync()
  expect(first.code).toBe(0)
  const runs = first.lines.find(({ stream }) => stream === 'runs')
  expect(runs).toMatchObject({ source: 'tracking', records: seeded.runs.length, deleted: 0, error: null })

  const second = await sync('tracking')
  expect(second.lines.map(({ stream, changed, deleted }) => [stream, changed, deleted])).toEqual(
    first.lines.map(({ stream }) => [stream, 0, 0]),
  )
  // Runs that began late in the first pass are looked at once more, and then no more.
  const third = await sync()
  expect(third.lines.find(({ stream }) => stream === 'runs')?.records).toBe(0)

  const unknown = await runCommand(['sync', 'nowhere'], { cwd })
  expect([unknown.code, unknown.stdout]).toEqual([2, ''])
  expect(unknown.stderr).toContain('tracking')

  const exported = await runCommand(['audit', 'export', '--stream', 'decisions'], { cwd })
  const requests = exported.stdout.split('\n').filter((line) => line.includes('gov.source.'))
  expect(requests.map((line) => JSON.parse(line))).toMatchObject(
    Array.from({ length: 3 }, () => ({
      type: 'gov.source.sync-requested.v1',
      data: {
        action: 'source:sync',
        authMethod: 'COMMAND_LINE',
        decision: 'ALLOW',
        resource: { type: 'Source', id: 'tracking' },
        details: { full: false },
      },
    })),
  )

  await mlflow.stop()
  const away = await sync()
  expect(away.code).toBe(1)
  expect(away.lines).toMatchObject([{ error: { code: 'UPSTREAM_UNAVAILABLE' } }])
})
