import { describe, expect, test } from 'vitest'
import {
  approved,
  asked,
  carryOut,
  codeOf,
  request,
  review,
  stateOf,
  sweep,
  type World,
} from '../../test/support/approval-steps.ts'
import { approvalWorld, call } from '../../test/support/approval-world.ts'
import { abilitiesOf } from './abilities.ts'
import { begin } from './begin.ts'
import { cancelRequest } from './cancel.ts'
import { previewRequest, requestApproval } from './request.ts'
import { resubmitRequest } from './resubmit.ts'
import { compensating, movedUnsent, stuck, undone } from './settle.ts'
import { standingNow } from './standing.ts'

const dayMs = 24 * 60 * 60 * 1000

describe('a request', () => {
  test('goes from asking over two reviewers to being carried out, each step with its record', async () => {
    const world = await approvalWorld()
    const uid = await approved(world)
    expect(stateOf(world, uid)).toBe('APPROVED')
    expect((await carryOut(world, uid)).ok).toBe(true)
    const { events, requests } = world.store.kept()
    expect(requests.get(uid)?.state).toBe('COMPLETED')
    expect(events.map(({ type }) => type)).toEqual([
      'gov.approval.drafted.v1',
      'gov.approval.submitted.v1',
      'gov.approval.reviewed.v1',
      'gov.approval.reviewed.v1',
      'gov.approval.approved.v1',
      'gov.approval.executing.v1',
      'gov.approval.completed.v1',
    ])
    expect(events.at(4)?.details).toMatchObject({ transition: 'T7', reviews: [expect.any(String), expect.any(String)] })
  })

  test('is shown before it is made, with places, people who could, and what blocks; nothing is written', async () => {
    const world = await approvalWorld()
    world.state.authors.set('1', ['mlflow:bea', 'mlflow:root'])
    const preview = await previewRequest(world.ports, world.as('ada'), asked, call)
    if (!preview.ok) throw new Error(preview.problem.message)
    const { slots, blockers, gates, unknownAuthors } = preview.value
    expect(slots.map(({ rule, eligible }) => [rule, eligible])).toEqual([
      ['model risk', 2],
      ['business owner', 2],
    ])
    expect(blockers.map(({ code }) => code)).toEqual(['UNKNOWN_AUTHOR', 'REVIEWS_MISSING', 'REVIEWS_MISSING'])
    expect(gates.map(({ rule, result }) => [rule.gate, result.verdict])).toEqual([
      ['artifact-integrity', 'PASS'],
      ['ownership', 'PASS'],
      ['signature-compatibility', 'NOT_APPLICABLE'],
    ])
    expect(unknownAuthors).toEqual(['mlflow:root'])
    expect(world.store.kept().requests.size).toBe(0)
    expect(world.store.kept().events).toEqual([])
  })

  test('that nobody could approve says so at once and names the rule', async () => {
    const world = await approvalWorld()
    world.state.people.delete('cy')
    world.state.people.delete('rob')
    world.state.authors.set('1', ['mlflow:bea'])
    const made = await request(world)
    const { blockers } = await standingNow(world.ports, made, null)
    expect(blockers.filter(({ code }) => code === 'UNSATISFIABLE').map(({ subject }) => subject)).toEqual([
      'business owner',
    ])
  })

  test('sent twice under one key is made once, and another under that key is refused', async () => {
    const world = await approvalWorld()
    const one = await request(world, '1', { idempotencyKey: 'k' })
    const two = await request(world, '1', { idempotencyKey: 'k' })
    expect(two.uid).toBe(one.uid)
    const other = await requestApproval(
      world.ports,
      world.as('ada'),
      { ...asked, reason: 'else', idempotencyKey: 'k' },
      call,
    )
    expect(codeOf(other)).toBe('IDEMPOTENCY_CONFLICT')
    expect(codeOf(await requestApproval(world.ports, world.as('ada'), asked, call))).toBe('DUPLICATE_REQUEST')
  })

  test.each([
    ['whoever may not ask', 'vic', {}, 'FORBIDDEN'],
    ['an unknown version', 'ada', { ref: 'models:/fraud/9' }, 'NOT_FOUND'],
    ['an unknown target', 'ada', { environment: 'moon' }, 'NOT_FOUND'],
    ['no reason', 'ada', { reason: ' ' }, 'BAD_USER_INPUT'],
  ] as const)('is refused for %s', async (_what, who, more, code) => {
    const world = await approvalWorld()
    expect(codeOf(await requestApproval(world.ports, world.as(who), { ...asked, ...more }, call))).toBe(code)
  })

  test('is refused where no policy is about it, and where there is nothing to do', async () => {
    const world = await approvalWorld()
    world.state.alias = '1'
    expect(codeOf(await requestApproval(world.ports, world.as('ada'), asked, call))).toBe('NOTHING_TO_DO')
    world.state.policies = { ...world.state.policies, policies: [] }
    expect(
      codeOf(await requestApproval(world.ports, world.as('ada'), { ...asked, ref: 'models:/fraud/2' }, call)),
    ).toBe('NO_POLICY')
  })
})

