import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openStore } from '../../src/compose-store.ts'
import { commandLineActor } from '../../src/kernel/actor.ts'
import { publishAs, withFile } from '../api/publishing.ts'
import { grantAs, personOf, wishFor } from '../api/stewards.ts'
import { createBrowser } from '../identity/browser.ts'
import { audience, startIssuer } from '../identity/issuer.ts'
import { engines, openUntilEnd } from '../store/engines.ts'
import { gatewayConfig, startGateway } from '../support/gateway.ts'
import { freshPostgresUrl, temporaryFolder } from '../support/tools.ts'
import { auditOn } from './log.ts'
import { contentOf } from './whole-store.ts'

const issuer = await startIssuer()

test.each(engines)(
  'after a person is forgotten no table of %s holds the name or a reason, and the chain is whole',
  async (engine) => {
    const directory = temporaryFolder('gateway')
    const url = engine === 'postgres' ? await freshPostgresUrl() : `sqlite:${join(directory, 'store.db')}`
    const login = { clientId: 'modelwarden-web', clientSecret: 'web-secret' }
    const config = { store: { url }, auth: { issuers: [{ issuer: issuer.url, audience, login }] } }
    const gateway = await startGateway({ sources: [], engine, directory, config })
    const name = 'zebedee'
    const person = await personOf(gateway, name, 'policy-steward', 'administrator', 'viewer')
    const reason = `${name} wants it`
    await grantAs(person, wishFor('somebody', { reason }))
    await grantAs(person, wishFor('somebody', { reason, role: 'ADMINISTRATOR' }))
    const mine = '@id("more") permit (principal, action == Gov::Action::"source:sync", resource);'
    await publishAs(person, withFile(mine, { reason }))
    const made = `mutation { createToken(input: { name: "${name}'s laptop", days: 1 }) { secret userErrors { code } } }`
    const { createToken } = await person.read(made)
    issuer.account = { sub: `${name}-1`, claims: { name: `${name} of the meadow`, email: `${name}@example.org` } }
    const browser = createBrowser()
    await browser.get(
      await browser.follow(`${gateway.url}/auth/login`, (next) => next.startsWith(`${gateway.url}/auth/callback`)),
    )

    const database = await openUntilEnd(url)
    const tablesWith = async () =>
      Object.entries(await contentOf(database)).flatMap(([table, rows]) =>
        rows.some((row) => row.includes(name)) ? [table] : [],
      )
    expect(await tablesWith()).toEqual(
      expect.arrayContaining(['audit_text', 'grant_request', 'policy_proposal', 'principal', 'role_grant', 'token']),
    )
    const known = await database.kysely.selectFrom('principal').selectAll().execute()
    const both = known.filter(({ display_name }) => display_name?.includes(name) ?? false).map(({ id }) => id)
    expect(both).toHaveLength(2)
    await using store = await openStore(await gatewayConfig({ sources: [], engine, directory, config }))
    for (const id of both) expect(await store.audit.audited.forget(id, commandLineActor)).toBe(true)

    expect(await tablesWith()).toEqual([])
    for (const token of [person.token, createToken.secret])
      expect((await gateway.ask('{ viewer { name } }', {}, { token })).status).toBe(401)
    const { verify } = auditOn(database, store.audit.keys)
    expect([(await verify()).findings, (await verify([], 'access')).findings]).toEqual([[], []])
  },
)
