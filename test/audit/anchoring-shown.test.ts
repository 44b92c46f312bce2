import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compose } from '../../src/compose.ts'
import { createHealthCheck } from '../../src/composition/health-check.ts'
import { createLogger } from '../../src/telemetry/index.ts'
import type { Answered } from '../api/stewards.ts'
import { gatewayConfig, startGateway } from '../support/gateway.ts'
import { freshPostgresUrl, temporaryFolder } from '../support/tools.ts'

const secretOf = (letter: string) => letter.repeat(40)

async function auditedBy(config: Readonly<Record<string, unknown>>, directory: string) {
  const gateway = await startGateway({ sources: [], directory, config })
  const { token } = await gateway.gateway.tokens.create({ principalName: 'a', roles: ['auditor'], lifetimeMs: null })
  return { ...gateway, readAs: (query: string) => gateway.read<Answered>(query, {}, { token }) }
}

const anchoring = 'anchoring { state unanchored unanchoredSince anchors { state } }'

test('the API says that nothing outside vouches for the log, or that an anchor does but for the last minutes', async () => {
  const bare = await auditedBy({}, temporaryFolder('gateway'))
  expect(await bare.readAs(`{ auditEvents { ${anchoring} } }`)).toMatchObject({
    auditEvents: { anchoring: { state: 'UNANCHORED', anchors: [] } },
  })
  const audit = { anchors: [{ kind: 'file', path: temporaryFolder('anchor') }] }
  const anchored = await auditedBy({ audit }, temporaryFolder('gateway'))
  expect(await anchored.readAs(`{ auditEvents { ${anchoring} } }`)).toMatchObject({
    auditEvents: {
      anchoring: { state: 'PENDING', unanchoredSince: expect.any(String), anchors: [{ state: 'WAITING' }] },
    },
  })
  expect(await anchored.readAs(`{ auditEvents(filter: { stream: ACCESS }) { ${anchoring} } }`)).toMatchObject({
    auditEvents: { anchoring: { state: 'ANCHORED', unanchored: 0, unanchoredSince: null } },
  })
  expect((await anchored.get('/metrics')).bytes.toString()).toContain(
    'modelwarden_audit_chain_stale{log="decisions"} 0',
  )
})

test.each([
  [{ stale: ['decisions'], tripped: null }, 'DEGRADED', /^CHAIN_STALE/],
  [{ stale: ['decisions'], tripped: 'forked' }, 'DOWN', /not as it was left/],
  [{ stale: [], tripped: null }, 'UP', null],
])('readiness has an entry for the trail: %j is %s', async ({ stale, tripped }, state, message) => {
  const kept = { name: 'file', state: 'KEPT', lastKeptAt: 1, keptTo: { decisions: 1, access: 0 } } as const
  const store = { tokens: { byHash: async () => null } }
  const check = createHealthCheck({
    // Only whether the store answers is asked of it.
    store: store as unknown as Parameters<typeof createHealthCheck>[0]['store'],
    redis: null,
    sources: { all: () => [], byId: () => null },
    audit: { tripped: () => tripped, standing: () => [kept], stale: () => stale },
  })
  const found = (await check()).find(({ kind }) => kind === 'audit')
  expect(found).toMatchObject({ state, error: message === null ? null : { message: expect.stringMatching(message) } })
})

test('a gateway that starts with other anchors than the last one did records that', async () => {
  const directory = temporaryFolder('gateway')
  const audit = { anchors: [{ kind: 'file', path: temporaryFolder('anchor') }] }
  for (const _ of [1, 2]) await (await auditedBy({ audit }, directory)).close()
  const bare = await auditedBy({}, directory)
  const query = '{ auditEvents(filter: { type: "gov.audit-anchors.changed.v1" }) { nodes { severity details } } }'
  const { auditEvents } = await bare.readAs(query)
  expect(auditEvents.nodes).toMatchObject([
    { severity: 'WARN', details: { before: [expect.stringMatching(/^file:[0-9a-f]{16}$/)], after: [] } },
  ])
})

test.each(['sqlite', 'postgres'] as const)(
  'a gateway with another secret neither starts on the log of %s nor changes it, and the first goes on',
  async (engine) => {
    const directory = temporaryFolder('gateway')
    const url = engine === 'postgres' ? await freshPostgresUrl() : `sqlite:${join(directory, 'store.db')}`
    const configWith = (letter: string) => ({ store: { url }, server: { secret: secretOf(letter) } })
    const first = await auditedBy(configWith('a'), directory)
    const loaded = await gatewayConfig({ sources: [], directory, config: configWith('b') })
    const other = await compose(loaded, { log: createLogger({ level: 'error', destination: 'stderr' }) })
    await expect(other.listen()).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' })
    await expect(
      other.tokens.create({ principalName: 'x', roles: ['viewer'], lifetimeMs: null }),
    ).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' })
    await other.close()
    await first.tokenOf('y', 'viewer')
    const { auditEvents } = await first.readAs('{ auditEvents(first: 1) { nodes { type } } }')
    expect(auditEvents.nodes).toEqual([{ type: 'gov.token.created.v1' }])
  },
)
