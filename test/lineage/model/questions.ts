import * as fc from 'fast-check'

/** Somebody who asks. */
export const callerNames = ['admin', 'ada', 'bob', 'cyd'] as const

/** One of {@link callerNames}. */
export type CallerName = (typeof callerNames)[number]

/** One of the refs that there are when a question is asked first. */
export type RefOf = (pick: number) => string

/** What is asked, with refs that are filled in when it is asked first. */
export interface Question {
  readonly caller: CallerName
  readonly query: string
  /** How many steps before the first time it is asked lies the moment that it asks about; null is now. */
  readonly stepsBack: number | null
  readonly variables: (refOf: RefOf, at: string | null) => Readonly<Record<string, unknown>>
}

const node = 'id kind name ref source properties restricted'
const edge = 'from to kind confidence observedAt validFrom validTo validity'
const rest = `truncated truncationReason complete asOf cache { state ageMs }
  sources { source state asOf lagSeconds error { code } }`
const walked = 'depthReached nodesOmitted'

const graphQuery = `query ($ref: String!, $direction: LineageDirection, $depth: Int, $kinds: [LineageNodeKind!],
    $maxNodes: Int, $at: DateTime, $columns: Boolean) {
  lineage(ref: $ref, direction: $direction, depth: $depth, kinds: $kinds, maxNodes: $maxNodes, at: $at, columns: $columns) {
    root { ${node} } nodes { ${node} } edges { ${edge} columns { from to } } ${walked} ${rest} } }`

const drawnQuery = `query ($ref: String!, $direction: LineageDirection, $at: DateTime) {
  lineage(ref: $ref, direction: $direction, at: $at) { nodes { kind name } mermaid dot ${walked} ${rest} } }`

const impactQuery = `query ($ref: String!, $depth: Int, $maxNodes: Int, $at: DateTime) {
  impact(of: $ref, depth: $depth, maxNodes: $maxNodes, at: $at) { root { ${node} } severity
    affected { node { ${node} } distance severity isLive environment owners path } ${walked} ${rest} } }`

const diffQuery = `query ($ref: String!, $other: String!, $direction: LineageDirection, $depth: Int, $at: DateTime) {
  diffLineage(a: $ref, b: $other, direction: $direction, depth: $depth, aAt: $at) {
    a { ${node} } b { ${node} } added { ${node} } removed { ${node} }
    changed { before { ${node} } after { ${node} } fields }
    addedEdges { ${edge} } removedEdges { ${edge} } unchanged ${rest} } }`

const few = { depth: fc.option(fc.constantFrom(1, 2, 3), { nil: undefined }) }
const kinds = fc.constantFrom(
  ['MODEL_VERSION', 'DATA_VERSION'],
  ['ARTIFACT', 'MODEL_VERSION', 'RUN'],
  ['RUN', 'JOB', 'DEPLOYMENT'],
  ['CODE', 'CONSUMER', 'ENDPOINT'],
)

const shape = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      query: fc.constant(graphQuery),
      ...few,
      maxNodes: fc.option(fc.constantFrom(1, 3, 6), { nil: undefined, freq: 5 }),
      kinds: fc.option(kinds, { nil: undefined, freq: 3 }),
      columns: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ query: fc.constant(drawnQuery) }) },
  { weight: 2, arbitrary: fc.record({ query: fc.constant(impactQuery), ...few }) },
  { weight: 1, arbitrary: fc.record({ query: fc.constant(diffQuery), ...few }) },
)

/** Anything that may be asked. */
export const question: fc.Arbitrary<Question> = fc
  .record({
    caller: fc.constantFrom('admin' as const, 'admin' as const, 'cyd' as const, ...callerNames),
    shape,
    ref: fc.nat(1_000),
    other: fc.nat(1_000),
    direction: fc.constantFrom('UP', 'DOWN', 'BOTH', 'BOTH'),
    stepsBack: fc.option(fc.nat(4), { freq: 3 }),
  })
  .map(({ caller, shape: { query, ...given }, ref, other, direction, stepsBack }) => ({
    caller,
    query,
    stepsBack,
    variables: (refOf, at) => ({
      ref: refOf(ref),
      ...(query === impactQuery ? {} : { direction }),
      ...(query === diffQuery ? { other: refOf(other) } : {}),
      ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
      ...(at === null ? {} : { at }),
    }),
  }))
