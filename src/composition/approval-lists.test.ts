import { expect, test } from 'vitest'
import { aRequest } from '../../test/store/approval-rows.ts'
import { approvalWorld } from '../../test/support/approval-world.ts'
import type { MirroredObject } from '../catalog/index.ts'
import { mintUid, type Uid } from '../kernel/ids.ts'
import { listApprovals } from './approval-lists.ts'

const shown = 'shown' as Uid

test('a page ends after many requests that are hidden, and the next one goes on where it ended', async () => {
  const world = await approvalWorld()
  const model = await world.ports.subjects.read('models:/fraud/1', null, {
    signal: AbortSignal.any([]),
    requestId: 't',
  })
  if (!model.ok) throw new Error('no model')
  const seenModel: MirroredObject = { ...model.value.model, uid: shown }
  await world.store.changes.change(world.as('ada').actor, async (transaction) => {
    for (let at = 1; at <= 1_500; at += 1) {
      const { subject } = aRequest()
      const modelUid = at === 1 ? shown : subject.modelUid
      await transaction.save(aRequest({ uid: mintUid(at), subject: { ...subject, modelUid, uid: modelUid } }))
    }
  })
  const parts = {
    ports: world.ports,
    reads: world.store.reads,
    seen: { byUids: async (uids: readonly Uid[]) => uids.map((uid) => (uid === shown ? seenModel : null)) },
    principal: world.as('vic').principal,
    noteUnseen: async () => undefined,
  }
  const first = await listApprovals(parts, { awaitingMe: false }, { first: 10, after: null })
  expect(first).toMatchObject({ items: [], hasNextPage: true, end: expect.any(String) })
  const second = await listApprovals(parts, { awaitingMe: false }, { first: 10, after: first.end ?? null })
  expect(second.items.map(({ approval }) => approval.subject.modelUid)).toEqual([shown])
  expect(second.hasNextPage).toBe(false)
})
