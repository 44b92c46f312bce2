import { expect, test } from 'vitest'
import { openPrincipals, openStore } from '../../src/compose-store.ts'
import { commandLineActor } from '../../src/kernel/actor.ts'
import { createLogger } from '../../src/telemetry/index.ts'
import { type Answered, personOf } from '../api/stewards.ts'
import { engines } from '../store/engines.ts'
import { gatewayConfig, startGateway } from '../support/gateway.ts'
import { afterFile, freshPostgresUrl, temporaryFolder } from '../support/tools.ts'
import { audience, startIssuer } from './issuer.ts'

const issuer = await startIssuer()
const query = '{ viewer { id name } }'
const whoCanQuery = `query ($at: DateTime) { whoCan(action: "policy:publish", at: $at) { nodes { principal { name } } } }`
const createToken = `mutation ($input: CreateTokenInput!) { createToken(input: $input) { secret userErrors { code } } }`

interface Viewer {
  readonly viewer: { readonly id: string; readonly name: string }
}

async function place(engine: (typeof engines)[number]) {
  const store = { url: engine === 'postgres' ? await freshPostgresUrl() : 'sqlite:shared.db' }
  const auth = {
    issuers: [{ issuer: issuer.url, audience }],
    groups: { admins: { roles: ['administrator', 'policy-steward'], clearance: 4 } },
  }
  const setup = {
    sources: [],
    directory: temporaryFolder('deactivated'),
    config: { auth, store, server: { secret: 'x'.repeat(48) } },
  }
  const replicas = [await startGateway(setup), await startGateway(setup)] as const
  const loaded = await gatewayConfig(setup)
  const opened = await openStore(loaded)
  afterFile(async () => opened[Symbol.asyncDispose]())
  const log = createLogger({ level: 'error', destination: 'stderr' })
  return { replicas, principals: openPrincipals(loaded, opened, { log }) }
}

test.each(engines)(
  'on %s nothing of somebody who is deactivated is taken by any replica: login, token, further token, service account',
  async (engine) => {
    const { replicas, principals } = await place(engine)
    const [first, second] = replicas
    const { accessToken } = await issuer.userTokens({ sub: 'ada', claims: { name: 'Ada', groups: ['admins'] } })
    const further = async (input: object) =>
      (await first.read<{ createToken: { secret: string } }>(createToken, { input }, { token: accessToken }))
        .createToken.secret
    const tokens = [
      accessToken,
      await further({ name: 'laptop' }),
      await further({ name: 'nightly', serviceAccount: true }),
    ]
    const statuses = () =>
      Promise.all(
        replicas.flatMap((replica) => tokens.map(async (token) => (await replica.ask(query, {}, { token })).status)),
      )
    const { id } = (await second.read<Viewer>(query, {}, { token: accessToken })).viewer
    expect(await statuses()).toEqual(Array(6).fill(200))
    expect(await principals.list()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          id,
          name: 'Ada',
          issuer: issuer.url,
          subject: 'ada',
          isOwn: false,
          deactivatedAt: null,
        }),
        expect.objectContaining({ name: 'nightly', kind: 'SERVICE_ACCOUNT', ownerId: id }),
      ]),
    )
    const other = await personOf(first, 'other', 'policy-steward')
    const stewards = async (at: string | null = null) => {
      const { whoCan } = await other.read(whoCanQuery, { at })
      return [...new Set<string>(whoCan.nodes.map(({ principal }: Answered) => principal.name))].toSorted()
    }
    const before = new Date().toISOString()
    expect(await stewards()).toEqual(['Ada', 'nightly', 'other'])
    expect(await principals.deactivate(commandLineActor, { id, reason: 'has left' })).toMatchObject({ kind: 'DONE' })
    expect(await statuses()).toEqual(Array(6).fill(401))
    expect([await stewards(), await stewards(before)]).toEqual([['other'], ['Ada', 'nightly', 'other']])
    const again = await issuer.userTokens({ sub: 'ada', claims: { name: 'Ada', groups: ['admins'] } })
    expect((await second.ask(query, {}, { token: again.accessToken })).status).toBe(401)
    expect(await principals.reactivate(commandLineActor, { id, reason: null })).toMatchObject({ kind: 'DONE' })
    expect(await statuses()).toEqual(Array(6).fill(200))
  },
)
