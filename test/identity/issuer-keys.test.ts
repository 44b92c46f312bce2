import { beforeEach, describe, expect, test } from 'vitest'
import { createIssuers, type Issuers } from '../../src/access/index.ts'
import { audience, startIssuer, type TestIssuer } from './issuer.ts'

const minute = 60_000
let issuer: TestIssuer
let issuers: Issuers
let passed = 0

const identify = async (token: string) => (await issuers.identify(token))?.subject ?? null
const tokenOf = (sub = 'ada') =>
  issuer.sign({ iss: issuer.url, aud: audience, sub, exp: Math.floor(Date.now() / 1000) + 48 * 3_600 })

beforeEach(async () => {
  issuer = await startIssuer()
  passed = 0
  const settings = {
    issuer: issuer.url,
    audience,
    claims: { groups: 'groups', name: 'name' },
    algorithms: ['RS256'],
    clockSkewSeconds: 30,
    tokenTypes: ['at+jwt'],
    mfaAcr: [],
  }
  issuers = createIssuers({
    issuers: [settings],
    clock: { now: () => Date.now() + passed },
    log: { warn: () => undefined },
  })
})

describe('keys of an issuer', () => {
  test('are read when the first token needs them, and once for many tokens at the same time', async () => {
    expect(issuer.keyReads()).toBe(0)
    const token = await tokenOf()
    expect(await Promise.all([1, 2, 3, 4].map(() => identify(token)))).toEqual(['ada', 'ada', 'ada', 'ada'])
    expect(issuer.keyReads()).toBe(1)
  })

  test('that were changed while running are found with the first token that needs them', async () => {
    const before = await tokenOf()
    expect(await identify(before)).toBe('ada')
    await issuer.rotate()
    expect(await identify(await tokenOf('eve'))).toBe('eve')
    expect(issuer.keyReads()).toBe(2)
    expect(await identify(before)).toBeNull()
  })

  test('are asked for at most once in ten seconds, however many forged tokens name others', async () => {
    const forge = () => tokenOf().then((token) => token.replace(/^[^.]+/, header({ kid: `forged-${Math.random()}` })))
    expect(await identify(await tokenOf())).toBe('ada')
    for (let count = 0; count < 20; count += 1) expect(await identify(await forge())).toBeNull()
    expect(issuer.keyReads()).toBe(2)
    passed += 10_000
    await identify(await forge())
    expect(issuer.keyReads()).toBe(3)
  })

  test('that were withdrawn count for ten minutes and one token at the most', async () => {
    const token = await tokenOf()
    expect(await identify(token)).toBe('ada')
    await issuer.rotate()
    expect(await identify(token)).toBe('ada')
    passed += 10 * minute + 1
    await identify(token)
    await expect.poll(() => issuer.keyReads()).toBe(2)
    await expect.poll(() => identify(token)).toBeNull()
  })
})

describe('an issuer that cannot be reached', () => {
  test('leaves tokens good whose keys are at hand, for a day', async () => {
    const token = await tokenOf()
    expect(await identify(token)).toBe('ada')
    issuer.down()
    passed += 23 * 60 * minute
    expect(await identify(token)).toBe('ada')
    passed += 61 * minute
    await expect(identify(token)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retryable: true })
  })

  test('before it was ever asked is said to be away, and is asked again a moment later', async () => {
    issuer.down()
    const token = await tokenOf()
    await expect(identify(token)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
    issuer.up()
    await expect(identify(token)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
    passed += 5_000
    expect(await identify(token)).toBe('ada')
  })

  test('is said to be away for a key that only it could know', async () => {
    expect(await identify(await tokenOf())).toBe('ada')
    await issuer.rotate()
    issuer.down()
    const token = await tokenOf('eve')
    await expect(identify(token)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
    await expect(identify(token)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
    issuer.up()
    passed += 10_000
    expect(await identify(token)).toBe('eve')
  })

  test('is not asked for a token that could not be good whatever its key', async () => {
    issuer.down()
    const unsigned = `${header({ alg: 'none' })}.${(await tokenOf()).split('.')[1]}.`
    expect(await identify(unsigned)).toBeNull()
    expect(issuer.keyReads()).toBe(0)
  })
})

function header(facts: Readonly<Record<string, string>>): string {
  const whole = { alg: 'RS256', typ: 'at+jwt', ...facts }
  return Buffer.from(JSON.stringify(whole)).toString('base64url')
}
