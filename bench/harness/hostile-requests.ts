import type { Dispatcher } from 'undici'

/** One request that must be refused. */
export interface HostileRequest {
  readonly kind: string
  readonly method: Dispatcher.HttpMethod
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

/** Makes a document; `n` makes it unlike every other, so that nothing is answered from what was parsed before. */
type Document = (n: number) => string

const repeat = (count: number, part: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => part(at)).join(' ')

const documents: Readonly<Record<string, Document>> = {
  'over-long': (n) => `{ viewer { name } } # ${n} ${'x'.repeat(10)}\n${repeat(20_000, (at) => `f${n}_${at}`)}`,
  'over-deep': (n) =>
    `{ d${n}: models { nodes { ${'latestVersion { model { '.repeat(30)} id ${'} } '.repeat(30)} } } }`,
  'over-aliased': (n) => `{ ${repeat(300, (at) => `a${n}_${at}: viewer { name }`)} }`,
  'aliased typename': (n) => `{ ${repeat(600, (at) => `t${n}_${at}: __typename`)} }`,
  'over-cost': (n) =>
    `{ c${n}: models(first: 100) { nodes { versions(first: 100) { nodes { run { childRuns(first: 100) { nodes { id } } } } } } } }`,
  'dear lineage': (n) => `{ l${n}: lineage(ref: "models:/m${n}", maxNodes: 10000, freshness: LIVE) { mermaid dot } }`,
  directives: (n) => `{ viewer { name ${repeat(200, (at) => `@d${n}_${at}`)} } }`,
  'fragment cycle': (n) =>
    `{ viewer { ...F${n} } } fragment F${n} on Viewer { name ...G } fragment G on Viewer { ...F${n} }`,
  'fragment tree': (n) =>
    `{ ...F0 } ${repeat(40, (at) => `fragment F${at} on Query { x${n}_${at}: viewer { name } ...F${at + 1} ...F${at + 1} }`)} fragment F40 on Query { viewer { name } }`,
  'same field again': (n) => `{ ${repeat(900, () => 'viewer')} v${n} }`,
  'unknown fields': (n) => `{ ${repeat(300, (at) => `nothing${n}_${at}`)} }`,
  'long literal': (n) => `{ model(ref: "${n}${'a'.repeat(200_000)}") { id }`,
  'deep value': (n) => `{ models(filter: ${'{ a: '.repeat(400)}${n}${' }'.repeat(400)}) { nodes { id } } }`,
  'too many ids': (n) => `{ nodes(ids: [${repeat(800, (at) => `"${n}-${at}"`)}]) { id } }`,
  unclosed: (n) => `{ u${n} ${'{ a '.repeat(500)}`,
}

const json = 'application/json'

function posted(kind: string, token: string, body: string): HostileRequest {
  const headers = { authorization: `Bearer ${token}`, 'content-type': json }
  return { kind, method: 'POST', path: '/graphql', headers, body }
}

/** What is no GraphQL request at all. */
const garbage: readonly ((token: string, n: number) => HostileRequest)[] = [
  (token, n) => posted('no JSON', token, `{"query": ${n}`),
  (token, n) => posted('JSON bomb', token, `${'['.repeat(50_000)}${n}${']'.repeat(50_000)}`),
  (token, n) =>
    posted('too large', token, JSON.stringify({ query: `{ viewer { name } } #${n}${'x'.repeat(300_000)}` })),
  (token, n) =>
    posted('batch', token, JSON.stringify(Array.from({ length: 200 }, () => ({ query: `{ b${n}: __typename }` })))),
  (token, n) =>
    posted(
      'prototype',
      token,
      `{"query":"query($v${n}: ID!){ node(id: $v${n}) { id } }","variables":{"__proto__":{"v":1}}}`,
    ),
  (token, n) => ({
    ...posted('form', token, `query={v${n}}`),
    headers: { authorization: `Bearer ${token}`, 'content-type': 'text/plain' },
  }),
  (_token, n) => posted('wrong token', `mw_${String(n).padStart(43, 'A')}`, '{"query":"{ viewer { name } }"}'),
  (_token, n) => ({
    kind: 'no token',
    method: 'GET',
    path: `/graphql?query={n${n}:__typename}`,
    headers: {},
    body: null,
  }),
  (token, n) => ({
    kind: 'odd path',
    method: 'GET',
    path: `/artifacts/${'..%2f'.repeat(200)}${n}`,
    headers: { authorization: `Bearer ${token}` },
    body: null,
  }),
]

/** A wave of hostile requests of every kind in turn; several workers may take from it. */
export function* hostileRequests(
  token: string,
  { from, count }: { readonly from: number; readonly count: number },
): Generator<HostileRequest> {
  const kinds = Object.entries(documents)
  for (let n = from; n < from + count; n += 1) {
    const at = n % (kinds.length + garbage.length)
    const [kind, document] = kinds[at] ?? []
    if (kind !== undefined && document !== undefined) yield posted(kind, token, JSON.stringify({ query: document(n) }))
    else yield garbageAt(at - kinds.length)(token, n)
  }
}

function garbageAt(at: number) {
  const make = garbage[at]
  if (make === undefined) throw new Error('there is no garbage of that number')
  return make
}
