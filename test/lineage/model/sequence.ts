import * as fc from 'fast-check'
import type { Tags } from '../../../src/connector/records.ts'
import { dataset, facet, runEvent } from '../../ingest/events.ts'
import type { ReplicaName } from '../../policy/gateway/stage.ts'
import { type Question, question } from './questions.ts'
import { type Change, change, madeAt, type Named, type NameOf, named } from './things.ts'

/** Something that happens. Where a replica is named, that one does it and is asked first, at once. */
export type Action =
  /** What a tool tells now is found by a crawl of another process. */
  | { readonly what: 'CRAWL'; readonly changes: readonly Change[]; readonly isFull: boolean }
  /** A replica reads it from the tool, as a webhook or a LIVE question makes it do. */
  | { readonly what: 'REFRESH'; readonly change: Change; readonly replica: ReplicaName }
  /** What there is gets other tags, or an alias of a model moves. */
  | { readonly what: 'RETAG'; readonly pick: number; readonly tags: Tags; readonly replica: ReplicaName | null }
  | { readonly what: 'ALIAS'; readonly pick: number; readonly version: number; readonly replica: ReplicaName | null }
  | { readonly what: 'DELETE'; readonly pick: number; readonly replica: ReplicaName | null }
  | { readonly what: 'EVENT'; readonly replica: ReplicaName; readonly event: (nameOf: NameOf) => unknown }
  /** It is found out what a deployment serves: another version than it did, or none. */
  | { readonly what: 'SERVE'; readonly pick: number; readonly versions: readonly number[] }
  | { readonly what: 'CONSUME'; readonly replica: ReplicaName; readonly consumer: Consumer }
  | { readonly what: 'GRANT'; readonly isGiven: boolean; readonly scope: 'Organization' | 'Source' | 'Model' }
  | { readonly what: 'FLUSH' }
  | { readonly what: 'PASS'; readonly ms: number }

/** Who uses what. */
export interface Consumer {
  readonly of: Named
  readonly isOfVersion: boolean
  readonly name: string
  readonly active: boolean
  readonly criticality: string
}

/** Questions that are asked again and again while things happen. */
export interface Sequence {
  readonly begin: readonly Change[]
  readonly questions: readonly Question[]
  readonly actions: readonly Action[]
}

const pick = fc.nat(1_000)
const replica = fc.constantFrom('here' as const, 'there' as const)

const told = fc.record({
  data: fc.nat(2),
  version: fc.option(fc.constantFrom('x', 'y'), { nil: null }),
  column: fc.constantFrom('id', 'amount'),
})

/** Few runs, jobs and moments, so that events meet, in any order. */
const event = fc
  .record({
    at: named,
    run: fc.constantFrom('r1', 'r2', 'r3'),
    minute: fc.nat(12),
    type: fc.constantFrom('START', 'RUNNING', 'COMPLETE', 'COMPLETE', 'FAIL'),
    inputs: fc.array(told, { maxLength: 2 }),
    outputs: fc.array(told, { maxLength: 2 }),
    isStarted: fc.boolean(),
  })
  .map(({ at, run, minute, type, inputs, outputs, isStarted }) => (nameOf: NameOf) => {
    const job = nameOf('job', at)
    const data = ({ data: number, version, column }: (typeof inputs)[number]) =>
      dataset('s3://lake', nameOf('data', { ...at, number }), {
        schema: facet({ fields: [{ name: column, type: 'int' }] }),
        ...(version === null ? {} : { version: facet({ datasetVersion: version }) }),
        columnLineage: facet({
          fields: { id: { inputFields: [{ namespace: 's3://lake', name: nameOf('data', at), field: column }] } },
        }),
      })
    const parent = facet({ run: { runId: 'p' }, job: { namespace: 'airflow', name: `${job}-parent` } })
    return runEvent({
      at: madeAt + minute * 60_000,
      run: `${job}-${run}`,
      job,
      type,
      inputs: inputs.map(data),
      outputs: outputs.map(data),
      runFacets: isStarted ? { parent } : {},
    })
  })

const consumer = fc.record({
  of: named,
  isOfVersion: fc.boolean(),
  name: fc.constantFrom('portal', 'report'),
  active: fc.boolean(),
  criticality: fc.constantFrom('LOW', 'CRITICAL'),
})

/** What somebody may see is another then as often as not. */
const otherTags = fc.record({
  sensitivity: fc.constantFrom('public', 'secret'),
  owner: fc.constantFrom('ada', 'bob'),
})

const weighed = <What extends Action['what']>(
  weight: number,
  what: What,
  facts: fc.Arbitrary<Omit<Extract<Action, { readonly what: What }>, 'what'>>,
) => ({ weight, arbitrary: facts.map((each) => ({ what, ...each })) })

const action = fc.oneof(
  weighed(
    5,
    'CRAWL',
    fc.record({
      changes: fc.array(change, { minLength: 1, maxLength: 3 }),
      isFull: fc.nat(4).map((each) => each === 0),
    }),
  ),
  weighed(3, 'REFRESH', fc.record({ change, replica })),
  weighed(6, 'RETAG', fc.record({ pick, tags: otherTags, replica: fc.option(replica) })),
  weighed(3, 'ALIAS', fc.record({ pick, version: pick, replica: fc.option(replica) })),
  weighed(2, 'DELETE', fc.record({ pick, replica: fc.option(replica) })),
  weighed(4, 'EVENT', fc.record({ replica, event })),
  weighed(2, 'SERVE', fc.record({ pick, versions: fc.uniqueArray(pick, { maxLength: 2 }) })),
  weighed(1, 'CONSUME', fc.record({ replica, consumer })),
  weighed(
    1,
    'GRANT',
    fc.record({
      isGiven: fc.boolean(),
      scope: fc.constantFrom('Organization' as const, 'Source' as const, 'Model' as const),
    }),
  ),
  weighed(1, 'FLUSH', fc.constant({})),
  weighed(1, 'PASS', fc.record({ ms: fc.constantFrom(1, 20_000, 400_000) })),
) satisfies fc.Arbitrary<Action>

/** Any sequence; told by what it does, in the message of what goes wrong, and not by its own parts. */
export const sequence: fc.Arbitrary<Sequence> = fc
  .record({
    begin: fc.array(change, { minLength: 15, maxLength: 40 }),
    questions: fc.array(question, { minLength: 6, maxLength: 8 }),
    actions: fc.array(action, { minLength: 6, maxLength: 14 }),
  })
  .map((facts) => Object.assign(facts, { [fc.toStringMethod]: () => 'a sequence' }))
