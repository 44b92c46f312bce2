import { SignJWT } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { startGateway } from '../support/gateway.ts'
import { audience, startIssuer } from './issuer.ts'

const issuer = await startIssuer()
const other = await startIssuer()
const { ask, read, get } = await startGateway({
  sources: [],
  config: {
    auth: {
      issuers: [{ issuer: issuer.url, audience, claims: { clearance: 'clearance', regions: 'place.regions' } }],
      groups: {
        'ml-readers': { roles: ['viewer'], clearance: 2 },
        admins: { roles: ['administrator'], teams: ['platform', 'security'] },
      },
    },
  },
})

const query = '{ viewer { name roles tokenExpiresAt } }'
const inAnHour = Math.floor(Date.now() / 1000) + 3_600
const good = { iss: issuer.url, aud: audience, sub: 'ada', exp: inAnHour, name: 'Ada', groups: ['ml-readers'] }

describe('an access token of a configured issuer', () => {
  test('of a person gives the rights of their groups and ends when it ends', async () => {
    const { accessToken } = await issuer.userTokens({
      sub: 'ada',
      claims: { name: 'Ada', groups: ['ml-readers', 'other'] },
    })
    const { viewer } = await read<{ readonly viewer: Readonly<Record<string, unknown>> }>(
      query,
      {},
      { token: accessToken },
    )
    expect(viewer).toMatchObject({ name: 'Ada', roles: ['viewer'] })
    expect(Date.parse(String(viewer['tokenExpiresAt']))).toBeGreaterThan(Date.now())
  })

  test('of a program is taken like that of a person', async () => {
    const answer = await ask(query, {}, { token: await issuer.clientToken() })
    expect(answer.errors).toEqual([])
    expect(answer.data).toMatchObject({ viewer: { roles: [] } })
  })

  test('lets nobody in by a role that the configuration does not read from it', async () => {
    const token = await issuer.sign({ ...good, groups: [], roles: ['administrator'] })
    expect(await read(query, {}, { token })).toMatchObject({ viewer: { roles: [] } })
  })

  test('is taken with a typ that says application/at+jwt, and while clocks are a little apart', async () => {
    const now = Math.floor(Date.now() / 1000)
    const skewed = await issuer.sign({ ...good, exp: now - 10, nbf: now - 20 }, { typ: 'application/at+jwt' })
    expect(await read(query, {}, { token: skewed })).toMatchObject({ viewer: { roles: ['viewer'] } })
  })
})

describe('refused with one and the same answer is', () => {
  const tokens: Record<string, string> = {}
  beforeAll(async () => {
    const now = Math.floor(Date.now() / 1000)
    const unsigned = (header: object, payload: object) =>
      [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
    const hmac = (kid?: string) => async () =>
      new SignJWT(good)
        .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', ...(kid === undefined ? {} : { kid }) })
        .sign(new TextEncoder().encode(await issuer.publicPem()))
    Object.assign(tokens, {
      'one for another audience': await issuer.sign({ ...good, aud: 'billing' }),
      'one without an audience': await issuer.sign({ iss: issuer.url, sub: 'ada', exp: inAnHour }),
      'one that has ended': await issuer.sign({ ...good, exp: now - 31 }),
      'one without an end': await issuer.sign({ iss: issuer.url, aud: audience, sub: 'ada' }),
      'one that is not valid yet': await issuer.sign({ ...good, nbf: now + 60 }),
      'one without a subject': await issuer.sign({ iss: issuer.url, aud: audience, exp: inAnHour }),
      'an unsigned one': `${unsigned({ alg: 'none', typ: 'at+jwt' }, good)}.`,
      'one signed with the public key as a secret': await hmac('key-1')(),
      'one signed with the public key as a secret and no key id': await hmac()(),
      'one that names a key nobody has': await issuer.sign(good, { kid: 'key-99' }),
      'one of another issuer': await other.clientToken(),
      'one of another issuer in the name of this one': await other.sign(good),
      'one of this issuer in the name of another': await issuer.sign({ ...good, iss: other.url }),
      'one that names its own keys': await other.sign(good, { jku: `${other.url}/jwks`, kid: 'key-1' }),
      'an ID token': (await issuer.userTokens({ sub: 'ada' })).idToken,
      'an ID token for this audience': await issuer.sign({ ...good, nonce: 'n' }, { typ: 'JWT' }),
      'an ID token that calls itself at+jwt': await issuer.sign({ ...good, at_hash: 'x' }),
      'a token whose use is another': await issuer.sign({ ...good, token_use: 'id' }),
      'a refresh token': await issuer.sign({ ...good, typ: 'Refresh' }),
      'a token of another type': await issuer.sign(good, { typ: 'logout+jwt' }),
      'a token without a type': await issuer.sign(good, { typ: undefined }),
      'a token that is bound to a key': await issuer.sign({ ...good, cnf: { jkt: 'x' } }),
      'a changed one': `${(await issuer.sign(good)).slice(0, -4)}AAAA`,
      'no token at all but dots': '..',
      'an unknown token of the gateway': `mw_${'A'.repeat(43)}`,
    })
  })

  test.each([
    'one for another audience',
    'one without an audience',
    'one that has ended',
    'one without an end',
    'one that is not valid yet',
    'one without a subject',
    'an unsigned one',
    'one signed with the public key as a secret',
    'one signed with the public key as a secret and no key id',
    'one that names a key nobody has',
    'one of another issuer',
    'one of another issuer in the name of this one',
    'one of this issuer in the name of another',
    'one that names its own keys',
    'an ID token',
    'an ID token for this audience',
    'an ID token that calls itself at+jwt',
    'a token whose use is another',
    'a refresh token',
    'a token of another type',
    'a token without a type',
    'a token that is bound to a key',
    'a changed one',
    'no token at all but dots',
    'an unknown token of the gateway',
  ])('%s', async (name) => {
    const reply = await get('/graphql?query={viewer{name}}', { token: tokens[name] ?? 'missing' })
    expect(reply.status).toBe(401)
    expect(reply.headers['www-authenticate']).toBe('Bearer error="invalid_token"')
    expect(JSON.parse(reply.bytes.toString())).toEqual({
      errors: [
        {
          message: 'The token is not good: unknown, ended, revoked, or not meant for this gateway.',
          extensions: { code: 'UNAUTHENTICATED' },
        },
      ],
    })
  })

  test('and keys are only ever asked of the configured issuer', () => {
    expect(other.keyReads()).toBe(0)
  })
})