describe('a review', () => {
  test.each([
    ['whoever asked', 'ada', '1', 'OWN_WORK'],
    ['whoever ran the training', 'dan', '2', 'OWN_WORK'],
    ['a program of whoever asked', 'ci', '1', 'OWN_WORK'],
    ['somebody without a reviewing role', 'vic', '1', 'FORBIDDEN'],
  ] as const)('of %s is refused, and recorded', async (_what, who, version, code) => {
    const world = await approvalWorld()
    const { uid } = await request(world, version)
    expect(codeOf(await review(world, [who, uid]))).toBe(code)
    expect(world.store.kept().events.at(-1)).toMatchObject({ type: 'gov.approval.denied.v1', decision: 'DENY' })
  })

  test('of one person under two names fills one place', async () => {
    const world = await approvalWorld()
    const { uid } = await request(world)
    await review(world, ['bea', uid])
    await review(world, ['bea-too', uid], 'APPROVE')
    expect(stateOf(world, uid)).toBe('PENDING')
  })

  test('said twice counts once, and after the end it is refused and recorded', async () => {
    const world = await approvalWorld()
    const { uid } = await request(world)
    await review(world, ['bea', uid])
    expect(codeOf(await review(world, ['bea', uid]))).toBe('ALREADY_REVIEWED')
    await review(world, ['cy', uid])
    expect(codeOf(await review(world, ['rob', uid]))).toBe('NOT_REVIEWABLE')
    expect(world.store.kept().events.at(-1)?.details).toMatchObject({ code: 'NOT_REVIEWABLE' })
  })

  test('of an old revision is refused', async () => {
    const world = await approvalWorld()
    const { uid, revision } = await request(world)
    expect(codeOf(await review(world, ['bea', uid], 'APPROVE', { expectedRevision: revision - 1 }))).toBe(
      'REVISION_CONFLICT',
    )
  })

  test('with one no too many rejects, and a no takes back what was approved and not begun', async () => {
    const world = await approvalWorld()
    const first = await request(world)
    await review(world, ['rob', first.uid], 'REJECT')
    expect(stateOf(world, first.uid)).toBe('REJECTED')
    const second = await approved(world, '3')
    await review(world, ['rob', second], 'REJECT')
    expect(stateOf(world, second)).toBe('REVOKED')
  })

  test('can be taken back while the request waits, and then fills nothing', async () => {
    const world = await approvalWorld()
    const { uid } = await request(world)
    await review(world, ['bea', uid])
    expect((await review(world, ['bea', uid], 'TAKE_BACK')).ok).toBe(true)
    await review(world, ['cy', uid])
    expect(stateOf(world, uid)).toBe('PENDING')
  })

  test('of bytes that have changed is refused, and everybody is asked anew', async () => {
    const world = await approvalWorld()
    const { uid, subject } = await request(world)
    await review(world, ['bea', uid])
    world.state.bytes.set('1', 'other')
    expect(codeOf(await review(world, ['cy', uid]))).toBe('SUBJECT_CHANGED')
    const now = world.store.kept().requests.get(uid)
    expect(now).toMatchObject({ state: 'PENDING', cause: 'SUBJECT_CHANGED' })
    expect(now?.subject.subjectDigest).not.toBe(subject.subjectDigest)
    await review(world, ['cy', uid])
    expect(stateOf(world, uid)).toBe('PENDING')
    await review(world, ['bea', uid])
    expect(stateOf(world, uid)).toBe('APPROVED')
  })

  test('of a tool that is down is a fault and changes nothing', async () => {
    const world = await approvalWorld()
    const { uid } = await request(world)
    world.state.isDown = true
    await expect(review(world, ['bea', uid])).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
    expect((await review(world, ['rob', uid], 'REJECT')).ok).toBe(true)
  })

  test('does not approve where the author is unknown, until somebody vouches for the name', async () => {
    const world = await approvalWorld()
    world.state.authors.set('1', ['mlflow:root'])
    const uid = await approved(world)
    expect(stateOf(world, uid)).toBe('PENDING')
    world.state.aliases = { ...world.state.aliases, 'mlflow:root': ['ada'] }
    await sweep(world)
    expect(stateOf(world, uid)).toBe('APPROVED')
  })
})

