import { request } from 'undici'
import { beforeAll, describe, expect, test } from 'vitest'
import { dataset, facet, minute, runEvent } from '../../ingest/events.ts'
import { startGateway, type TestGateway } from '../../support/gateway.ts'
import { quoted } from '../refusals.ts'
import { type Person, personOf } from '../stewards.ts'

const raw = dataset('s3://raw', 'orders')
const clean = dataset('s3://lake', 'clean')
const features = dataset('s3://lake', 'features')
const secretTags = facet({ tags: [{ key: 'sensitivity', value: 'restricted' }] })

const events = [
  runEvent({ at: minute(0), job: 'orders.load', inputs: [raw], outputs: [clean] }),
  runEvent({ at: minute(1), job: 'orders.features', type: 'FAIL', inputs: [clean], outputs: [features] }),
  runEvent({ at: minute(2), job: 'orders.load', namespace: 'dbt', outputs: [clean] }),
  runEvent({ at: minute(3), job: 'orders.secret', inputs: [clean], jobFacets: { tags: secretTags } }),
]

const page = 'nodes { id name namespace lastRun { state } } edges { cursor } pageInfo { hasNextPage }'

describe.each(['sqlite', 'postgres'] as const)('jobs of pipelines, on %s', (engine) => {
  let gateway: TestGateway
  let viewer: Person
  beforeAll(async () => {
    gateway = await startGateway({ sources: [], engine })
    const { token } = await personOf(gateway, 'airflow', 'lineage-sender')
    for (const event of events) await send(gateway.url, token, event)
    viewer = await personOf(gateway, 'vera', 'viewer')
  })

  const namesOf = async (person: Person, args: string) => {
    const { jobs } = await person.read(`{ jobs${args} { ${page} } }`)
    return jobs.nodes.map(({ namespace, name }: { namespace: string; name: string }) => `${namespace}/${name}`)
  }

  const idOf = async (name: string) => {
    const { jobs } = await gateway.read<{ jobs: { nodes: [{ id: string }] } }>(
      `{ jobs(filter: { namespace: "airflow", nameContains: "${name}" }) { nodes { id } } }`,
    )
    return jobs.nodes[0].id
  }

  test('are listed by name with how their last run ended, and those that the caller may not see are not', async () => {
    expect(await viewer.read(`{ jobs { ${page} } }`)).toEqual({
      jobs: {
        nodes: [
          { id: expect.any(String), name: 'orders.features', namespace: 'airflow', lastRun: { state: 'FAIL' } },
          {
            id: expect.any(String),
            name: 'orders.load',
            namespace: expect.any(String),
            lastRun: { state: 'COMPLETE' },
          },
          {
            id: expect.any(String),
            name: 'orders.load',
            namespace: expect.any(String),
            lastRun: { state: 'COMPLETE' },
          },
        ],
        edges: [1, 2, 3].map(() => ({ cursor: expect.any(String) })),
        pageInfo: { hasNextPage: false },
      },
    })
    expect(await namesOf(await personOf(gateway, 'nobody'), '')).toEqual([])
  })

  test('are found by namespace, by part of a name in any case, and by search', async () => {
    expect(await namesOf(viewer, '(filter: { namespace: "dbt" })')).toEqual(['dbt/orders.load'])
    expect(await namesOf(viewer, '(filter: { namespace: "airflow", nameContains: "LOAD" })')).toEqual([
      'airflow/orders.load',
    ])
    expect(await namesOf(viewer, '(filter: { namespace: "air" })')).toEqual([])
    const { search } = await viewer.read(
      '{ search(text: "orders", kinds: [JOB]) { nodes { kind name node { __typename } } } }',
    )
    expect(search.nodes).toHaveLength(3)
    expect(search.nodes[0]).toEqual({ kind: 'JOB', name: 'orders.features', node: { __typename: 'Job' } })
  })

  test('come page by page', async () => {
    const { jobs } = await viewer.read(`{ jobs(first: 2) { ${page} } }`)
    expect(jobs.pageInfo.hasNextPage).toBe(true)
    const rest = await viewer.read(`{ jobs(first: 2, after: ${quoted(jobs.edges[1].cursor)}) { ${page} } }`)
    const ids = [...jobs.nodes, ...rest.jobs.nodes].map(({ id }) => id)
    expect(new Set(ids).size).toBe(3)
    expect(rest.jobs.pageInfo.hasNextPage).toBe(false)
  })

  test('have lineage: what they read, and what comes of them', async () => {
    const id = quoted(await idOf('orders.load'))
    const graph = 'root { kind name } nodes { kind name } complete cache { state }'
    const { lineage } = await viewer.read(`{ lineage(ref: ${id}) { ${graph} } }`)
    expect(lineage).toMatchObject({
      root: { kind: 'JOB', name: 'orders.load' },
      complete: true,
      cache: { state: 'MISS' },
    })
    const shown = lineage.nodes.flatMap((node: { kind: string | null; name: string | null }) => node.name ?? [])
    expect(shown.toSorted()).toEqual(['clean', 'features', 'orders', 'orders.features', 'orders.load'])
    const { node } = await viewer.read(
      `{ node(id: ${id}) { ... on Job { lineage(direction: UP) { nodes { name } } } } }`,
    )
    const above = node.lineage.nodes.map(({ name }: { name: string }) => name)
    expect(above.toSorted()).toEqual(['orders', 'orders.load'])
  })

  test('have impact and differences', async () => {
    const [load, made] = [quoted(await idOf('orders.load')), quoted(await idOf('orders.features'))]
    const { impact } = await viewer.read(`{ impact(of: ${load}) { affected { node { name } distance } } }`)
    const reached = impact.affected.flatMap(
      ({ node, distance }: { node: { name: string | null }; distance: number }) =>
        node.name === null ? [] : [[node.name, distance]],
    )
    expect(Object.fromEntries(reached)).toEqual({ clean: 1, 'orders.features': 2, features: 3 })
    const { diffLineage } = await viewer.read(
      `{ diffLineage(a: ${load}, b: ${made}, direction: DOWN) { added { name } removed { name } } }`,
    )
    expect(diffLineage.added).toEqual([])
    const only = diffLineage.removed.flatMap(({ name }: { name: string | null }) => name ?? [])
    expect(only.toSorted()).toEqual(['clean', 'orders.load'])
  })

  test('that the caller may not see are at no end of a question', async () => {
    const id = quoted(await idOf('orders.secret'))
    for (const field of [
      `lineage(ref: ${id}) { complete }`,
      `impact(of: ${id}) { severity }`,
      `job: node(id: ${id}) { id }`,
    ]) {
      const { data, errors } = await gateway.ask(`{ ${field} }`, {}, { token: viewer.token })
      expect(Object.values(data ?? {})).toEqual([null])
      expect(errors.map(({ extensions }) => extensions.code)).toEqual(field.startsWith('job') ? [] : ['NOT_FOUND'])
    }
  })

  test('are answered alone and as incomplete by a walk over the tools, which know of none', async () => {
    const id = quoted(await idOf('orders.load'))
    const { lineage } = await gateway.read<{ lineage: unknown }>(
      `{ lineage(ref: ${id}, freshness: LIVE) { nodes { name } complete } }`,
    )
    expect(lineage).toEqual({ nodes: [{ name: 'orders.load' }], complete: false })
  })
})

async function send(url: string, token: string, event: unknown): Promise<void> {
  const reply = await request(`${url}/api/v1/lineage`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(event),
  })
  expect(reply.statusCode, await reply.body.text()).toBe(201)
}
