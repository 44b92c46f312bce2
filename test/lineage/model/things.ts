import * as fc from 'fast-check'
import type { CatalogRecord, DatasetRecord, DeploymentRecord } from '../../../src/connector/records.ts'
import { aLoggedModel, aMetric, aModel, anExperiment, anInput, aRun, aVersion } from '../../store/records.ts'

/** The source that trains, and the one that serves. */
export const toolNames = ['s1', 's2'] as const

/** Objects of a sequence, with names that no other sequence has. Things of one island never hang together with the other's. */
export interface Named {
  readonly island: 'a' | 'b'
  readonly number: number
}

/** Names things of one sequence. */
export type NameOf = (kind: string, thing: Named) => string

/** Something that a tool tells from now on. */
export interface Change {
  readonly source: (typeof toolNames)[number]
  readonly record: (nameOf: NameOf) => CatalogRecord
}

/** When everything was made, unless it is made again: before the sequences begin. */
export const madeAt = Date.UTC(2026, 4, 1)

const islands = fc.constantFrom('a' as const, 'a' as const, 'a' as const, 'b' as const)
const number = fc.nat(2)

/** One of a few things. */
export const named: fc.Arbitrary<Named> = fc.record({ island: islands, number })

const maybe = fc.option(number, { freq: 2 })
const some = fc.uniqueArray(number, { maxLength: 2 })
const digest = fc.constantFrom('x', 'y')

const tags = fc.record(
  {
    sensitivity: fc.constantFrom('public', 'public', 'internal', 'secret'),
    pii: fc.constantFrom('yes', 'no'),
    owner: fc.constantFrom('ada', 'bob'),
  },
  { requiredKeys: [] },
)

const inputs = fc.uniqueArray(
  fc.record({ data: number, digest, role: fc.constantFrom('TRAIN' as const, 'TEST' as const) }),
  { maxLength: 2, selector: ({ data, digest: of }) => `${data} ${of}` },
)

const run = fc
  .record({
    at: named,
    inputs,
    parent: maybe,
    made: some,
    measured: fc.option(some),
    code: maybe,
    tags,
    gone: fc.nat(9),
  })
  .map(
    ({ at, gone, ...told }): Change => ({
      source: 's1',
      record(nameOf) {
        const of = (kind: string, other: number) => nameOf(kind, { ...at, number: other })
        return aRun(nameOf('run', at), {
          experimentId: nameOf('experiment', { ...at, number: 0 }),
          createdAt: madeAt + at.number,
          tags: told.tags,
          inputs: told.inputs.map(({ data, digest: version, role }) =>
            anInput(of('data', data), version, { role, originUri: `s3://lake/${of('data', data)}`, columns }),
          ),
          parentRunId: told.parent === null || told.parent === at.number ? null : of('run', told.parent),
          outputModelIds: told.made.map((other) => of('logged', other)),
          inputModelIds: told.measured === null ? null : told.measured.map((other) => of('logged', other)),
          metrics: (told.measured ?? []).map((other) => aMetric('auc', 1, { loggedModelId: of('logged', other) })),
          codeCommit: told.code === null ? null : of('commit', told.code),
          lifecycle: gone === 0 ? 'DELETED' : 'ACTIVE',
        })
      },
    }),
  )

const columns = [{ name: 'id', type: 'long', required: null, shape: null }]

const logged = fc.record({ at: named, by: maybe, measuredBy: some }).map(
  ({ at, by, measuredBy }): Change => ({
    source: 's1',
    record: (nameOf) =>
      aLoggedModel(nameOf('logged', at), {
        experimentId: nameOf('experiment', { ...at, number: 0 }),
        createdAt: madeAt + 10 + at.number,
        sourceRunId: by === null ? null : nameOf('run', { ...at, number: by }),
        metrics: measuredBy.map((other) => aMetric('f1', 1, { runId: nameOf('run', { ...at, number: other }) })),
      }),
  }),
)