describe('an approved request', () => {
  test('is not carried out when its bytes, its target, a role or the policies changed since', async () => {
    const changes: readonly ((world: World) => void)[] = [
      ({ state }) => state.bytes.set('1', 'other'),
      ({ state }) => (state.alias = '3'),
      ({ state }) => state.people.delete('cy'),
      ({ state }) => {
        const [staging, guarded] = state.policies.policies
        if (staging === undefined || guarded === undefined) throw new Error('no policies')
        const more = { name: 'privacy', role: 'privacy-reviewer', team: null, count: 1 } as const
        const policies = [staging, { ...guarded, reviewers: [...guarded.reviewers, more] }]
        state.policies = { ...state.policies, number: 1, policies }
      },
    ]
    for (const change of changes) {
      const world = await approvalWorld()
      const uid = await approved(world)
      change(world)
      expect((await begin(world.ports, uid, call)).ok).toBe(false)
      expect(stateOf(world, uid)).toBe('PENDING')
    }
  })

  test('waits for a gate that does not pass now, and lapses in the end', async () => {
    const world = await approvalWorld()
    const uid = await approved(world)
    const fraud = world.state.people.get('dan')
    if (fraud !== undefined) world.state.people.set('dan', { ...fraud, teams: [] })
    expect(codeOf(await begin(world.ports, uid, call))).toBe('CONFLICT')
    expect(stateOf(world, uid)).toBe('APPROVED')
    world.state.now += 8 * dayMs
    await sweep(world)
    expect(stateOf(world, uid)).toBe('EXPIRED')
  })

  test('supersedes the one before, and others that were planned from that wait anew', async () => {
    const world = await approvalWorld()
    const first = await approved(world, '1')
    const sibling = await approved(world, '3')
    await carryOut(world, first)
    expect(stateOf(world, sibling)).toBe('PENDING')
    await sweep(world)
    await review(world, ['bea', sibling])
    await review(world, ['cy', sibling])
    expect((await carryOut(world, sibling)).ok).toBe(true)
    expect([stateOf(world, first), stateOf(world, sibling)]).toEqual(['SUPERSEDED', 'COMPLETED'])
  })

  test('shares its target with no other that is being carried out', async () => {
    const world = await approvalWorld()
    const [one, two] = [await approved(world, '1'), await approved(world, '3')]
    expect((await begin(world.ports, one, call)).ok).toBe(true)
    expect(codeOf(await begin(world.ports, two, call))).toBe('CONFLICT')
  })

  test('whose effects fail is undone, and one whose target moved gives it free and waits anew', async () => {
    const world = await approvalWorld()
    const cause = { code: 'UPSTREAM_UNAVAILABLE', message: 'down' }
    const settle = (work: Parameters<typeof world.store.changes.change>[1]) =>
      world.store.changes.change(world.as('ada').actor, work)
    const one = await approved(world, '1')
    await begin(world.ports, one, call)
    await settle((transaction) => compensating(transaction, one, cause))
    await settle((transaction) => undone(transaction, one, cause))
    expect(stateOf(world, one)).toBe('ROLLED_BACK')
    const two = await approved(world, '3')
    await begin(world.ports, two, call)
    await settle((transaction) => movedUnsent(transaction, two, cause))
    expect(stateOf(world, two)).toBe('PENDING')
  })

  test('is cancelled by whoever asked or who may revoke it, and by nobody else', async () => {
    const world = await approvalWorld()
    const command = { reason: null, expectedRevision: null, idempotencyKey: null }
    const uid = await approved(world)
    expect(codeOf(await cancelRequest(world.ports, world.as('vic'), { ...command, request: uid }))).toBe('FORBIDDEN')
    expect((await cancelRequest(world.ports, world.as('ada'), { ...command, request: uid })).ok).toBe(true)
    const other = await approved(world, '3')
    expect((await cancelRequest(world.ports, world.as('pia'), { ...command, request: other })).ok).toBe(true)
  })

  test('is cancelled by whoever may revoke it, and they are told so', async () => {
    const world = await approvalWorld()
    const uid = await approved(world, '3')
    const made = world.store.kept().requests.get(uid)
    if (made === undefined) throw new Error('no request')
    expect((await abilitiesOf(world.ports, made, world.as('cy').principal)).cancel).toBe(true)
    const command = { request: uid, reason: null, expectedRevision: null, idempotencyKey: null }
    expect((await cancelRequest(world.ports, world.as('cy'), command)).ok).toBe(true)
  })

  test('that is stuck is ended by whoever may revoke it, with a reason, and leaves its target to others', async () => {
    const world = await approvalWorld()
    const [uid, next] = [await approved(world, '1'), await approved(world, '3')]
    await begin(world.ports, uid, call)
    const cause = { code: 'CONFLICT', message: 'moved' }
    await world.store.changes.change(world.as('ada').actor, (transaction) => stuck(transaction, uid, cause))
    const made = world.store.kept().requests.get(uid)
    if (made === undefined) throw new Error('no request')
    const cancelOf = async (who: 'ada' | 'pia') =>
      (await abilitiesOf(world.ports, made, world.as(who).principal)).cancel
    expect([await cancelOf('ada'), await cancelOf('pia')]).toEqual([false, true])
    const command = { request: uid, reason: 'The alias was put right by hand.', expectedRevision: null }
    const keyed = { ...command, idempotencyKey: null }
    expect(codeOf(await cancelRequest(world.ports, world.as('ada'), keyed))).toBe('FORBIDDEN')
    expect(codeOf(await cancelRequest(world.ports, world.as('pia'), { ...keyed, reason: ' ' }))).toBe('BAD_USER_INPUT')
    expect(codeOf(await begin(world.ports, next, call))).toBe('CONFLICT')
    expect((await cancelRequest(world.ports, world.as('pia'), keyed)).ok).toBe(true)
    expect(world.store.kept().events.at(-1)).toMatchObject({ type: 'gov.approval.cancelled.v1' })
    expect((await begin(world.ports, next, call)).ok).toBe(true)
  })
})

