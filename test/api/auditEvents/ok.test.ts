import { expect, test } from 'vitest'
import { auditedGateway } from '../auditor.ts'
import { quoted } from '../refusals.ts'

const gateway = await auditedGateway()
const { auditor: token, gateway: inside } = gateway

interface Event {
  readonly sequence: number
  readonly type: string
  readonly recordedAt: string
  readonly actor: { readonly principalId: string; readonly name: string | null } | null
}

interface Page {
  readonly nodes: readonly Event[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  readonly anchoring: { readonly size: number; readonly unanchored: number; readonly anchors: readonly unknown[] }
}

async function events(args: string): Promise<Page> {
  const selection = `nodes { sequence type recordedAt actor { principalId name } }
    pageInfo { hasNextPage endCursor } anchoring { size anchoredTo unanchored anchors { name state } }`
  const query = `{ auditEvents(${args}) { ${selection} } }`
  const { auditEvents } = await gateway.read<{ auditEvents: Page }>(query, {}, { token })
  return auditEvents
}

test('what happened so far is listed, the newest first, and a cursor goes on where the page ended', async () => {
  const all = await events('first: 100')
  expect(all.nodes.map(({ type }) => type)).toEqual([
    'gov.token.created.v1',
    'gov.token.created.v1',
    'gov.gateway.started.v1',
    'gov.environment.seeded.v1',
  ])
  expect(all.nodes.map(({ sequence }) => sequence)).toEqual([4, 3, 2, 1])
  const first = await events('first: 3')
  expect(first.pageInfo.hasNextPage).toBe(true)
  const rest = await events(`first: 3, after: ${quoted(first.pageInfo.endCursor ?? '')}`)
  expect([...first.nodes, ...rest.nodes]).toEqual(all.nodes)
  expect(rest.pageInfo.hasNextPage).toBe(false)
})

test('with no anchor outside the store the answer says so', async () => {
  const { anchoring } = await events('first: 1')
  expect(anchoring).toEqual({ size: 4, anchoredTo: 0, unanchored: 4, anchors: [] })
})

test('a refused change and its refusal are one event, with who and what', async () => {
  const viewer = await gateway.tokenOf('vic', 'viewer')
  const mutation = 'mutation { syncSource(input: { source: "tracking" }) { userErrors { code } } }'
  await gateway.read(mutation, {}, { token: viewer })
  const query = `{ auditEvents(filter: { decision: DENY, action: "source:sync", resource: "Source/*", actor: "vic" }) {
    nodes { type severity decision action resource { type key } actor { name } authMethod ipPrefix requestId event } } }`
  const { auditEvents } = await gateway.read<{ auditEvents: { nodes: readonly unknown[] } }>(query, {}, { token })
  expect(auditEvents.nodes).toMatchObject([
    {
      type: 'gov.source.sync-denied.v1',
      severity: 'WARN',
      decision: 'DENY',
      // No source has the name that was asked for, and what a caller writes is no fact to record.
      resource: { type: 'Source', key: '*' },
      actor: { name: 'vic' },
      authMethod: 'TOKEN',
      ipPrefix: '127.0.0.0/24',
      requestId: expect.any(String),
      event: { specversion: '1.0', data: { action: 'source:sync' } },
    },
  ])
  expect(JSON.stringify((auditEvents.nodes[0] as { event: unknown }).event)).not.toContain('vic')
})

test.each([
  ['type: "gov.gateway.started.v1"', 1],
  ['type: "gov.gateway.vanished.v1"', 0],
  ['resource: "Environment"', 1],
  ['actor: "nobody"', 0],
  ['decision: ALLOW, to: "2020-01-01T00:00:00Z"', 0],
  ['stream: ACCESS', 0],
])('a filter narrows the list: %s', async (filter, count) => {
  expect((await events(`filter: { ${filter} }`)).nodes).toHaveLength(count)
})

test('events of a time are found by when they were recorded', async () => {
  const [newest, second] = (await events('first: 2')).nodes
  const from = newest?.recordedAt ?? ''
  const later = await events(`filter: { from: ${quoted(from)} }`)
  expect(later.nodes.map(({ sequence }) => sequence)).toContain(newest?.sequence)
  const earlier = await events(`filter: { to: ${quoted(second?.recordedAt ?? '')} }`)
  expect(earlier.nodes.map(({ sequence }) => sequence)).not.toContain(newest?.sequence)
})

test('refused reads are listed in the other log once they are written', async () => {
  await gateway.get('/metrics', { token })
  await gateway.get('/metrics', { token: null })
  await gateway.ask('{ __schema { types { name } } }', {}, { token })
  await gateway.ask('{ lineage(ref: "models:/x", freshness: LIVE) { complete } }', {}, { token })
  await inside.close()
  // The gateway is gone; what it noted is in its store.
  const { openStore } = await import('../../../src/compose-store.ts')
  const { gatewayConfig } = await import('../../support/gateway.ts')
  await using store = await openStore(await gatewayConfig({ sources: [], directory: gateway.directory }))
  const { entries } = await store.audit.store.list({ stream: 'access' }, { first: 10, before: null })
  expect(entries.map(({ columns }) => columns.action).toSorted()).toEqual([
    'gateway:authenticate',
    'lineage:live',
    'metrics:read',
    'schema:introspect',
  ])
  const { entries: decisions } = await store.audit.store.list({ stream: 'decisions' }, { first: 1, before: null })
  expect(decisions[0]?.columns.type).toBe('gov.gateway.stopped.v1')
})
