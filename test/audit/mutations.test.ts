import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { rootRules } from '../../src/graphql/authorisation.ts'
import { toGlobalId } from '../../src/kernel/ids.ts'
import { joinNativeId } from '../../src/kernel/native-id.ts'
import { createAuditStore } from '../../src/persistence/audit-store.ts'
import type { Database } from '../../src/persistence/database.ts'
import { noSyncing, packaged, withFile } from '../api/publishing.ts'
import { type Answered, personOf, wishFor } from '../api/stewards.ts'
import { catalogOn, type EngineName, engines, openUntilEnd } from '../store/engines.ts'
import { aModel, aVersion } from '../store/records.ts'
import { lakeSource, startGateway } from '../support/gateway.ts'
import { freshPostgresUrl, temporaryFolder } from '../support/tools.ts'
import { ofApprovals } from './of-approvals.ts'
import { contentOf, refuseEvents } from './whole-store.ts'

/** Everything that a mutation may name, made before the tests. */
async function governed(engine: EngineName) {
  const directory = temporaryFolder('gateway')
  const url = engine === 'postgres' ? await freshPostgresUrl() : `sqlite:${join(directory, 'store.db')}`
  const environments = [{ name: 'production', rank: 1, protected: true }]
  const config = { store: { url }, environments }
  const gateway = await startGateway({ sources: [lakeSource()], engine, directory, config })
  const ann = await personOf(gateway, 'ann', 'policy-steward', 'administrator', 'operator', 'business-owner')
  const bob = await personOf(gateway, 'bob', 'policy-steward', 'administrator')
  const vic = await personOf(gateway, 'vic', 'viewer')
  const ask = async ({ token }: { readonly token: string }, mutation: string, input: unknown) =>
    gateway.ask<Answered>(
      `mutation ($input: ${inputOf(mutation)}!) { ${mutation}(input: $input) { __typename userErrors { code message } } }`,
      { input },
      { token },
    )
  const made = async (mutation: string, input: unknown, selection: string) => {
    const query = `mutation ($input: ${inputOf(mutation)}!) { ${mutation}(input: $input) { ${selection} userErrors { message } } }`
    return (await ann.read(query, { input }))[mutation]
  }
  const own = await made('createToken', { name: 'made', days: 1 }, 'token { id }')
  const { grant } = await made('grant', wishFor(vic.id, { role: 'DATA_SCIENTIST' }), 'grant { id }')
  const waiting = await made('grant', wishFor(vic.id, { role: 'ADMINISTRATOR' }), 'grant { id state }')
  const allowing = '@id("ann-more") permit (principal, action == Gov::Action::"policy:publish", resource);'
  const proposed = await made('publishPolicy', withFile(allowing), 'proposal { id }')
  const incident = await made(
    'openIncident',
    { title: 'down', severity: 'HIGH', reason: 'It is down.' },
    'incident { id }',
  )
  const standing = await made('delegateReviews', { to: bob.id, until: tomorrow(), reason: 'away' }, 'delegation { id }')
  const database = await openUntilEnd(url)
  const calls: Readonly<Record<string, readonly [mutation: string, input: unknown]>> = {
    createToken: ['createToken', { name: 'another', days: 1 }],
    revokeToken: ['revokeToken', { id: own.token.id }],
    grant: ['grant', wishFor(vic.id, { role: 'AUDITOR' })],
    'grant for two': ['grant', wishFor(vic.id, { role: 'ADMINISTRATOR', reason: 'once more' })],
    'grant (confirms)': ['grant', { confirms: waiting.grant.id, reason: 'seen' }],
    revokeGrant: ['revokeGrant', { id: grant.id, reason: 'left' }],
    'revokeGrant (withdraws)': ['revokeGrant', { id: waiting.grant.id }],
    'publishPolicy (confirms)': ['publishPolicy', { confirms: proposed.proposal.id, reason: 'seen' }],
    publishPolicy: ['publishPolicy', withFile(noSyncing)],
    syncSource: ['syncSource', { source: 'lake' }],
    openIncident: ['openIncident', { title: 'slow', severity: 'LOW', reason: 'once more' }],
    closeIncident: ['closeIncident', { id: incident.incident.id, reason: 'seen' }],
    delegateReviews: ['delegateReviews', { to: bob.id, until: tomorrow(), reason: 'once more' }],
    'delegateReviews (ends)': ['delegateReviews', { ends: standing.delegation.id, reason: 'seen' }],
    registerConsumer: ['registerConsumer', { name: 'portal', uses: await usedVersion(database) }],
  }
  return { gateway, database, calls, ask, ann, bob, vic }
}

