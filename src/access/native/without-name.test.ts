import { expect, test } from 'vitest'
import type { PolicySnapshot } from '../policy/types.ts'
import type { Grant, Principal } from '../types.ts'
import { stranger, withoutName } from './refused-actions.ts'

const ada: Principal = { ...stranger, id: 'ada', name: 'Ada', roles: ['viewer'] }
const nothing: PolicySnapshot = {
  digest: '',
  epoch: 1,
  asOf: null,
  policies: [],
  templates: new Map(),
  grants: [],
  named: new Set(),
}
const grant: Grant = {
  id: 'g',
  holder: { type: 'USER', id: 'ada' },
  role: 'operator',
  scope: { type: 'Organization', id: 'organization' },
  expiresAt: null,
  reason: '',
  createdBy: 'ann',
  createdAt: 0,
  revokedAt: null,
}

test('people are taken for one another only where neither a grant nor a policy goes by who they are', () => {
  expect(withoutName(nothing, ada)).toEqual({ ...ada, id: '' })
  expect(withoutName({ ...nothing, named: new Set(['User::ada']) }, ada)).toBe(ada)
  expect(withoutName({ ...nothing, grants: [grant] }, ada)).toBe(ada)
  expect(withoutName({ ...nothing, grants: [{ ...grant, holder: { type: 'USER', id: 'bob' } }] }, ada).id).toBe('')
})
