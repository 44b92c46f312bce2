import { describe, expect, test } from 'vitest'
import { codeOf, request, review, stateOf, sweep } from '../../test/support/approval-steps.ts'
import { approvalWorld, call, cast, type Somebody } from '../../test/support/approval-world.ts'
import type { Evidence } from '../evidence/types.ts'
import type { Uid } from '../kernel/ids.ts'
import { begin } from './begin.ts'
import { defaultApprovalPolicies } from './default-policies.ts'
import { delegateReviews } from './delegate-reviews.ts'
import { attestedGates } from './gates/attested.ts'
import { standingNow } from './standing.ts'

const everybody = Object.keys(cast)

/** A world whose policies ask for evidence of the data, which somebody has attested by and by. */
async function attestedWorld({ required = true } = {}) {
  const rule = { gate: 'data-quality', required, params: { producers: everybody } }
  const policies = {
    ...defaultApprovalPolicies,
    policies: defaultApprovalPolicies.policies.map((policy) => ({ ...policy, gates: [rule] })),
  }
  const world = await approvalWorld({ policies })
  const told: Evidence[] = []
  const gates = attestedGates({
    producers: everybody.map((name) => ({ name, principal: name, gates: [rule.gate], mayAttestOwnWork: true })),
    latest: async ({ subjectDigest }) => told.filter((each) => each.subjectDigest === subjectDigest),
    makers: async () => new Set(),
  })
  const attest = (who: Somebody, more: Partial<Evidence> = {}, version = '1') => {
    const subjectDigest = world.subjectOf(version)?.facts.subjectDigest ?? ''
    const bound = { version: `v${version}` as Uid, subjectDigest, artifactDigest: null, gate: rule.gate }
    const said = { outcome: 'PASS', values: [], uri: null, digest: null, issuedAt: world.state.now } as const
    const by = { uid: `e${told.length}` as Uid, producer: who, principal: who, receivedAt: world.state.now }
    told.push({ ...bound, ...said, ...by, expiresAt: null, ...more })
  }
  const named = (name: string) => gates.find((gate) => gate.name === name) ?? null
  return { ...world, attest, ports: { ...world.ports, gates: { all: gates, named } } }
}

describe('whoever attested what a gate counts', () => {
  test('does not judge what rests on their word, and others do', async () => {
    const world = await attestedWorld()
    world.attest('rob')
    const { uid, excluded } = await request(world)
    expect(excluded).toContain('rob')
    expect(codeOf(await review(world, ['rob', uid]))).toBe('OWN_WORK')
    expect(codeOf(await review(world, ['rob', uid], 'REJECT'))).toBe('OWN_WORK')
    await review(world, ['bea', uid])
    await review(world, ['cy', uid])
    expect(stateOf(world, uid)).toBe('APPROVED')
  })

  test.each<readonly [string, Somebody, Somebody]>([
    ['under another name', 'bea-too', 'bea'],
    ['by a program that they answer for', 'ci', 'ada'],
  ])('is who they are %s', async (_what, attester, reviewer) => {
    const world = await attestedWorld()
    world.state.people.set('ada', { ...cast.ada, roles: ['model-risk-reviewer', 'data-scientist'] })
    world.state.authors.set('3', ['mlflow:dan'])
    world.attest(attester, {}, '3')
    const made = await request(world, '3')
    expect(codeOf(await review(world, [reviewer, made.uid]))).toBe('OWN_WORK')
  })

  test.each<readonly [string, Somebody, Somebody]>([
    ['stands in for them', 'rob', 'vic'],
    ['they stand in for', 'cy', 'rob'],
  ])('is one person with whoever %s', async (_what, from, to) => {
    const world = await attestedWorld()
    const wide = { environments: null, models: null, startsAt: null, until: world.state.now + 86_400_000 }
    const command = { ...wide, to, reason: 'Away.', idempotencyKey: null }
    const places = { environments: [], models: [] }
    expect((await delegateReviews(world.ports, world.as(from), command, places)).ok).toBe(true)
    world.attest('rob')
    const { uid } = await request(world)
    for (const who of [from, to]) expect(codeOf(await review(world, [who, uid]))).toBe('OWN_WORK')
  })

  test('loses a yes that was said before, once the gate counts their word', async () => {
    const world = await attestedWorld()
    const { uid } = await request(world)
    await review(world, ['bea', uid])
    await review(world, ['cy', uid])
    expect(stateOf(world, uid)).toBe('PENDING')
    world.attest('bea')
    await sweep(world)
    expect(world.store.kept().requests.get(uid)).toMatchObject({
      state: 'PENDING',
      excluded: expect.arrayContaining(['bea']),
    })
    await review(world, ['rob', uid])
    expect(stateOf(world, uid)).toBe('APPROVED')
  })

  test('loses a yes to what was approved by the word of somebody else, if theirs came meanwhile', async () => {
    const world = await attestedWorld()
    world.attest('dan')
    const { uid } = await request(world)
    await review(world, ['bea', uid])
    await review(world, ['cy', uid])
    expect(stateOf(world, uid)).toBe('APPROVED')
    world.attest('bea')
    expect((await begin(world.ports, uid, call)).ok).toBe(false)
    expect(stateOf(world, uid)).toBe('PENDING')
    expect(codeOf(await review(world, ['bea', uid]))).toBe('OWN_WORK')
  })

  test('may judge where their word does not count', async () => {
    const expired = await attestedWorld()
    expired.attest('dan')
    expired.attest('rob', { expiresAt: expired.state.now })
    expired.attest('rob', { subjectDigest: 'of other bytes' })
    const first = await request(expired)
    expect((await review(expired, ['rob', first.uid])).ok).toBe(true)
    const shown = await attestedWorld({ required: false })
    shown.attest('rob')
    const second = await request(shown)
    expect((await review(shown, ['rob', second.uid])).ok).toBe(true)
  })

  test('leaves too few to say yes, which is said at submission by the name of the rule', async () => {
    const world = await attestedWorld()
    for (const who of ['bea', 'rob', 'dan'] as const) world.attest(who)
    const made = await request(world)
    const { blockers } = await standingNow(world.ports, made, null)
    expect(blockers.map(({ code }) => code)).toContain('UNSATISFIABLE')
  })
})
