import { expect, test } from 'vitest'
import { freshPostgresUrl } from '../support/tools.ts'
import { runCommand } from './child.ts'
import { folderWith } from './files.ts'

test.each(['sqlite', 'postgres'])(
  'a store on %s is migrated once, and a second run has nothing to do',
  async (engine) => {
    const url = engine === 'sqlite' ? 'sqlite:data/modelwarden.db' : await freshPostgresUrl()
    const secret = 'only-for-tests-only-for-tests-only-for-tests'
    const cwd = folderWith({ server: { secret }, store: { url }, sources: [] })
    const first = await runCommand(['migrate', '--json'], { cwd })
    expect([first.code, JSON.parse(first.stdout)]).toEqual([
      0,
      { engine, applied: expect.arrayContaining([expect.stringMatching(/^0001/)]) },
    ])
    const second = await runCommand(['migrate', '--json'], { cwd })
    expect([second.code, JSON.parse(second.stdout)]).toEqual([0, { engine, applied: [] }])
    expect((await runCommand(['migrate'], { cwd })).stderr).toContain('up to date')
  },
)
