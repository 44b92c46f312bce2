import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { sweep } from '../../test/support/approval-steps.ts'
import { approvalWorld, call, cast, type Somebody } from '../../test/support/approval-world.ts'
import type { Uid } from '../kernel/ids.ts'
import { begin } from './begin.ts'
import { breakGlass } from './break-glass.ts'
import { cancelRequest } from './cancel.ts'
import { delegateReviews, endDelegation } from './delegate-reviews.ts'
import { isEmergency } from './emergency.ts'
import { noLongerUsedGate } from './gates/no-longer-used.ts'
import { grantException } from './grant-exception.ts'
import { openIncident } from './open-incident.ts'
import type { GateException } from './people-types.ts'
import { ratifyBreakGlass } from './ratify-break-glass.ts'
import { requestApproval } from './request.ts'
import { resubmitRequest } from './resubmit.ts'
import { retireModelVersion } from './retire.ts'
import { retirementTargetOf } from './retirement.ts'
import { reviewRequest } from './review.ts'
import { revokeApproval } from './revoke.ts'
import { rollBack } from './roll-back.ts'
import { compensating, completed, movedUnsent, stuck, undone } from './settle.ts'
import { busyStates, transitions } from './state-machine.ts'
import type { ApprovalRequest, Check, Review } from './types.ts'

type World = Awaited<ReturnType<typeof approvalWorld>>

/** One thing that somebody, a tool or time does. `at` picks a request that is there. */
interface Step {
  readonly do: (typeof usual)[number] | (typeof unusual)[number]
  readonly who: Somebody
  readonly at: number
  readonly version: '1' | '2' | '3'
  readonly draft: boolean
}

/** The first ones come more often, so that worlds get somewhere. */
const usual = ['request', 'support', 'support', 'carryOut', 'failToCarryOut', 'begin', 'complete', 'send'] as const

const unusual = [
  'approve',
  'reject',
  'askChanges',
  'takeBack',
  'resubmit',
  'cancel',
  'revoke',
  'fail',
  'undo',
  'move',
  'stick',
  'rollBack',
  'tamper',
  'moveByHand',
  'leaveTeam',
  'wait',
  'sweep',
  'stop',
  'loseRole',
  'breakGlass',
  'breakGlass',
  'ratify',
  'ratify',
  'delegate',
  'standIn',
  'standIn',
  'endDelegation',
  'grantException',
  'retire',
  'retire',
  'retire',
  'retire',
] as const

const people = Object.keys(cast) as readonly Somebody[]

const step: fc.Arbitrary<Step> = fc.record({
  do: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...usual) },
    { weight: 1, arbitrary: fc.constantFrom(...unusual) },
  ),
  who: fc.constantFrom(...people),
  at: fc.constantFrom(0, 0, 0, 1, 2),
  version: fc.constantFrom('1', '2', '3'),
  draft: fc.constantFrom(false, false, true),
})

const nothing = { expectedRevision: null, idempotencyKey: null }
const urgent = 'It cannot wait for anybody, and whoever reads this may judge why.'
const cause = { code: 'UPSTREAM_UNAVAILABLE', message: 'down' }

