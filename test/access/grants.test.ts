import { describe, expect, test } from 'vitest'
import { grantStateOf, type Principal } from '../../src/access/index.ts'
import { engines } from '../store/engines.ts'
import { aWish, beginning, granted, stewardWorld } from './stewards.ts'

const refusedWith = (code: string) => ({ ok: false, problem: { code } })
const weekMs = 7 * 24 * 60 * 60 * 1000

describe.each(engines)('grants on %s', (engine) => {
  test('a steward grants a role at once, and the store counts rights up and records it with the grant', async () => {
    const world = await stewardWorld(engine)
    const ann = await world.admit('ann', 'policy-steward')
    const before = await world.epoch()
    const grant = granted(await world.request(ann, {}))
    expect(grantStateOf(grant, world.time.now)).toBe('ACTIVE')
    expect((await world.state.load()).grants).toMatchObject([{ ...aWish, id: grant.id, createdBy: ann.id }])
    expect(await world.epoch()).toBe(before + 1)
    expect(await world.recorded()).toEqual(['gov.grant.created.v1'])
    expect((await world.verify()).findings).toEqual([])
  })

  test('whoever is no steward is refused, which is recorded and changes nothing', async () => {
    const world = await stewardWorld(engine)
    const vic = await world.admit('vic', 'viewer')
    const before = await world.epoch()
    expect(await world.request(vic, {})).toMatchObject(refusedWith('FORBIDDEN'))
    expect((await world.state.load()).grants).toEqual([])
    expect(await world.epoch()).toBe(before)
    expect(await world.recorded()).toEqual(['gov.grant.denied.v1'])
  })

  test('nobody grants themselves what they do not have, and is told who could', async () => {
    const world = await stewardWorld(engine)
    const ann = await world.admit('ann', 'policy-steward')
    await world.admit('bob', 'policy-steward')
    const outcome = await world.request(ann, { holder: { type: 'USER', id: ann.id } })
    expect(outcome).toMatchObject({
      ok: false,
      problem: { code: 'SELF_WIDENING', message: expect.stringContaining('bob') },
    })
    expect(await world.recorded()).toEqual(['gov.grant.denied.v1'])
  })

  test.each(['administrator', 'policy-steward', 'effect-executor', 'model-risk-reviewer'] as const)(
    '%s gives nothing until a second steward confirms it',
    async (role) => {
      const world = await stewardWorld(engine)
      const ann = await world.admit('ann', 'policy-steward')
      const bob = await world.admit('bob', 'policy-steward')
      const { id, standing } = granted(await world.request(ann, { role }))
      expect(standing.kind).toBe('REQUESTED')
      expect((await world.state.load()).grants).toEqual([])
      world.time.now += 5
      const confirmed = granted(await world.confirm(bob, id))
      expect(confirmed).toMatchObject({ id, createdBy: ann.id, standing: { confirmedBy: bob.id } })
      expect((await world.state.load()).grants).toMatchObject([{ id, role, createdAt: beginning + 5 }])
      expect(await world.recorded()).toEqual(['gov.grant.requested.v1', 'gov.grant.confirmed.v1'])
    },
  )

  test('what is granted on a protected environment takes two as well', async () => {
    const world = await stewardWorld(engine)
    const ann = await world.admit('ann', 'policy-steward')
    const wish = { role: 'operator', scope: { type: 'Environment', id: 'production' } } as const
    expect(granted(await world.request(ann, wish)).standing.kind).toBe('REQUESTED')
  })

  test('of two stewards who confirm at once one does, and there is one grant', async () => {
    const world = await stewardWorld(engine)
    const [ann, bob, cy] = await stewards(world.admit)
    const { id } = granted(await world.request(ann, { role: 'administrator' }))
    const outcomes = await Promise.all([world.confirm(bob, id), world.confirm(cy, id)])
    expect(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.problem.code)).toSorted()).toEqual([
      'NOT_PENDING',
      'ok',
    ])
    expect((await world.state.load()).grants).toHaveLength(1)
  })

  test('whoever asked cannot confirm, nor can whoever would get it', async () => {
    const world = await stewardWorld(engine)
    const [ann, bob] = await stewards(world.admit)
    const { id } = granted(await world.request(ann, { role: 'administrator', holder: { type: 'USER', id: bob.id } }))
    expect(await world.confirm(ann, id)).toMatchObject(refusedWith('SAME_STEWARD'))
    expect(await world.confirm(bob, id)).toMatchObject(refusedWith('SELF_WIDENING'))
    expect((await world.state.load()).grants).toEqual([])
    expect(await world.recorded()).toEqual(['gov.grant.requested.v1', 'gov.grant.denied.v1', 'gov.grant.denied.v1'])
  })

  test('a service account is no second person beside who answers for it, and nothing to grant oneself by', async () => {
    const world = await stewardWorld(engine)
    const [ann, bob] = await stewards(world.admit)
    const bot = await world.admitAccount('bot', 'ann', 'policy-steward')
    const { id } = granted(await world.request(ann, { role: 'administrator' }))
    expect(await world.confirm(bot, id)).toMatchObject(refusedWith('SAME_STEWARD'))
    const holder = { type: 'SERVICE_ACCOUNT', id: bot.id } as const
    expect(await world.request(ann, { holder })).toMatchObject(refusedWith('SELF_WIDENING'))
    expect(await world.request(bot, { holder: { type: 'USER', id: ann.id } })).toMatchObject(
      refusedWith('SELF_WIDENING'),
    )
    granted(await world.request(bob, { holder }))
  })

  test('a steward whose token was revoked between the two steps counts no more', async () => {
    const world = await stewardWorld(engine)
    const [ann, bob] = await stewards(world.admit)
    const { id } = granted(await world.request(ann, { role: 'administrator' }))
    await world.tokens.revoke(ann.tokenId ?? '')
    expect(await world.confirm(bob, id)).toMatchObject(refusedWith('STEWARD_LOST_RIGHT'))
  })

  test('a steward by a grant that ended between the two steps counts no more, first or second', async () => {
    const world = await stewardWorld(engine)
    const [ann, bob, cy] = await stewards(world.admit)
    const dee = await world.admit('dee')
    const until = world.time.now + 1_000
    const made = granted(
      await world.request(ann, { role: 'policy-steward', holder: { type: 'USER', id: dee.id }, expiresAt: until }),
    )
    granted(await world.confirm(bob, made.id))
    const first = granted(await world.request(dee, { role: 'administrator' }))
    const second = granted(await world.request(ann, { role: 'administrator' }))
    world.time.now = until
    expect(await world.confirm(cy, first.id)).toMatchObject(refusedWith('STEWARD_LOST_RIGHT'))
    // Whoever may not read policy any more does not even learn of the grant.
    expect(await world.confirm(dee, second.id)).toMatchObject(refusedWith('NOT_FOUND'))
  })

  test('a grant ends, and one that waits lapses, to the millisecond', async () => {
    const world = await stewardWorld(engine)
    const [ann, bob] = await stewards(world.admit)
    const short = granted(await world.request(ann, { expiresAt: beginning + 10 }))
    const waiting = granted(await world.request(ann, { role: 'administrator' }))
    const brief = granted(await world.request(ann, { role: 'administrator', expiresAt: beginning + 10 }))
    expect([grantStateOf(short, beginning + 9), grantStateOf(short, beginning + 10)]).toEqual(['ACTIVE', 'EXPIRED'])
    world.time.now = beginning + 10
    expect(await world.confirm(bob, brief.id)).toMatchObject(refusedWith('NOT_PENDING'))
    expect(await world.revoke(ann, short.id)).toMatchObject(refusedWith('ALREADY_ENDED'))
    world.time.now = beginning + weekMs
    expect(await world.confirm(bob, waiting.id)).toMatchObject(refusedWith('NOT_PENDING'))
    world.time.now = beginning + weekMs - 1
    granted(await world.confirm(bob, waiting.id))
  })

  test('a grant that ends now or before is refused', async () => {
    const world = await stewardWorld(engine)
    const ann = await world.admit('ann', 'policy-steward')
    for (const expiresAt of [0, beginning])
      expect(await world.request(ann, { expiresAt })).toMatchObject(refusedWith('BAD_USER_INPUT'))
    granted(await world.request(ann, { expiresAt: beginning + 1 }))
  })

  test('a grant is ended once, by a steward; one that waits also by whoever asked', async () => {
    const world = await stewardWorld(engine)
    const [ann, bob] = await stewards(world.admit)
    const carol = await world.admit('carol')
    const grant = granted(await world.request(ann, { holder: { type: 'USER', id: carol.id } }))
    expect(await world.revoke(carol, grant.id)).toMatchObject(refusedWith('FORBIDDEN'))
    expect(granted(await world.revoke(bob, grant.id)).standing).toMatchObject({ revokedAt: beginning })
    expect(await world.revoke(bob, grant.id)).toMatchObject(refusedWith('ALREADY_ENDED'))
    const waiting = granted(await world.request(ann, { role: 'administrator' }))
    expect(granted(await world.revoke(ann, waiting.id)).standing).toMatchObject({ withdrawnAt: beginning })
    expect(await world.confirm(bob, waiting.id)).toMatchObject(refusedWith('NOT_PENDING'))
    expect((await world.state.load()).grants).toEqual([])
  })

  test('lists show states, one page after the other, and to others only what is theirs', async () => {
    const world = await stewardWorld(engine)
    const [ann, bob] = await stewards(world.admit)
    const carol = await world.admit('carol')
    const made = []
    for (const role of ['viewer', 'administrator', 'operator', 'auditor', 'administrator'] as const) {
      world.time.now += 1
      made.push(granted(await world.request(ann, { role, holder: { type: 'USER', id: carol.id } })).id)
    }
    const [viewer = '', waiting = '', operator = '', auditor = '', withdrawn = ''] = made
    await world.revoke(bob, operator)
    await world.revoke(bob, withdrawn)
    const all = { now: world.time.now, heldBy: null }
    const first = await world.reads.grants(all, { first: 3, after: null })
    const rest = await world.reads.grants(all, { first: 3, after: first.items.at(-1)?.id ?? null })
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(made)
    expect([first.hasNextPage, rest.hasNextPage]).toEqual([true, false])
    const idsOf = async (query: object) =>
      (await world.reads.grants({ ...all, ...query }, { first: 10, after: null })).items.map(({ id }) => id)
    expect(await idsOf({ states: ['ACTIVE'] })).toEqual([viewer, auditor])
    expect(await idsOf({ states: ['PENDING'] })).toEqual([waiting])
    expect(await idsOf({ states: ['REVOKED', 'WITHDRAWN'] })).toEqual([operator, withdrawn])
    expect(await idsOf({ role: 'administrator' })).toEqual([waiting, withdrawn])
    expect(await idsOf({ heldBy: carol })).toEqual(made)
    expect(await idsOf({ heldBy: { ...carol, id: 'token:dan' } })).toEqual([])
    expect(await idsOf({ heldBy: { ...carol, kind: 'SERVICE_ACCOUNT' } })).toEqual([])
  })
})

async function stewards(
  admit: (name: string, role: 'policy-steward') => Promise<Principal>,
): Promise<readonly [Principal, Principal, Principal]> {
  return [
    await admit('ann', 'policy-steward'),
    await admit('bob', 'policy-steward'),
    await admit('cy', 'policy-steward'),
  ]
}
