import { expect, test } from 'vitest'
import { type Answered, approvalWorld, type Somebody } from './approval-world.ts'

const patience = { timeout: 300_000 }
const commit = 'c'.repeat(40)
const scans = { gate: 'dependency-vulnerabilities', params: { producers: ['scanner', 'second'] } }
const quality = {
  gate: 'data-quality',
  params: { producers: ['scanner'], thresholds: [{ value: 'nulls', max: 0.1 }] },
}
const ci = { gate: 'ci-status', params: { producers: ['ci'], checks: ['unit', 'lint'] } }

const world = await approvalWorld({
  approvals: {
    producers: [
      {
        name: 'scanner',
        principal: { serviceAccount: 'scanner' },
        gates: ['dependency-vulnerabilities', 'data-quality'],
      },
      { name: 'second', principal: { serviceAccount: 'second' }, gates: ['dependency-vulnerabilities'] },
      { name: 'ci', principal: { serviceAccount: 'ci' }, gates: ['ci-status'] },
      { name: 'author', principal: 'dana-risk', gates: ['data-quality'] },
    ],
    policies: [{ name: 'production', protected: true, gates: [scans, quality, ci], reviewers: [{ name: 'anybody' }] }],
  },
})
const { dana, danaAgain, rita, version, gateway } = world
const scanner = await program('scanner')
const second = await program('second')
const builder = await program('ci', 'ml-engineer')
const stranger = await program('stranger')

async function program(name: string, ...roles: readonly ['ml-engineer'] | readonly []) {
  const made = {
    principalName: name,
    ownerName: 'ops',
    roles: ['evidence-producer', ...roles],
    lifetimeMs: null,
  } as const
  const { token } = await gateway.tokens.create(made)
  return { ...world.holder(name, token), token }
}

const target = { environment: 'production', reason: 'It is better.' }
const fields = 'evidence { id gate outcome producer subjectDigest attestedBy { name } values { name value } }'
const digestOf = async (number: number): Promise<string> =>
  (await dana.read('query ($ref: String!) { modelVersion(ref: $ref) { artifactDigest } }', { ref: version(number) }))
    .modelVersion.artifactDigest
const issuedAt = new Date(Date.now() - 60_000).toISOString()
const attest = (who: Somebody, given: Readonly<Record<string, unknown>>): Promise<Answered> =>
  who.does('attestEvidence', { ref: version(3), issuedAt, outcome: 'PASS', ...given }, fields)