test('a draft keeps nobody from asking for the same, and is looked at when it is submitted', async () => {
  const world = await approvalWorld()
  const { uid } = await request(world, '1', { draft: true })
  await request(world)
  const command = { request: uid, reason: null, expectedRevision: null, idempotencyKey: null }
  expect(codeOf(await resubmitRequest(world.ports, world.as('ada'), command, call))).toBe('DUPLICATE_REQUEST')
})

test('a draft whose time has moved too far by the policies of now is not submitted', async () => {
  const world = await approvalWorld()
  const { uid } = await request(world, '1', { draft: true, notBefore: world.state.now + 6 * dayMs })
  const policies = world.state.policies.policies.map((policy) => ({ ...policy, approvalTtlMs: 2 * dayMs }))
  world.state.policies = { ...world.state.policies, number: 1, policies }
  const command = { request: uid, reason: null, expectedRevision: null, idempotencyKey: null }
  const submitted = await resubmitRequest(world.ports, world.as('ada'), command, call)
  expect(submitted).toMatchObject({ ok: false, problem: { code: 'BAD_USER_INPUT', field: ['notBefore'] } })
  world.state.now += 5 * dayMs
  expect((await resubmitRequest(world.ports, world.as('ada'), command, call)).ok).toBe(true)
})

test('a mutation that is sent again under its key is done once, for a month', async () => {
  const world = await approvalWorld()
  const one = await request(world, '1', { idempotencyKey: 'k' })
  world.state.now += 29 * dayMs
  await sweep(world)
  expect((await request(world, '1', { idempotencyKey: 'k' })).uid).toBe(one.uid)
  world.state.now += 2 * dayMs
  await sweep(world)
  expect((await request(world, '1', { idempotencyKey: 'k' })).uid).not.toBe(one.uid)
})