const version = fc
  .record({ at: named, count: fc.integer({ min: 1, max: 3 }), run: maybe, from: maybe, copied: fc.nat(3), tags })
  .map(
    ({ at, count, copied, from, ...told }): Change => ({
      source: 's1',
      record(nameOf) {
        const of = (kind: string, other: number | null) =>
          other === null ? null : nameOf(kind, { ...at, number: other })
        const original = copied === 0 ? of('model', (at.number + 1) % 3) : null
        return aVersion(nameOf('model', at), count, {
          createdAt: madeAt + 20 + count,
          runId: of('run', told.run),
          loggedModelId: of('logged', from),
          sourceUri: `s3://models/${nameOf('model', at)}`,
          copiedFrom: original === null ? null : { modelName: original, version: '1' },
          tags: told.tags,
        })
      },
    }),
  )

const alias = fc.record({ alias: fc.constantFrom('champion', 'next'), version: fc.constantFrom('1', '2', '3') })

const model = fc
  .record({
    at: named,
    aliases: fc.uniqueArray(alias, { maxLength: 2, selector: ({ alias: name }) => name }),
    tags,
    again: fc.nat(11),
    // Elsewhere there may be a model of the same name, and which one is meant is then open.
    elsewhere: fc.nat(11),
  })
  .map(
    ({ at, aliases, tags: told, again, elsewhere }): Change => ({
      source: elsewhere === 0 ? 's2' : 's1',
      record: (nameOf) =>
        aModel(nameOf('model', at), { aliases, tags: told, createdAt: again === 0 ? madeAt + 5 : madeAt }),
    }),
  )

const experiment = fc.record({ island: islands, tags }).map(
  ({ island, tags: told }): Change => ({
    source: 's1',
    record: (nameOf) => anExperiment(nameOf('experiment', { island, number: 0 }), { tags: told, createdAt: madeAt }),
  }),
)

const dataset = fc.record({ at: named, digests: fc.uniqueArray(digest), tags }).map(
  ({ at, digests, tags: told }): Change => ({
    source: 's1',
    record(nameOf): DatasetRecord {
      const name = nameOf('data', at)
      const facts = { originType: null, originUri: `s3://lake/${name}`, columns, rowCount: 3 }
      const versions = digests.map((each) => ({ digest: each, ...facts }))
      const plain = { workspace: '', createdAt: null, updatedAt: null, description: null } as const
      return { kind: 'Dataset', nativeId: name, name, ...plain, tags: told, versions }
    },
  }),
)

/** A deployment, and what it serves by its own word. */
const deployment = fc
  .record({
    at: named,
    source: fc.constantFrom(...toolNames),
    model: number,
    count: fc.constantFrom('1', '2'),
    isReady: fc.boolean(),
    endpoint: fc.nat(1),
  })
  .map(
    ({ at, source, model: served, count, isReady, endpoint }): Change => ({
      source,
      record(nameOf): DeploymentRecord {
        const name = nameOf('deployment', at)
        const ref = `models:/${nameOf('model', { ...at, number: served })}/${count}`
        const one = { version: '1', reason: null, platform: null, artifactUri: null, inputs: null, outputs: null }
        return {
          kind: 'Deployment',
          workspace: '',
          nativeId: name,
          name,
          createdAt: madeAt,
          versions: [{ ...one, state: isReady ? 'READY' : 'LOADING', declared: { ref, source: 's1' } }],
          endpoints: [{ protocol: 'http', url: `https://${name}-${endpoint}.example/` }],
        }
      },
    }),
  )

/** Anything that a tool may tell. */
export const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: run },
  { weight: 2, arbitrary: logged },
  { weight: 4, arbitrary: version },
  { weight: 3, arbitrary: model },
  { weight: 1, arbitrary: experiment },
  { weight: 2, arbitrary: dataset },
  { weight: 2, arbitrary: deployment },
)