async function take(world: World, { do: what, who, at, version, draft }: Step): Promise<void> {
  const { ports, state, store } = world
  const all = [...store.kept().requests.values()]
  const request = all[all.length - 1 - (at % Math.max(1, all.length))]
  const caller = world.as(who)
  const settle = (work: Parameters<typeof store.changes.change>[1]) => store.changes.change(caller.actor, work)
  const place = { source: null, environment: 'production', alias: null, reason: 'why', ticket: null }
  if (what === 'request') {
    const ref = `models:/fraud/${version}`
    const command = { ...place, action: 'PROMOTE' as const, ref, notBefore: null, draft, idempotencyKey: null }
    await requestApproval(ports, at === 2 ? caller : world.as('ada'), command, call)
  } else if (what === 'support' && request !== undefined) {
    for (const each of ['bea', 'cy', 'rob'] as const)
      await takeOn(world, { request, what: 'approve', caller: world.as(each), settle })
  } else if (what === 'carryOut' && request !== undefined) {
    await takeOn(world, { request, what: 'begin', caller, settle })
    const now = store.kept().requests.get(request.uid) ?? request
    await takeOn(world, { request: now, what: 'complete', caller, settle })
  } else if (what === 'failToCarryOut' && request !== undefined) {
    for (const each of ['begin', 'fail', 'undo'] as const) await takeOn(world, { request, what: each, caller, settle })
  } else if (what === 'rollBack') {
    await rollBack(
      ports,
      at === 2 ? caller : world.as('ada'),
      { ...place, model: 'fraud', to: null, idempotencyKey: null },
      call,
    )
  } else if (what === 'retire') {
    const { environment: _environment, alias: _alias, ...about } = place
    const command = { ...about, ref: `models:/fraud/${version}`, notBefore: null, draft, idempotencyKey: null }
    await retireModelVersion(ports, at === 2 ? caller : world.as('ada'), command, call)
  } else if (what === 'tamper') state.bytes.set(version, `${state.bytes.get(version)}!`)
  else if (what === 'moveByHand') state.alias = version
  else if (what === 'leaveTeam') {
    const dan = state.people.get('dan') ?? cast.dan
    state.people.set('dan', { ...dan, teams: dan.teams.length === 0 ? cast.dan.teams : [] })
  } else if (what === 'wait') {
    state.now += 3 * 24 * 60 * 60 * 1000
    state.isDown = false
  } else if (what === 'sweep') await sweep(world)
  else if (what === 'stop') state.isDown = !state.isDown && at === 2
  else if (what === 'loseRole') {
    const held = state.people.get(who) ?? cast[who]
    state.people.set(who, { ...held, roles: held.roles.length === 0 ? cast[who].roles : [] })
  } else if (what === 'breakGlass') {
    const [incident] = [...store.kept().incidents.keys()]
    if (incident === undefined) throw new Error('no incident')
    const by = at === 2 ? caller : world.as('ivy')
    const command = { ...place, ref: `models:/fraud/${version}`, incident, reason: urgent, idempotencyKey: null }
    await breakGlass(ports, by, command, call)
  } else if (what === 'delegate' || (what === 'standIn' && request !== undefined)) {
    const to = what === 'standIn' ? 'vic' : (people[(people.indexOf(who) + 1 + at) % people.length] ?? 'vic')
    const until = state.now + 5 * 24 * 60 * 60 * 1000
    const wide = { environments: null, models: null, startsAt: null, until, reason: 'away', idempotencyKey: null }
    const from = what === 'standIn' ? world.as(at === 0 ? 'cy' : 'bea') : caller
    await delegateReviews(ports, from, { ...wide, to }, { environments: [], models: [] })
    if (what === 'standIn' && request !== undefined)
      await takeOn(world, { request, what: 'approve', caller: world.as('vic'), settle })
  } else if (what === 'endDelegation') {
    const [delegation] = [...store.kept().delegations.keys()].toReversed()
    if (delegation !== undefined)
      await endDelegation(ports, world.as('pia'), { delegation, reason: 'back', idempotencyKey: null })
  } else if (request !== undefined) await takeOn(world, { request, what, caller, settle })
}