/** Global id of a version in the mirror. */
async function usedVersion(database: Database): Promise<string> {
  const catalog = catalogOn(database)
  await catalog.ingest({ source: 'lake', records: [aModel('used'), aVersion('used', 1)], observedAt: Date.now() })
  const [version] = await catalog.byName('ModelVersion', joinNativeId('used', '1'), 'lake')
  return toGlobalId('ModelVersion', version?.uid ?? '')
}

const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString()

const inputOf = (mutation: string) => `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`

/** They are about what somebody changed past the gateway, of which there is nothing here; the tests of drift have them. */
const ofDrift = ['adoptDrift', 'resolveViolation', 'revertDrift'] as const

/** Whoever asked first may not confirm. */
const isForSecond = (name: string) => name.includes('confirms')

/** What only notes when something was used, and the log of reads, change with every request. */
const changesBy = async (database: Parameters<typeof contentOf>[0]) => {
  const content = await contentOf(database, (table) => !table.startsWith('audit_') && table !== 'stream_progress')
  return JSON.stringify(content).replaceAll(/\\"last_used_at\\":(\d+|null)/g, '')
}

describe.each(engines)('mutations on %s', async (engine) => {
  const { database, calls, ask, ann, bob, vic } = await governed(engine)
  const decisions = createAuditStore(database)
  const sizeOf = async () => (await decisions.head('decisions')).size
  const since = (before: number) => decisions.entries('decisions', { from: before + 1, count: 100 })

  test('every one of the schema is among them', () => {
    expect(
      [...new Set([...Object.values(calls).map(([mutation]) => mutation), ...ofApprovals, ...ofDrift])].toSorted(),
    ).toEqual(Object.keys(rootRules.Mutation).toSorted())
  })

  const extras = {
    'publishPolicy (dry run)': ['publishPolicy', { files: [packaged], basedOn: 0, dryRun: true, reason: 'a try' }],
    'syncSource of no source': ['syncSource', { source: 'ada@example.org' }],
  } as const

  test.each(Object.entries({ ...calls, ...extras }))(
    '%s that is refused leaves one denial, and what the caller wrote is not in it',
    async (_name, [mutation, input]) => {
      const before = await sizeOf()
      const { data, errors } = await ask(vic, mutation, input)
      expect([errors, data?.[mutation].userErrors]).toEqual([
        [],
        [expect.objectContaining({ code: expect.any(String) })],
      ])
      const events = await since(before)
      expect(events.map(({ columns }) => columns.decision)).toEqual(['DENY'])
      expect(events[0]?.columns.action).toMatch(/^(token|grant|policy|source|consumer|incident|approval):/)
      expect(events[0]?.eventJson).not.toMatch(/example\.org|once more|left|seen|vic|ann/)
    },
  )

  test.each(Object.entries(calls))('%s that cannot be recorded changes nothing', async (name, [mutation, input]) => {
    const caller = isForSecond(name) ? bob : ann
    const [before, events] = [await changesBy(database), await sizeOf()]
    const putRight = await refuseEvents(database)
    try {
      const { data, errors } = await ask(caller, mutation, input)
      expect(data?.[mutation] ?? null).toBeNull()
      expect(errors).toMatchObject([{ path: [mutation], extensions: { code: 'AUDIT_UNAVAILABLE', retryable: true } }])
      // A refusal needs its record no less.
      const refused = await ask(vic, mutation, input)
      expect(refused.errors).toMatchObject([{ extensions: { code: 'AUDIT_UNAVAILABLE' } }])
    } finally {
      await putRight()
    }
    expect(await changesBy(database)).toBe(before)
    expect(await sizeOf()).toBe(events)
  })

  test.each(Object.entries(calls))('%s goes through with its record once that can be written', async (name, call) => {
    const [mutation, input] = call
    // Confirmed above in this order, so nothing waits any more.
    if (name === 'revokeGrant (withdraws)' || name === 'publishPolicy') return
    const [before, events] = [await changesBy(database), await sizeOf()]
    const { data, errors } = await ask(isForSecond(name) ? bob : ann, mutation, input)
    expect([errors, data?.[mutation].userErrors]).toEqual([[], []])
    expect((await since(events)).map(({ columns }) => columns.decision)).toEqual(['ALLOW'])
    if (mutation !== 'syncSource') expect(await changesBy(database)).not.toBe(before)
  })
})
