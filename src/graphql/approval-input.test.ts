import { expect, test } from 'vitest'
import { toGlobalId } from '../kernel/ids.ts'
import { onRequestCommand, requestCommand, reviewCommand, revokeCommand, rollBackCommand } from './approval-input.ts'

const id = toGlobalId('ApprovalRequest', 'r')
const asked = { ref: 'models:/m/1', environment: 'production', reason: 'better' }

test.each([
  ['a ref', 'ref', requestCommand({ ...asked, ref: 'models:/m/1\0' })],
  ['an environment', 'environment', requestCommand({ ...asked, environment: 'a\0b' })],
  ['an alias', 'alias', requestCommand({ ...asked, alias: 'a\0b' })],
  ['a version to go back to', 'to', rollBackCommand({ model: 'm', environment: 'p', reason: 'why', to: 'a\0b' })],
  ['a model to go back', 'model', rollBackCommand({ model: 'a\0b', environment: 'p', reason: 'why' })],
  ['a reason', 'reason', requestCommand({ ...asked, reason: 'a\0b' })],
  ['a ticket', 'ticket', requestCommand({ ...asked, ticket: 'a\0b' })],
  ['a key', 'idempotencyKey', requestCommand({ ...asked, idempotencyKey: 'a\0b' })],
  ['a comment', 'comment', reviewCommand({ id, decision: 'REJECT', comment: 'a\0b' })],
  ['the key of a review', 'idempotencyKey', reviewCommand({ id, decision: 'APPROVE', idempotencyKey: '\0' })],
  ['why to cancel', 'reason', onRequestCommand({ id, reason: 'a\0b' })],
  ['why to revoke', 'reason', revokeCommand({ id, reason: 'a\0b' })],
])('%s with NUL in it is refused', (_what, field, read) => {
  expect(read).toMatchObject({ ok: false, problem: { code: 'BAD_USER_INPUT', field: [field] } })
})