async function takeOn(
  { ports, state, store }: World,
  {
    request,
    what,
    caller,
    settle,
  }: {
    readonly request: ApprovalRequest
    readonly what: Step['do']
    readonly caller: ReturnType<World['as']>
    readonly settle: (work: Parameters<World['store']['changes']['change']>[1]) => Promise<unknown>
  },
): Promise<void> {
  const { uid } = request
  const command = { request: uid, ...nothing }
  const decisions = {
    approve: 'APPROVE',
    reject: 'REJECT',
    askChanges: 'REQUEST_CHANGES',
    takeBack: 'TAKE_BACK',
  } as const
  if (what in decisions) {
    const decision = decisions[what as keyof typeof decisions]
    await reviewRequest(ports, caller, { ...command, decision, comment: 'why' }, call)
  } else if (what === 'grantException') {
    const about = { gate: 'ownership', until: state.now + 4 * 24 * 60 * 60 * 1000, reason: 'why' }
    await grantException(ports, caller, { ...command, ...about, compensatingControl: null })
  } else if (what === 'ratify') await ratifyBreakGlass(ports, caller, { ...command, comment: null })
  else if (what === 'resubmit') await resubmitRequest(ports, caller, { ...command, reason: null }, call)
  else if (what === 'cancel') await cancelRequest(ports, caller, { ...command, reason: null })
  else if (what === 'revoke') await revokeApproval(ports, caller, { ...command, reason: 'why' }, call)
  else if (what === 'begin') {
    const begun = await begin(ports, uid, call)
    if (begun.ok) {
      expect(begun.value.subject.artifactDigest).toBe(state.bytes.get(request.subject.version))
      const isRetired = (store.kept().targets.get(retirementTargetOf(request.subject.uid))?.desired ?? null) !== null
      expect(isRetired).toBe(false)
      // What is retired no target stands for, at the moment when that begins.
      if (begun.value.action === 'RETIRE') expect(state.alias).not.toBe(request.subject.version)
      else expect(begun.value.plan.base?.version ?? null).toBe(state.alias)
    }
  } else if (what === 'send') {
    if (request.state === 'EXECUTING') store.sent(uid)
  } else if (what === 'complete') {
    if (request.state === 'EXECUTING' && request.action !== 'RETIRE') state.alias = request.subject.version
    await settle((transaction) => completed(transaction, uid))
  } else if (what === 'fail') await settle((transaction) => compensating(transaction, uid, cause))
  else if (what === 'undo') await settle((transaction) => undone(transaction, uid, cause))
  else if (what === 'move') await settle((transaction) => movedUnsent(transaction, uid, cause))
  else if (what === 'stick') await settle((transaction) => stuck(transaction, uid, cause))
}

const ways = new Set(Object.values(transitions).flatMap(({ from, to }) => from.map((each) => `${each} ${to}`)))

/** What must hold of every change, whoever did what in which order. */
function check(world: World, before: ReadonlyMap<Uid, ApprovalRequest>, eventsBefore: number): void {
  const { requests, reviews, checks, events, exceptions } = world.store.kept()
  const recorded = events.slice(eventsBefore).filter(({ details }) => details?.['transition'] !== undefined)
  let moved = 0
  for (const request of requests.values()) {
    const past = before.get(request.uid)
    expect(request.revision).toBeGreaterThanOrEqual(past?.revision ?? 1)
    const steps = request.revision - (past?.revision ?? 1)
    moved += steps
    if (steps === 1) expect(ways).toContain(`${past?.state ?? 'DRAFT'} ${request.state}`)
    if (steps === 0 && past !== undefined) expect(request.state).toBe(past.state)
    expect(request.excluded).toContain(request.requester)
    if (past !== undefined) expect(request.excluded).toEqual(expect.arrayContaining([...past.excluded]))
    checkGlass(request)
    if (past?.state !== 'APPROVED' && request.state === 'APPROVED')
      checkApproval(request, { reviews, checks, exceptions })
  }
  expect(recorded).toHaveLength(moved)
  const inStates = (states: readonly string[]) => [...requests.values()].filter(({ state }) => states.includes(state))
  for (const states of [busyStates, ['COMPLETED']])
    for (const alike of Map.groupBy(inStates(states), ({ target }) => target.uid).values())
      expect(alike).toHaveLength(1)
  const busy = Map.groupBy(inStates(busyStates), ({ subject }) => subject.uid)
  for (const alike of busy.values()) expect(alike).toHaveLength(1)
}

