import { afterEach, describe, expect, test, vi } from 'vitest'
import { engines } from '../store/engines.ts'
import { aModel, anExperiment, aRun, aVersion } from '../store/records.ts'
import { listAt, textAt } from './gateway/json.ts'
import { Stage, type StageSetup } from './gateway/stage.ts'
import { shelfOf } from './gateway/tool-shelf.ts'

const source = 's1'

/** A finished run, of which copies are kept, and a version that it made. */
const recordsWith = (tags: Readonly<Record<string, string>>) => [
  anExperiment('e'),
  aRun('stale-run', { experimentId: 'e', tags }),
  aModel('stale-model'),
  aVersion('stale-model', 1, { runId: 'stale-run' }),
]

async function setup(engine: StageSetup['engine']) {
  const stage = await Stage.open({ engine, cache: 'memory' })
  await stage.clear()
  const crawl = async (tags: Readonly<Record<string, string>>) => {
    const records = recordsWith(tags)
    shelfOf(source).fill(records)
    await stage.outside.ingest({ source, records, observedAt: Date.now() })
  }
  await crawl({ promoted: 'true' })
  const text = `@id("all") permit (principal, action, resource);
    @id("promoted") forbid (principal, action, resource is Gov::Run) unless { resource.tags.contains("promoted=true") };`
  await stage.publish([{ name: 'stale.cedar', text }])
  const rights = { kind: 'USER', roles: [], teams: [], clearance: 4, regions: [], scopes: null } as const
  const { token } = await stage.caller('reader', rights)
  const { server } = await stage.replica('here')
  const ask = async (query: string): Promise<unknown> => {
    const headers = { authorization: `Bearer ${token}` }
    const answer = await server.inject({ method: 'POST', url: '/graphql', headers, payload: { query } })
    return answer.json()
  }
  return { crawl, ask }
}

const byRef = '{ run(ref: "runs:/stale-run") { status } }'
const byRelation = '{ modelVersion(ref: "models:/stale-model/1") { run { status } } }'

afterEach(() => {
  vi.useRealTimers()
})

describe.each(engines)('a copy of a run, on %s', (engine) => {
  test.each([
    ['its ref', byRef, ['data', 'run', 'status']],
    ['what it made', byRelation, ['data', 'modelVersion', 'run', 'status']],
  ])('does not bring back the tags from before the one that hid it, by %s', async (_name, query, path) => {
    const { crawl, ask } = await setup(engine)
    expect(textAt(await ask(query), ...path)).toBe('FINISHED')
    await crawl({ promoted: 'false' })
    for (const _again of [1, 2]) expect(textAt(await ask(query), ...path)).toBe('')
    expect(listAt(await ask('{ runs { nodes { id } } }'), 'data', 'runs', 'nodes')).toEqual([])
  })

  test('does not bring back the tags from before a crawl in its own millisecond', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
    const { crawl, ask } = await setup(engine)
    expect(textAt(await ask(byRelation), 'data', 'modelVersion', 'run', 'status')).toBe('FINISHED')
    await crawl({ promoted: 'false' })
    expect(textAt(await ask(byRelation), 'data', 'modelVersion', 'run', 'status')).toBe('')
  })
})
