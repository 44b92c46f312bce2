import { describe, expect, test } from 'vitest'
import { aRequest } from '../../test/store/approval-rows.ts'
import type { ApprovalRequest, RequestState, TargetChange } from '../approvals/index.ts'
import type { StagedFiles } from '../connector/effects.ts'
import { mintUid, type Uid } from '../kernel/ids.ts'
import { neededCopies, oldCopies, type TargetHistory } from './needed.ts'

const target = { uid: 'target' as Uid, source: 'serving', deployment: 'live' }
const placeOf = (version: string, digest = version.repeat(64).slice(0, 64)): StagedFiles => {
  const rest = { registry: 'tracking', workspace: '', model: 'fraud', version }
  return { kind: 'STAGED_FILES', deployment: 'live', digest, ...rest }
}

/** A request to serve a version. */
function asked(version: string, state: RequestState, place = placeOf(version)): ApprovalRequest {
  const like = aRequest()
  const steps = [{ source: 'serving', place, desired: place.digest }]
  return {
    ...like,
    uid: mintUid(Date.now()),
    state,
    subject: { ...like.subject, uid: `v${version}` as Uid, version },
    plan: { ...like.plan, steps },
  }
}

/** Each was completed after the one before it. */
function completed(...requests: readonly ApprovalRequest[]): readonly TargetChange[] {
  const changes = requests.map(({ uid, subject }, index) => {
    return { target: target.uid, generation: index + 1, version: subject.uid, request: uid, at: index }
  })
  return changes.toReversed()
}

/** Numbers of the versions whose copies may go. */
function old(history: Omit<TargetHistory, 'target' | 'former'> & { readonly former?: string }, keep: number) {
  const former = history.former === undefined ? null : (`v${history.former}` as Uid)
  const whole = { ...history, target, former }
  return oldCopies(whole, neededCopies(whole, keep)).map(({ place }) => place.version)
}

const done = ['1', '2', '3', '4', '5'].map((version) => asked(version, 'SUPERSEDED'))

describe('copies that nobody needs', () => {
  test('are those of versions before the last ones that the target stood for', () => {
    expect(old({ requests: done, changes: completed(...done) }, 3)).toEqual(['1', '2'])
    expect(old({ requests: done, changes: completed(...done) }, 1)).toEqual(['1', '2', '3', '4'])
    expect(old({ requests: done, changes: completed(...done) }, 9)).toEqual([])
  })

  test('leave out a version that the target came back to, counted once', () => {
    const back = asked('1', 'COMPLETED')
    expect(old({ requests: [...done, back], changes: completed(...done, back) }, 3)).toEqual(['2', '3'])
  })

  test('leave out the version that going back would bring, however long ago it was', () => {
    expect(old({ requests: done, changes: completed(...done), former: '1' }, 3)).toEqual(['2'])
  })

  test.each(['DRAFT', 'PENDING', 'CHANGES_REQUESTED', 'APPROVED', 'EXECUTING', 'COMPENSATING', 'STUCK'] as const)(
    'leave out one that a request needs that is %s',
    (state) => {
      const open = asked('1', state)
      expect(old({ requests: [...done, open], changes: completed(...done) }, 3)).toEqual(['2'])
    },
  )

  test.each(['REJECTED', 'EXPIRED', 'CANCELLED', 'REVOKED', 'ROLLED_BACK'] as const)(
    'are those of a request that ended as %s',
    (state) => {
      const ended = asked('9', state)
      expect(old({ requests: [...done, ended], changes: completed(...done) }, 5)).toEqual(['9'])
    },
  )

  test('leave out one of the same bytes, and one of the same version with other bytes, as what is needed', () => {
    const renumbered = asked('8', 'EXPIRED', placeOf('8', placeOf('5').digest))
    const changed = asked('5', 'EXPIRED', placeOf('5', 'f'.repeat(64)))
    expect(old({ requests: [...done, renumbered, changed], changes: completed(...done) }, 5)).toEqual([])
  })

  test('are never those of another source or another name', () => {
    const like = asked('7', 'EXPIRED')
    const [step] = like.plan.steps
    const elsewhere = {
      ...like,
      plan: { ...like.plan, steps: step === undefined ? [] : [{ ...step, source: 'other' }] },
    }
    const named = asked('6', 'EXPIRED', { ...placeOf('6'), deployment: 'other' })
    expect(old({ requests: [elsewhere, named], changes: [] }, 1)).toEqual([])
  })
})