/** Everybody who fills a place is another person, none of them excluded, and said yes to what was approved. */
function checkApproval(
  request: ApprovalRequest,
  kept: {
    readonly reviews: readonly Review[]
    readonly checks: readonly Check[]
    readonly exceptions: ReadonlyMap<Uid, GateException>
  },
): void {
  if (request.restores !== null) return
  if (isEmergency(request)) return checkEmergency(request, kept)
  const filled = (request.filled ?? []).map(({ review }) => kept.reviews.find(({ uid }) => uid === review))
  expect(filled).toHaveLength(request.requirements.reviewers.reduce((sum, { count }) => sum + count, 0))
  const personOf = (id: string) => (id === 'bea-too' ? 'bea' : id)
  // Whoever stands in for somebody is one person with them: nobody is in two places, in whichever part.
  const persons = filled.flatMap((review) => [
    ...new Set([review?.reviewer ?? '', review?.standsIn?.for ?? review?.reviewer ?? ''].map(personOf)),
  ])
  expect(new Set(persons).size).toBe(persons.length)
  for (const review of filled) {
    expect(review).toMatchObject({
      decision: 'APPROVE',
      dismissal: null,
      subjectDigest: request.subject.subjectDigest,
      planDigest: request.plan.digest,
    })
    expect(request.excluded).not.toContain(review?.reviewer)
    expect(request.excluded).not.toContain(review?.standsIn?.for)
  }
  expect(persons).not.toContain(request.subject.version === '2' ? 'dan' : 'ada')
  for (const { gate, required } of request.requirements.gates)
    if (required && gate !== noLongerUsedGate)
      expect(
        kept.checks.some(
          (found) =>
            found.gate === gate &&
            found.request === request.uid &&
            ['PASS', 'WARN', 'NOT_APPLICABLE'].includes(found.verdict),
        ) || isExcepted(request, gate, kept.exceptions),
      ).toBe(true)
}

/** Somebody who had no part in it let the gate not pass, of these very bytes, and never what bytes are. */
function isExcepted(
  { subject, excluded }: ApprovalRequest,
  gate: string,
  exceptions: ReadonlyMap<Uid, GateException>,
): boolean {
  return [...exceptions.values()].some(
    (each) =>
      gate !== 'artifact-integrity' &&
      each.gate === gate &&
      each.subjectDigest === subject.subjectDigest &&
      !excluded.includes(each.grantedBy),
  )
}

/** One person alone, and no gate skipped that is never skipped. */
function checkEmergency(
  { uid, breakGlass: broken, requester, filled }: ApprovalRequest,
  { checks }: { readonly checks: readonly Check[] },
): void {
  expect({ by: broken?.by, filled }).toEqual({ by: requester, filled: [] })
  const looks = checks.filter(({ request, gate }) => request === uid && gate === 'artifact-integrity')
  expect(looks.some(({ verdict }) => verdict === 'PASS')).toBe(true)
}

/** Nobody stands by their own broken glass, and enough others do where it is ratified. */
function checkGlass({ breakGlass: broken, excluded }: ApprovalRequest): void {
  if (broken === undefined) return
  const people = broken.ratifications.map(({ by }) => (by === 'bea-too' ? 'bea' : by))
  expect(new Set(people).size).toBe(people.length)
  for (const { by } of broken.ratifications) expect(excluded).not.toContain(by)
  if (broken.outcome === 'RATIFIED') expect(people.length).toBeGreaterThanOrEqual(broken.ratifiers)
}

test('whatever people, tools and time do in whichever order, every change is one of the table, recorded, and rests on what it must rest on', {
  timeout: 240_000,
}, async () => {
  const reached = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 40, size: 'max' }), async (steps) => {
      const world = await approvalWorld()
      const down = { title: 'down', severity: 'HIGH', reason: 'down', ticket: null, idempotencyKey: null } as const
      await openIncident(world.ports, world.as('ivy'), down)
      for (const each of steps) {
        const { requests, events } = world.store.kept()
        await take(world, each).catch((error: unknown) => {
          if (!world.state.isDown) throw error
        })
        check(world, requests, events.length)
      }
      for (const { standsIn } of world.store.kept().reviews)
        if (standsIn !== undefined) reached.set('STOOD_IN', (reached.get('STOOD_IN') ?? 0) + 1)
      for (const { state, action } of world.store.kept().requests.values())
        if (state === 'COMPLETED' && action === 'RETIRE') reached.set('RETIRED', (reached.get('RETIRED') ?? 0) + 1)
      for (const { state, breakGlass: broken } of world.store.kept().requests.values())
        for (const each of [state, broken?.outcome ?? 'UNBROKEN']) reached.set(each, (reached.get(each) ?? 0) + 1)
    }),
    { numRuns: 120 },
  )
  // A world in which nothing is ever approved would prove nothing.
  for (const each of ['COMPLETED', 'REVERSED', 'STOOD_IN', 'RETIRED']) expect(reached.get(each) ?? 0).toBeGreaterThan(0)
})
