import { describe, expect, test } from 'vitest'
import { systemActor } from '../../src/kernel/actor.ts'
import { mintUid, type Uid } from '../../src/kernel/ids.ts'
import { Fault } from '../../src/kernel/problem.ts'
import { migrateToLatest } from '../../src/persistence/migrate.ts'
import {
  aCheck,
  aDelegation,
  anException,
  anIncident,
  approvalsOn,
  aRequest,
  aReview,
  aTarget,
} from './approval-rows.ts'
import { engines, freshDatabase, freshUrl, openUntilEnd } from './engines.ts'

describe.each(engines)('approvals on %s', (engine) => {
  test('are read as they were written, with reviews and the latest of each check', async () => {
    const { changes, reads } = approvalsOn(await freshDatabase(engine))
    const request = aRequest()
    const [yes, no] = [aReview(request.uid, 'bob'), aReview(request.uid, 'cy', { decision: 'REJECT', createdAt: 11 })]
    const [old, young] = [aCheck(request.uid, 'ownership'), aCheck(request.uid, 'ownership', { computedAt: 20 })]
    await changes.change(systemActor, async (transaction) => {
      await transaction.target(aTarget.uid)
      await transaction.save(request)
      await transaction.addReview(yes)
      await transaction.addReview(no)
      await transaction.addChecks([old, young])
      await transaction.dismiss([no.uid], { at: 30, by: 'cy', reason: 'changed my mind' })
    })
    expect(await reads.byUids([request.uid, mintUid(1)])).toEqual([request, null])
    const dismissal = { at: 30, by: 'cy', reason: 'changed my mind' }
    expect(await reads.reviews(request.uid)).toEqual([yes, { ...no, dismissal }])
    expect(await reads.checks(request.uid)).toEqual([young])
  })

  test('are changed with their record or not at all', async () => {
    const { changes, reads, recorded, verify } = approvalsOn(await freshDatabase(engine))
    const request = aRequest()
    const event = {
      type: 'gov.approval.drafted.v1',
      action: 'approval:request',
      resource: { type: 'ApprovalRequest', id: request.uid },
      decision: 'ALLOW',
      people: { requester: 'ada@example.org' },
    } as const
    const failing = changes.change(systemActor, async (transaction) => {
      await transaction.save(request)
      transaction.record(event)
      throw new Error('on purpose')
    })
    await expect(failing).rejects.toThrow('on purpose')
    expect(await reads.byUids([request.uid])).toEqual([null])
    expect(await recorded()).toEqual([])
    await changes.change(systemActor, async (transaction) => {
      await transaction.save(request)
      transaction.record(event)
    })
    expect(await recorded()).toEqual(['gov.approval.drafted.v1'])
    expect((await verify()).findings).toEqual([])
  })

  test('forget answers that are old, and no others', async () => {
    const { changes } = approvalsOn(await freshDatabase(engine))
    const key = { principal: 'ada', key: 'k' }
    const answer = { payloadDigest: 'd', request: mintUid(1) }
    await changes.change(systemActor, (transaction) => transaction.remember(key, answer))
    const forgetting = (after: number) =>
      changes.change(systemActor, async (transaction) => {
        await transaction.forgetAnswers(transaction.now + after)
        return transaction.answered(key)
      })
    expect(await forgetting(-60_000)).toEqual(answer)
    expect(await forgetting(60_000)).toBeNull()
  })

  test('keep incidents, delegations and exceptions as they were written, and find them', async () => {
    const { changes, reads } = approvalsOn(await freshDatabase(engine))
    const [incident, delegation, exception] = [anIncident(), aDelegation(), anException()]
    await changes.change(systemActor, async (transaction) => {
      await transaction.saveIncident(incident)
      await transaction.saveDelegation(delegation)
      await transaction.saveException(exception)
      expect(await transaction.incident(incident.uid)).toEqual(incident)
      expect(await transaction.delegation(delegation.uid)).toEqual(delegation)
      expect(await transaction.exception(exception.uid)).toEqual(exception)
    })
    const page = { first: 1, after: null }
    const place = { version: exception.versionUid, target: exception.target }
    expect((await reads.incidents({ isOpen: true }, page)).items).toEqual([incident])
    expect((await reads.incidents({ isOpen: false }, page)).items).toEqual([])
    expect(await reads.delegations()).toEqual([delegation])
    expect((await reads.delegationList({ principals: ['vic'] }, page)).items).toEqual([delegation])
    expect((await reads.delegationList({ principals: ['bo'] }, page)).items).toEqual([])
    expect(await reads.exceptionsFor(place)).toEqual([exception])
    expect(await reads.exceptionsFor({ ...place, target: mintUid(2) })).toEqual([])
    const ending = { at: 9, by: 'pia', reason: 'over\0' }
    await changes.change(systemActor, async (transaction) => {
      await transaction.saveIncident({ ...incident, closing: ending })
      await transaction.saveDelegation({ ...delegation, ending })
      await transaction.saveException({ ...exception, ending })
    })
    expect((await reads.incidents({ isOpen: false }, page)).items).toEqual([{ ...incident, closing: ending }])
    expect([await reads.delegations(), await reads.exceptionsFor(place)]).toEqual([[], []])
    expect((await reads.exceptionList({ at: 1 }, page)).items).toEqual([])
    expect(await reads.delegationsByUid([delegation.uid])).toEqual([{ ...delegation, ending }])
    expect(await reads.exceptionsByUid([exception.uid])).toEqual([{ ...exception, ending }])
  })

  test('find broken glass by its incident, and by when it must be ratified', async () => {
    const { changes, reads } = approvalsOn(await freshDatabase(engine))
    const incident = mintUid(3)
    const open = { incident, by: 'ivy', at: 5, ratifyBy: 100, ratifiers: 1, outcome: null, ratifications: [] } as const
    const [broken, ratified] = [
      aRequest({ state: 'COMPLETED', breakGlass: open }),
      aRequest({ state: 'SUPERSEDED', breakGlass: { ...open, outcome: 'RATIFIED' } }),
    ]
    const standsIn = { for: 'bo', delegation: mintUid(4) }
    await changes.change(systemActor, async (transaction) => {
      await transaction.save(broken)
      await transaction.save(ratified)
      await transaction.addReview(aReview(broken.uid, 'vic', { standsIn }))
    })
    const page = { first: 10, after: null }
    const uids = async (filter: object) => (await reads.list(filter, page)).items.map(({ uid }) => uid)
    expect(await uids({ ratifyBy: 100 })).toEqual([broken.uid])
    expect(await uids({ ratifyBy: 99 })).toEqual([])
    expect((await uids({ incident })).toSorted()).toEqual([broken.uid, ratified.uid].toSorted())
    expect(await reads.reviews(broken.uid)).toMatchObject([{ reviewer: 'vic', standsIn }])
  })

  test('of two who vote at once both are recorded, and one of them decides', async () => {
    const url = await freshUrl(engine)
    const databases = [await openUntilEnd(url), await openUntilEnd(url)] as const
    await migrateToLatest(databases[0])
    const [here, there] = [approvalsOn(databases[0]), approvalsOn(databases[1])]
    const request = aRequest()
    await here.changes.change(systemActor, (transaction) => transaction.save(request))
    const vote = (world: typeof here, reviewer: string) =>
      world.changes.change(systemActor, async (transaction) => {
        await transaction.target(aTarget.uid)
        const found = await transaction.request(request.uid)
        if (found === null) throw new Error('unreachable: it was saved')
        await transaction.addReview(aReview(request.uid, reviewer))
        const isLast = (await transaction.reviews(request.uid)).length === 2
        await transaction.save({ ...found, revision: found.revision + 1, state: isLast ? 'APPROVED' : found.state })
        transaction.record({
          type: 'gov.approval.reviewed.v1',
          action: 'approval:review',
          resource: { type: 'ApprovalRequest', id: request.uid },
          decision: 'ALLOW',
        })
        return isLast
      })
    const decided = await Promise.all([vote(here, 'bob'), vote(there, 'cy')])
    expect(decided).toEqual(expect.arrayContaining([false, true]))
    expect(await here.reads.byUids([request.uid])).toMatchObject([{ state: 'APPROVED', revision: 3 }])
    expect((await here.reads.reviews(request.uid)).map(({ reviewer }) => reviewer).toSorted()).toEqual(['bob', 'cy'])
    expect((await here.recorded()).filter((type) => type === 'gov.approval.reviewed.v1')).toHaveLength(2)
    expect((await here.verify()).findings).toEqual([])
  })

  test('are listed newest first, by every filter, page by page', async () => {
    const { changes, reads } = approvalsOn(await freshDatabase(engine))
    const mine = aRequest({ uid: mintUid(1_000), requester: 'bob' })
    const done = aRequest({ uid: mintUid(2_000), state: 'COMPLETED' })
    const elsewhere = aRequest({
      uid: mintUid(3_000),
      target: { ...aTarget, uid: mintUid(7), environment: 'staging' },
      expiresAt: 9_000,
    })
    await changes.change(systemActor, async (transaction) => {
      for (const request of [mine, done, elsewhere]) await transaction.save(request)
    })
    const uidsOf = async (filter: Parameters<typeof reads.list>[0]) =>
      (await reads.list(filter, { first: 10, after: null })).items.map(({ uid }) => uid)
    expect(await uidsOf({})).toEqual([elsewhere.uid, done.uid, mine.uid])
    expect(await uidsOf({ states: ['PENDING'] })).toEqual([elsewhere.uid, mine.uid])
    expect(await uidsOf({ environment: 'production' })).toEqual([done.uid, mine.uid])
    expect(await uidsOf({ target: aTarget.uid, requester: 'bob' })).toEqual([mine.uid])
    expect(await uidsOf({ model: 'model' as Uid, version: 'version-2' as Uid, expiresBy: 5_000 })).toEqual([
      done.uid,
      mine.uid,
    ])
    const first = await reads.list({}, { first: 2, after: null })
    expect(first).toMatchObject({ hasNextPage: true, items: [{ uid: elsewhere.uid }, { uid: done.uid }] })
    expect(await reads.list({}, { first: 2, after: done.uid })).toMatchObject({
      hasNextPage: false,
      items: [{ uid: mine.uid }],
    })
  })

  test('tell what a target stood for at any moment', async () => {
    const { changes, reads } = approvalsOn(await freshDatabase(engine))
    const other = mintUid(9)
    const set = (target: Uid, version: string, request: Uid) =>
      changes.change(systemActor, async (transaction) => {
        await transaction.target(target)
        const desired = { versionUid: version as Uid, artifactDigest: null }
        await transaction.setTarget(target, { desired, request })
        return transaction.now
      })
    const [one, two] = [mintUid(1), mintUid(2)]
    const since = await set(aTarget.uid, 'version-1', one)
    await set(other, 'version-7', one)
    let later = since
    // Of two changes in one millisecond the later one counts, and nothing could be asked between them.
    while (later <= since) later = await set(aTarget.uid, `version-2`, two)
    expect(await reads.targetState(aTarget.uid)).toMatchObject({ desired: { versionUid: 'version-2' }, request: two })
    const before = (await reads.liveAt(later - 1)).filter(({ target }) => target === aTarget.uid)
    expect(before).not.toMatchObject([{ request: two, since: later }])
    expect(
      (await reads.liveAt(later)).toSorted((a, b) => ((a.version ?? '') < (b.version ?? '') ? -1 : 1)),
    ).toMatchObject([
      { target: aTarget.uid, version: 'version-2', request: two, since: later },
      { target: other, version: 'version-7' },
    ])
    expect(await reads.liveAt(since - 1)).toEqual([])
    const { items } = await reads.changes(aTarget.uid, { first: 1, before: null })
    expect(items).toMatchObject([{ version: 'version-2', request: two }])
  })

  test('keep what a mutation answered under a key, for each principal by itself', async () => {
    const { changes } = approvalsOn(await freshDatabase(engine))
    const answer = { payloadDigest: 'digest', request: mintUid(5) }
    await changes.change(systemActor, ({ remember }) => remember({ principal: 'ada', key: 'k' }, answer))
    await changes.change(systemActor, async ({ answered }) => {
      expect(await answered({ principal: 'ada', key: 'k' })).toEqual(answer)
      expect(await answered({ principal: 'bob', key: 'k' })).toBeNull()
    })
  })

  test('leave one request alone on a target while it is carried out', async () => {
    const { changes } = approvalsOn(await freshDatabase(engine))
    await changes.change(systemActor, (transaction) => transaction.save(aRequest({ state: 'EXECUTING' })))
    const second = changes.change(systemActor, (transaction) =>
      transaction.save(aRequest({ uid: mintUid(1), state: 'EXECUTING' })),
    )
    await expect(second).rejects.toBeInstanceOf(Fault)
  })
})
