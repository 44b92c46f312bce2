import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { Provider } from 'oidc-provider'
import { afterFile } from '../support/tools.ts'
import { createBrowser } from './browser.ts'

/** What the issuer's tokens for the gateway have in `aud`. */
export const audience = 'modelwarden'
const resource = 'urn:modelwarden'

/** Somebody who is logged in at the issuer, with what it says of them. */
export interface Account {
  readonly sub: string
  readonly claims?: Readonly<Record<string, unknown>>
  readonly amr?: readonly string[]
}

/** What a login at the issuer gave. */
export interface IssuedTokens {
  readonly accessToken: string
  readonly idToken: string
}

/** A certified OpenID Connect issuer, `oidc-provider`, on a free loopback port. */
export interface TestIssuer {
  readonly url: string
  /** Who logs in, without being asked for anything. */
  account: Account
  /** Requests for its keys so far. */
  keyReads(): number
  /** A program's own access token, from the token endpoint. */
  clientToken(): Promise<string>
  /** The tokens of a code flow with PKCE, walked as a browser does. */
  userTokens(account?: Account): Promise<IssuedTokens>
  /** Signs anything with the issuer's own key, which it would not sign itself. */
  sign(payload: JWTPayload, header?: Readonly<Record<string, unknown>>): Promise<string>
  /** The public key as PEM. */
  publicPem(): Promise<string>
  /** Makes another key and forgets the one before. */
  rotate(): Promise<void>
  /** Answers nothing but 503 until {@link TestIssuer.up}. */
  down(): void
  up(): void
}

const clients = [
  {
    client_id: 'nightly',
    client_secret: 'nightly-secret',
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
  },
  {
    client_id: 'modelwarden-web',
    client_secret: 'web-secret',
    // A native client's port on loopback is free (RFC 8252, section 7.3), as a test gateway's is.
    application_type: 'native',
    grant_types: ['authorization_code'],
    redirect_uris: ['http://127.0.0.1/auth/callback'],
    response_types: ['code'],
  },
]

/** Starts an issuer and ends it after the test file. */
export async function startIssuer(): Promise<TestIssuer> {
  let key = await newKey('key-1')
  let keyReads = 0
  let isDown = false
  let made = 1
  let handler: ReturnType<Provider['callback']> = () => undefined
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/jwks') === true) keyReads += 1
    if (isDown) response.writeHead(503).end()
    else handler(request, response)
  })
  const url = await listen(server)
  const issuer: TestIssuer = {
    url,
    account: { sub: 'ada' },
    keyReads: () => keyReads,
    clientToken: () => clientToken(url),
    async userTokens(account = issuer.account) {
      issuer.account = account
      return walkCodeFlow(url)
    },
    sign: (payload, header = {}) =>
      new SignJWT(payload)
        .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: key.jwk.kid ?? '', ...header })
        .sign(key.privateKey),
    publicPem: async () => (await import('jose')).exportSPKI(key.publicKey),
    async rotate() {
      made += 1
      key = await newKey(`key-${made}`)
      handler = handlerOf(url, key.jwk, () => issuer.account)
    },
    down: () => void (isDown = true),
    up: () => void (isDown = false),
  }
  handler = handlerOf(url, key.jwk, () => issuer.account)
  return issuer
}

async function newKey(kid: string) {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
  return { privateKey, publicKey, jwk: { ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' } }
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  afterFile(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The issuer has no port')
  return `http://127.0.0.1:${address.port}`
}

function handlerOf(url: string, jwk: object, account: () => Account): ReturnType<Provider['callback']> {
  const provider = new Provider(url, {
    jwks: { keys: [jwk] },
    clients,
    cookies: { keys: ['only-for-tests'] },
    // Claims of an account stand in its ID token too, as most issuers can be told to.
    conformIdTokenClaims: false,
    claims: { openid: ['sub'], profile: ['name', 'groups', 'amr'] },
    findAccount: (_context: unknown, sub: string) => ({
      accountId: sub,
      claims: () => ({ sub, ...account().claims, ...(account().amr === undefined ? {} : { amr: account().amr }) }),
    }),
    extraTokenClaims: (_context: unknown, token: { readonly accountId?: string }) =>
      token.accountId === undefined ? {} : { ...account().claims, amr: account().amr },
    interactions: { url: (_context: unknown, { uid }: { readonly uid: string }) => `/interaction/${uid}` },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      ClientCredentials: 600,
      IdToken: 600,
      Interaction: 600,
      Session: 600,
      Grant: 600,
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: 'read',
          audience,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
  })
  const answer = provider.callback()
  return (request, response) => {
    if (request.url?.startsWith('/interaction/') !== true) return answer(request, response)
    void interact(provider, request, response, account())
  }
}

/** Whoever comes is the account, and agrees. */
async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse, { sub, amr }: Account) {
  const { params } = await provider.interactionDetails(request, response)
  const grant = new provider.Grant({ accountId: sub, clientId: String(params['client_id']) })
  grant.addOIDCScope('openid profile')
  grant.addResourceScope(resource, 'read')
  const login = { accountId: sub, ...(amr === undefined ? {} : { amr }) }
  await provider.interactionFinished(request, response, { login, consent: { grantId: await grant.save() } })
}

async function clientToken(url: string): Promise<string> {
  const authorization = `Basic ${Buffer.from('nightly:nightly-secret').toString('base64')}`
  const body = new URLSearchParams({ grant_type: 'client_credentials', resource, scope: 'read' })
  const reply = await fetch(`${url}/token`, { method: 'POST', headers: { authorization }, body })
  return textIn(await reply.json(), 'access_token')
}

const callback = 'http://127.0.0.1:1/auth/callback'

async function walkCodeFlow(url: string): Promise<IssuedTokens> {
  const verifier = randomBytes(32).toString('base64url')
  const query = new URLSearchParams({
    client_id: 'modelwarden-web',
    redirect_uri: callback,
    response_type: 'code',
    scope: 'openid profile read',
    resource,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  const browser = createBrowser()
  const last = await browser.follow(`${url}/auth?${query.toString()}`, (next) => next.startsWith(callback))
  const code = new URL(last).searchParams.get('code') ?? ''
  const authorization = `Basic ${Buffer.from('modelwarden-web:web-secret').toString('base64')}`
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: callback,
    code_verifier: verifier,
    resource,
  })
  const reply = await fetch(`${url}/token`, { method: 'POST', headers: { authorization }, body })
  const tokens: unknown = await reply.json()
  return { accessToken: textIn(tokens, 'access_token'), idToken: textIn(tokens, 'id_token') }
}

function textIn(value: unknown, name: string): string {
  if (typeof value === 'object' && value !== null && name in value) {
    const found: unknown = Reflect.get(value, name)
    if (typeof found === 'string') return found
  }
  throw new Error(`The issuer answered no ${name}: ${JSON.stringify(value)}`)
}