async function report(token: string, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  const answer = await gateway.server.inject({
    method: 'POST',
    url: '/hooks/ci',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: answer.statusCode, body: JSON.parse(answer.body) }
}

const repository = 'git@git.example:Risk.git'
const at = (seconds: number) => new Date(Date.now() - 600_000 + seconds * 1_000).toISOString()
const checks = (state: string, seconds: number, ...names: readonly string[]) =>
  names.map((name) => ({ name, state, at: at(seconds), url: `https://ci.example/${name}` }))
const gatesOf = async (id: string): Promise<Readonly<Record<string, string>>> => {
  const { approvalRequest } = await dana.read(
    'query ($id: ID!) { approvalRequest(id: $id) { gates { gate verdict } } }',
    { id },
  )
  return Object.fromEntries(
    approvalRequest.gates.map(({ gate, verdict }: { readonly gate: string; readonly verdict: string }) => [
      gate,
      verdict,
    ]),
  )
}

test('evidence of named producers and green checks are what a request waited for', patience, async () => {
  const of = await digestOf(3)
  const { request } = await dana.does('requestApproval', { ...target, ref: version(3) })
  expect(await gatesOf(request.id)).toEqual({
    'dependency-vulnerabilities': 'FAIL',
    'data-quality': 'FAIL',
    'ci-status': 'FAIL',
  })
  // Two at once.
  const [one, other] = await Promise.all([
    attest(scanner, { of, gate: 'dependency-vulnerabilities' }),
    attest(second, { of, gate: 'dependency-vulnerabilities' }),
  ])
  expect([one.userErrors, other.userErrors]).toEqual([[], []])
  expect(one.evidence).toMatchObject({ producer: 'scanner', outcome: 'PASS', attestedBy: { name: 'scanner' } })
  const nulls = [{ name: 'nulls', value: 0.02 }]
  const first = await attest(scanner, { of, gate: 'data-quality', outcome: null, values: nulls, idempotencyKey: 'k' })
  const again = await attest(scanner, { of, gate: 'data-quality', outcome: null, values: nulls, idempotencyKey: 'k' })
  expect(again.evidence).toEqual(first.evidence)
  expect((await attest(scanner, { of, gate: 'data-quality', idempotencyKey: 'k' })).userErrors).toMatchObject([
    { code: 'IDEMPOTENCY_CONFLICT' },
  ])
  await world.until(async () => (await gatesOf(request.id))['data-quality'] === 'PASS')
  expect((await gatesOf(request.id))['dependency-vulnerabilities']).toBe('PASS')

  const told = { repository, commit, checks: [...checks('success', 10, 'unit'), ...checks('failure', 10, 'lint')] }
  expect(await report(builder.token, told)).toMatchObject({ status: 202, body: { changed: 2, request: null } })
  expect((await report(builder.token, told)).body.changed).toBe(0)
  expect(
    (await report(builder.token, { repository, commit, checks: checks('success', 20, 'lint') })).body.changed,
  ).toBe(1)
  // What comes late is older than what is known.
  expect((await report(builder.token, { repository, commit, checks: checks('error', 5, 'unit') })).body.changed).toBe(0)
  expect((await rita.does('reviewRequest', { id: request.id, decision: 'APPROVE' })).userErrors).toEqual([])
  await world.settles(request.id, 'COMPLETED')
  expect(await gatesOf(request.id)).toEqual({
    'dependency-vulnerabilities': 'PASS',
    'data-quality': 'PASS',
    'ci-status': 'PASS',
  })
  const listed = await dana.read(
    'query ($ref: String!) { modelVersion(ref: $ref) { evidence(gate: "data-quality") { nodes { id producer } } } }',
    { ref: version(3) },
  )
  expect(listed.modelVersion.evidence.nodes).toEqual([{ id: first.evidence.id, producer: 'scanner' }])
  const { node } = await dana.read('query ($id: ID!) { node(id: $id) { ... on Evidence { gate } } }', {
    id: first.evidence.id,
  })
  expect(node).toEqual({ gate: 'data-quality' })
  expect(await world.findings()).toEqual([])
})

test(
  'a check that turns red, and a producer that takes its word back, hold a waiting request up',
  patience,
  async () => {
    const of = await digestOf(4)
    const { request } = await dana.does('requestApproval', { ...target, ref: version(4) })
    await report(builder.token, { repository, commit, checks: checks('success', 30, 'unit', 'lint') })
    await attest(scanner, { ref: version(4), of, gate: 'dependency-vulnerabilities' })
    await world.until(async () => {
      const gates = await gatesOf(request.id)
      return gates['ci-status'] === 'PASS' && gates['dependency-vulnerabilities'] === 'PASS'
    })
    await report(builder.token, { repository, commit, checks: checks('failure', 40, 'unit') })
    const issued = new Date().toISOString()
    await attest(scanner, {
      ref: version(4),
      of,
      gate: 'dependency-vulnerabilities',
      outcome: 'FAIL',
      issuedAt: issued,
    })
    await world.until(async () => {
      const gates = await gatesOf(request.id)
      return gates['ci-status'] === 'FAIL' && gates['dependency-vulnerabilities'] === 'FAIL'
    })
    expect((await dana.does('cancelRequest', { id: request.id })).request.state).toBe('CANCELLED')
  },
)

test('only a named producer attests, never for its own version, and of what is there now', patience, async () => {
  const of = await digestOf(3)
  const codeOf = async (who: Somebody, given: Readonly<Record<string, unknown>>) =>
    (await attest(who, given)).userErrors.map(({ code }: { readonly code: string }) => code)
  expect(await codeOf(stranger, { of, gate: 'data-quality' })).toEqual(['FORBIDDEN'])
  expect(await codeOf(second, { of, gate: 'data-quality' })).toEqual(['FORBIDDEN'])
  // Dana trained it, and this is dana under another name.
  expect(await codeOf(danaAgain, { of, gate: 'data-quality' })).toEqual(['OWN_WORK'])
  expect(await codeOf(scanner, { of: 'f'.repeat(64), gate: 'data-quality' })).toEqual(['SUBJECT_CHANGED'])
  expect(await codeOf(scanner, { of, gate: 'data-quality', ref: 'models:/nowhere/1' })).toEqual(['NOT_FOUND'])
  const hostile = [
    { of: 'no digest' },
    { gate: 'No Gate' },
    { outcome: null },
    { values: [{ name: 'a\u0000b', value: 1 }] },
    {
      values: [
        { name: 'a', value: 1 },
        { name: 'a', value: 2 },
      ],
    },
    { uri: 'https://ada:secret@reports.example/1', digest: 'a'.repeat(64) },
    { uri: 'https://reports.example/1?signature=secret', digest: 'a'.repeat(64) },
    { uri: 'javascript:alert(1)', digest: 'a'.repeat(64) },
    { uri: 'https://reports.example/1' },
    { issuedAt: new Date(Date.now() + 3_600_000).toISOString() },
    { expiresAt: issuedAt },
  ]
  for (const given of hostile)
    expect(await codeOf(scanner, { of, gate: 'data-quality', ...given }), JSON.stringify(given)).toEqual([
      'BAD_USER_INPUT',
    ])
})

test('a report drafts a request as its sender’s own, once, and by the rights of the sender', patience, async () => {
  const wish = { ref: version(4), environment: 'production', reason: 'Built by CI.' }
  const told = { repository, commit, checks: checks('success', 50, 'unit'), request: wish }
  const first = await report(builder.token, told)
  expect(first).toMatchObject({ status: 202, body: { request: { state: 'DRAFT' }, refusal: null } })
  expect((await report(builder.token, told)).body.request).toEqual(first.body.request)
  const { approvalRequest } = await dana.read(
    'query ($id: ID!) { approvalRequest(id: $id) { state requester { name } } }',
    { id: first.body.request.id },
  )
  expect(approvalRequest).toEqual({ state: 'DRAFT', requester: { name: 'ci' } })
  const refused = await report(builder.token, { ...told, request: { ...wish, environment: 'nowhere' } })
  expect(refused).toMatchObject({ status: 202, body: { request: null, refusal: { code: 'NOT_FOUND' } } })
})

test('hostile reports are refused whole, and say where they are wrong', patience, async () => {
  const good = { repository, commit, checks: checks('success', 60, 'unit') }
  const [check] = good.checks
  const bad: readonly (readonly [unknown, string])[] = [
    [[], ''],
    [null, ''],
    [{ ...good, more: 1 }, ''],
    [{ ...good, commit: 'main' }, '/commit'],
    [{ ...good, commit: commit.toUpperCase() }, '/commit'],
    [{ ...good, repository: 'file:///srv' }, '/repository'],
    [{ ...good, repository: 'a\u0000b' }, '/repository'],
    [{ ...good, checks: [] }, '/checks'],
    [{ ...good, checks: [check, check] }, '/checks'],
    [{ ...good, checks: Array.from({ length: 101 }, (_, name) => ({ ...check, name: `${name}` })) }, '/checks'],
    [{ ...good, checks: [{ ...check, state: 'green' }] }, '/checks/0/state'],
    [{ ...good, checks: [{ ...check, at: 'yesterday' }] }, '/checks/0/at'],
    [{ ...good, checks: [{ ...check, at: '2999-01-01T00:00:00Z' }] }, '/checks/0/at'],
    [{ ...good, checks: [{ ...check, url: 'https://ci.example/1?token=secret' }] }, '/checks/0/url'],
    [{ ...good, checks: [{ ...check, name: 'ada@example.org' }] }, '/checks/0/name'],
    [{ ...good, request: { ref: version(4) } }, '/request/environment'],
  ]
  for (const [body, field] of bad)
    expect(await report(builder.token, body), JSON.stringify(body)).toMatchObject({
      status: 400,
      body: { errors: [{ extensions: { code: 'BAD_USER_INPUT', field } }] },
    })
  expect((await report(builder.token, '{')).status).toBe(400)
  expect((await report(builder.token, '')).status).toBe(400)
  expect((await report(builder.token, '['.repeat(100))).status).toBe(400)
  expect((await report(builder.token, `"${'a'.repeat(70_000)}"`)).status).toBe(413)
  expect((await report(builder.token, good, { 'content-type': 'text/plain' })).status).toBe(415)
  expect((await report('mw_nobody', good)).status).toBe(401)
  expect((await report(scanner.token, good)).status).toBe(403)
  expect(await world.findings()).toEqual([])
})

test('every gate is listed with its parameters and whose evidence counts, for those who read policies', async () => {
  const query = '{ approvalGates { name description parameters producers } }'
  const { approvalGates } = await world.steward.read(query)
  const named = (name: string) => approvalGates.find((gate: { readonly name: string }) => gate.name === name)
  expect(named('data-quality')).toMatchObject({
    producers: ['scanner', 'author'],
    parameters: { type: 'object', required: ['producers'] },
  })
  expect(named('metric-bar')).toMatchObject({ producers: [], parameters: { required: ['metric', 'bar', 'dataset'] } })
  expect(approvalGates.length).toBeGreaterThanOrEqual(20)
  await expect(dana.read(query)).rejects.toThrow('FORBIDDEN')
})
