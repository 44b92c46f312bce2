import { describe, expect, test } from 'vitest'
import type { CatalogRecord, DeploymentRecord } from '../../src/connector/records.ts'
import { lineageKeyOf } from '../../src/kernel/lineage-key.ts'
import { speakerOf } from '../../src/persistence/lineage/end-objects.ts'
import { listAt, at as partAt, textAt } from '../policy/gateway/json.ts'
import { shelfOf } from '../policy/gateway/tool-shelf.ts'
import { engines } from '../store/engines.ts'
import { aModel, anExperiment, anInput, aRun, aVersion } from '../store/records.ts'
import type { CallerName } from './model/questions.ts'
import { Stage } from './model/stage.ts'
import { madeAt, toolNames } from './model/things.ts'

const made = { createdAt: madeAt }
const inputs = [anInput('raw', 'x')]
const experiment = anExperiment('e', made)
const first = aRun('first', { ...made, inputs })
const second = aRun('second', { ...made, inputs })
const model = aModel('m', { ...made, aliases: [{ alias: 'champion', version: '1' }] })
const versionOne = aVersion('m', 1, { ...made, runId: 'first', tags: { sensitivity: 'secret' } })
const versionTwo = aVersion('m', 2, { ...made, runId: 'second' })

const deploymentAt = (url: string): DeploymentRecord => {
  const served = { version: '1', state: 'READY', reason: null, platform: null, artifactUri: null } as const
  const versions = [{ ...served, declared: null, inputs: null, outputs: null }]
  const endpoints = [{ protocol: 'http', url }]
  return { kind: 'Deployment', workspace: '', nativeId: 'dep', name: 'dep', ...made, versions, endpoints }
}

const query = `query ($ref: String!, $at: DateTime, $direction: LineageDirection) {
  lineage(ref: $ref, at: $at, direction: $direction) {
    nodes { kind name ref restricted } edges { kind validFrom validTo } complete cache { state } } }`

/** A gateway whose tools hold what they are told to, and which is asked about any moment. */
async function pastOn(engine: (typeof engines)[number]) {
  const stage = await Stage.open({ engine, cache: 'memory' })
  const { outside, crawler } = stage
  return {
    /** From now on the tools hold this, and a crawl finds it. Answers a moment a little later. */
    async hold(tracked: readonly CatalogRecord[], deployed: readonly DeploymentRecord[], served: CatalogRecord | null) {
      shelfOf('s1').fill(tracked)
      shelfOf('s2').fill(deployed)
      for (const source of toolNames) await crawler.sync(source, { full: true })
      const [deployment] = await outside.catalog.byNative([{ source: 's2', ...deploymentAt('') }])
      if (deployment != null && served !== null) {
        const [from, to] = [lineageKeyOf({ source: 's1', ...served }), lineageKeyOf(deployment)]
        const times = { validFrom: null, validTo: null, basis: 'SEEN' } as const
        const edges = [{ from, to, kind: 'SERVED_BY', confidence: 'DECLARED', ...times } as const]
        const said = { source: 's2', sender: null, nodes: [], observedAt: Date.now(), edges }
        await outside.lineage.state([{ ...said, statedBy: speakerOf('serving', deployment.uid) }])
      }
      stage.pass(5_000)
      const moment = new Date().toISOString()
      stage.pass(5_000)
      return moment
    },
    async ask(
      ref: string,
      at: string | null,
      direction: 'UP' | 'DOWN' | 'BOTH' = 'BOTH',
      caller: CallerName = 'admin',
    ) {
      const answer = await stage.replica('here').server.inject({
        method: 'POST',
        url: '/graphql',
        headers: { authorization: `Bearer ${stage.caller(caller).token}` },
        payload: { query, variables: { ref, at, direction } },
      })
      const body: unknown = answer.json()
      return {
        nodes: listAt(body, 'data', 'lineage', 'nodes')
          .map((node) => textAt(node, 'ref') || `${textAt(node, 'kind')} ${textAt(node, 'name')}`.trim())
          .toSorted(),
        complete: partAt(body, 'data', 'lineage', 'complete'),
        state: partAt(body, 'data', 'lineage', 'cache', 'state'),
        code: partAt(body, 'errors', 0, 'extensions', 'code'),
      }
    },
  }
}

const tracked = [experiment, first, second, model, versionOne, versionTwo]
const ofFirst = ['dataset:raw', 'dataset:raw@x', 'models:/m/1', 'runs:/first']
const ofSecond = ['dataset:raw', 'dataset:raw@x', 'models:/m/2', 'runs:/second']

describe.each(engines)('at a past moment on %s', (engine) => {
  test('what was served then is told, and where, also when all of it is gone', { timeout: 240_000 }, async () => {
    const { hold, ask } = await pastOn(engine)
    const one = await hold(tracked, [deploymentAt('https://one.example/')], versionOne)
    const two = await hold(tracked, [deploymentAt('https://two.example/')], versionTwo)
    const none = await hold([experiment, second, model], [], null)
    const dep = 'deployment:s2/dep'
    const told = { complete: true, code: undefined }
    for (const _again of ['read', 'kept']) {
      expect(await ask(dep, one, 'UP')).toMatchObject({ nodes: [...ofFirst, dep].toSorted(), ...told })
      expect(await ask(dep, two, 'UP')).toMatchObject({ nodes: [...ofSecond, dep].toSorted(), ...told })
      expect(await ask(dep, one, 'DOWN')).toMatchObject({ nodes: ['ENDPOINT https://one.example/', dep], ...told })
      expect(await ask(dep, two, 'DOWN')).toMatchObject({ nodes: ['ENDPOINT https://two.example/', dep], ...told })
      const below = await ask('models:/m/1', one, 'DOWN')
      expect(below).toMatchObject({
        nodes: ['ENDPOINT https://one.example/', dep, 'models:/m', 'models:/m/1'],
        ...told,
      })
      expect(await ask('models:/m/1', two, 'DOWN')).toMatchObject({ nodes: ['models:/m', 'models:/m/1'], ...told })
      expect(await ask('models:/m@champion', one, 'UP')).toMatchObject({ nodes: ofFirst, ...told })
    }
    expect((await ask(dep, one, 'UP')).state).toBe('HIT')
    for (const ref of [dep, 'models:/m/1', 'runs:/first'])
      for (const at of [none, null]) expect(await ask(ref, at)).toMatchObject({ nodes: [], code: 'NOT_FOUND' })
  })

  test('what is gone since is shown to nobody who could not see it as it was last', { timeout: 240_000 }, async () => {
    const { hold, ask } = await pastOn(engine)
    const then = await hold(tracked, [deploymentAt('https://one.example/')], versionOne)
    await hold([experiment, second, model], [], null)
    expect(await ask('models:/m/1', then, 'UP', 'ada')).toMatchObject({ nodes: [], code: 'NOT_FOUND' })
    const { nodes } = await ask('dataset:raw', then, 'DOWN', 'ada')
    expect(nodes).toEqual(expect.arrayContaining(['', 'deployment:s2/dep', 'models:/m/2', 'runs:/first']))
    expect(nodes).not.toContain('models:/m/1')
  })
})
