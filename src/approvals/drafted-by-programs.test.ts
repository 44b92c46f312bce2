import { describe, expect, test } from 'vitest'
import { asked, codeOf, request, review, stateOf, type World } from '../../test/support/approval-steps.ts'
import { approvalWorld, call, cast, type Somebody } from '../../test/support/approval-world.ts'
import { abilitiesOf } from './abilities.ts'
import { requestApproval } from './request.ts'
import { resubmitRequest } from './resubmit.ts'

async function drafted(world: World) {
  const made = await requestApproval(
    world.ports,
    world.as('ci'),
    { ...asked, ref: 'models:/fraud/3', draft: true },
    call,
  )
  if (!made.ok) throw new Error(made.problem.message)
  return made.value
}

const submit = (world: World, who: Somebody, uid: Awaited<ReturnType<typeof drafted>>['uid']) =>
  resubmitRequest(
    world.ports,
    world.as(who),
    { request: uid, reason: null, expectedRevision: null, idempotencyKey: null },
    call,
  )

/** `dan` may ask and review; version 3 is not his, and `ci` is a program of `ada`'s. */
async function world() {
  const made = await approvalWorld()
  made.state.authors.set('3', ['mlflow:bea'])
  return made
}

describe('a draft of a program', () => {
  test('is submitted by whoever may ask for it themselves, whose request it is then, and neither judges it', async () => {
    const at = await world()
    at.state.people.set('ada', { ...cast.ada, roles: ['model-risk-reviewer'] })
    const { uid } = await drafted(at)
    const submitted = await submit(at, 'dan', uid)
    expect(submitted).toMatchObject({ ok: true, value: { state: 'PENDING', requester: 'dan' } })
    // Dan asked, and Ada answers for the program that drafted it.
    for (const who of ['dan', 'ada'] as const) expect(codeOf(await review(at, [who, uid]))).toBe('OWN_WORK')
    await review(at, ['rob', uid])
    await review(at, ['cy', uid])
    expect(stateOf(at, uid)).toBe('APPROVED')
  })

  test('is not submitted by whoever may not ask, nor by others once it was', async () => {
    const at = await world()
    const { uid } = await drafted(at)
    expect(codeOf(await submit(at, 'vic', uid))).toBe('FORBIDDEN')
    expect((await submit(at, 'ada', uid)).ok).toBe(true)
    await review(at, ['rob', uid], 'REQUEST_CHANGES')
    expect(codeOf(await submit(at, 'dan', uid))).toBe('FORBIDDEN')
  })

  test('that nobody answers for is left to it alone, as are drafts of people', async () => {
    const at = await world()
    at.state.people.set('stray', { ...cast.ci, id: 'stray', name: 'stray' })
    const stray = { ...at.as('ci'), principal: { ...cast.ci, id: 'stray', name: 'stray' } }
    const made = await requestApproval(at.ports, stray, { ...asked, ref: 'models:/fraud/3', draft: true }, call)
    if (!made.ok) throw new Error(made.problem.message)
    expect(codeOf(await submit(at, 'dan', made.value.uid))).toBe('FORBIDDEN')
    const own = await request(at, '3', { draft: true })
    expect(codeOf(await submit(at, 'dan', own.uid))).toBe('FORBIDDEN')
  })

  test('is shown as what they could submit to those who may', async () => {
    const at = await world()
    const made = await drafted(at)
    const could = async (who: Somebody) => (await abilitiesOf(at.ports, made, at.as(who).principal)).resubmit
    expect([await could('dan'), await could('ada'), await could('vic')]).toEqual([true, true, false])
  })
})
