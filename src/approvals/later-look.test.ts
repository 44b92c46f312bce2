import { describe, expect, test } from 'vitest'
import { asked, codeOf, request, review, stateOf, type World } from '../../test/support/approval-steps.ts'
import { approvalWorld, call, cast, type Somebody } from '../../test/support/approval-world.ts'
import type { Uid } from '../kernel/ids.ts'
import { begin } from './begin.ts'
import { defaultApprovalPolicies } from './default-policies.ts'
import { requestApproval } from './request.ts'
import { resubmitRequest } from './resubmit.ts'

const kept = (world: World, uid: Uid) => world.store.kept().requests.get(uid)

/** The world with its model at another risk from now on. */
async function atRisk(world: World, riskTier: number): Promise<World> {
  const before = await world.ports.governed(world.subjectOf('1')?.facts ?? expect.fail('no version'))
  const governed = before === null ? null : { ...before, riskTier }
  return { ...world, ports: { ...world.ports, governed: async () => governed } }
}

describe('at a later look', () => {
  test('an unknown author is unknown still, though the tool names somebody else by now', async () => {
    const world = await approvalWorld()
    world.state.authors.set('1', ['mlflow:mallory'])
    const { uid } = await request(world)
    world.state.authors.set('1', ['mlflow:ada'])
    await review(world, ['bea', uid])
    await review(world, ['cy', uid])
    expect(kept(world, uid)?.unknownAuthors).toEqual(['mlflow:mallory'])
    expect(stateOf(world, uid)).toBe('PENDING')
  })

  test('vouching for the name clears it, and shuts out whoever it is', async () => {
    const world = await approvalWorld()
    world.state.authors.set('1', ['mlflow:mallory'])
    const { uid } = await request(world)
    world.state.authors.set('1', ['mlflow:ada'])
    await review(world, ['bea', uid])
    world.state.aliases = { ...world.state.aliases, 'mlflow:mallory': ['rob'] }
    expect(codeOf(await review(world, ['rob', uid]))).toBe('OWN_WORK')
    await review(world, ['cy', uid])
    expect(kept(world, uid)).toMatchObject({ unknownAuthors: [], excluded: expect.arrayContaining(['rob']) })
    expect(stateOf(world, uid)).toBe('APPROVED')
  })

  test('a raised risk is what reviewers must be cleared for, and it does not get lower again', async () => {
    const world = await approvalWorld()
    const { uid } = await request(world)
    const risky = await atRisk(world, 4)
    expect(codeOf(await review(risky, ['bea', uid]))).toBe('FORBIDDEN')
    await review(world, ['bea', uid])
    await review(world, ['cy', uid])
    expect(stateOf(world, uid)).toBe('APPROVED')
    expect((await begin(risky.ports, uid, call)).ok).toBe(false)
    expect(kept(world, uid)).toMatchObject({ state: 'PENDING', riskTier: 4, cause: 'REVIEWS_MISSING' })
    expect(codeOf(await review(world, ['bea', uid]))).toBe('FORBIDDEN')
  })
})

describe('a mutation sent again under its key', () => {
  test('shows nothing to somebody who sees the model no more', async () => {
    const world = await approvalWorld()
    const { uid } = await request(world)
    const first = await review(world, ['bea', uid], 'APPROVE', { idempotencyKey: 'k' })
    expect(first.ok).toBe(true)
    expect((await review(world, ['bea', uid], 'APPROVE', { idempotencyKey: 'k' })).ok).toBe(true)
    const bea = world.state.people.get('bea') ?? expect.fail('nobody')
    world.state.people.set('bea', { ...bea, roles: [] })
    expect(codeOf(await review(world, ['bea', uid], 'APPROVE', { idempotencyKey: 'k' }))).toBe('NOT_FOUND')
  })
})

test('what would be due only after an approval has lapsed is not asked for', async () => {
  const world = await approvalWorld()
  const ask = (notBefore: number) => requestApproval(world.ports, world.as('ada'), { ...asked, notBefore }, call)
  const lapses = world.state.now + defaultLife
  expect(await ask(lapses + 1)).toMatchObject({ ok: false, problem: { code: 'BAD_USER_INPUT', field: ['notBefore'] } })
  expect((await ask(lapses)).ok).toBe(true)
})

const defaultLife = Math.min(...defaultApprovalPolicies.policies.map(({ approvalTtlMs }) => approvalTtlMs))

describe('no tool is asked anything about a version', () => {
  test.each([
    ['by a yes of somebody who does not see the model', 'vic', 'NOT_FOUND'],
    ['by a yes to own work', 'ada', 'OWN_WORK'],
    ['by a yes of somebody without the right', 'pia', 'FORBIDDEN'],
  ] as const)('%s', async (_what, who, code) => {
    const world = await approvalWorld()
    const { uid } = await request(world)
    if (code === 'NOT_FOUND') blind(world, who)
    world.state.calls = 0
    world.state.isDown = true
    expect(codeOf(await review(world, [who, uid]))).toBe(code)
    expect(world.state.calls).toBe(0)
  })

  test('by a yes to what is over, or to another revision', async () => {
    const world = await approvalWorld()
    const { uid, revision } = await request(world)
    world.state.calls = 0
    const stale = { expectedRevision: revision - 1 }
    expect(codeOf(await review(world, ['bea', uid], 'APPROVE', stale))).toBe('REVISION_CONFLICT')
    world.state.now = (kept(world, uid)?.expiresAt ?? 0) + 1
    expect(codeOf(await review(world, ['bea', uid]))).toBe('NOT_REVIEWABLE')
    expect(world.state.calls).toBe(0)
  })

  test.each([
    ['who does not see the model', 'vic', 'NOT_FOUND'],
    ['who did not ask for it', 'dan', 'FORBIDDEN'],
    ['who asked and may not any more', 'ada', 'FORBIDDEN'],
  ] as const)('by submitting a draft again of somebody %s', async (_what, who, code) => {
    const world = await approvalWorld()
    const { uid } = await request(world, '1', { draft: true })
    if (code === 'NOT_FOUND') blind(world, who)
    if (who === 'ada') world.state.people.set('ada', { ...cast.ada, roles: ['viewer'] })
    world.state.calls = 0
    const command = { request: uid, reason: null, expectedRevision: null, idempotencyKey: null }
    expect(codeOf(await resubmitRequest(world.ports, world.as(who), command, call))).toBe(code)
    expect(world.state.calls).toBe(0)
  })
})

/** Takes all roles of somebody. */
function blind(world: World, who: Somebody): void {
  world.state.people.set(who, { ...cast[who], roles: [] })
}
