import { expect, test } from 'vitest'
import { deployment, servedWorld } from './served-world.ts'

const patience = { timeout: 600_000 }
const reviewers = [
  { name: 'model risk', role: 'model-risk-reviewer' },
  { name: 'business owner', role: 'business-owner' },
]
const world = await servedWorld({
  approvals: {
    producers: [{ name: 'ci', principal: { serviceAccount: 'ci' }, gates: ['ci-status'] }],
    policies: [{ name: 'production', protected: true, gates: [{ gate: 'artifact-integrity' }], reviewers }],
  },
})
const { dana, rita, bo, version, settles, answered, gateway } = world
const { token } = await gateway.tokens.create({
  principalName: 'ci',
  ownerName: 'ops',
  roles: ['evidence-producer', 'ml-engineer'],
  lifetimeMs: null,
})

/** What a CI system is answered that reports a green check and asks for the third version to be served. */
async function reported(wish: Readonly<Record<string, unknown>>) {
  const checks = [{ name: 'unit', state: 'success', at: new Date().toISOString(), url: 'https://ci.example/unit' }]
  const request = { ref: version(3), environment: 'production', reason: 'Built by CI.', ...wish }
  const payload = { repository: 'git@git.example:Risk.git', commit: 'c'.repeat(40), checks, request }
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const answer = await gateway.server.inject({ method: 'POST', url: '/hooks/ci', headers, payload })
  expect(answer.statusCode).toBe(202)
  return JSON.parse(answer.body)
}

test(
  'a report drafts a request for a deployment, which a person submits, others approve, and the endpoint answers',
  patience,
  async () => {
    const drafted = await reported({ deployment })
    expect(drafted).toMatchObject({ request: { state: 'DRAFT' }, refusal: null })
    const { id } = drafted.request
    expect(await settles(id, 'DRAFT')).toMatchObject({
      targetRef: `deployment:serving/${deployment}`,
      versionRef: version(3),
      requester: { name: 'ci' },
    })
    expect(await reported({ deployment })).toMatchObject({ request: { id }, refusal: null })
    expect(await answered()).toBeNull()
    expect((await dana.does('resubmitRequest', { id, reason: 'It is better.' })).userErrors).toEqual([])
    for (const reviewer of [rita, bo])
      expect((await reviewer.does('reviewRequest', { id, decision: 'APPROVE' })).userErrors).toEqual([])
    await settles(id, 'COMPLETED')
    expect(await answered()).toEqual({ version: '3', value: 3 })
  },
)

test('a report that does not say which target it means, or names none, drafts nothing and is taken all the same', async () => {
  const refusals = [
    [{}, 'AMBIGUOUS_REF'],
    [{ deployment: 'elsewhere' }, 'NOT_FOUND'],
    [{ deployment, alias: 'champion' }, 'AMBIGUOUS_REF'],
  ] as const
  for (const [wish, code] of refusals)
    expect(await reported(wish), JSON.stringify(wish)).toMatchObject({ request: null, refusal: { code } })
  expect(await world.findings()).toEqual([])
})
