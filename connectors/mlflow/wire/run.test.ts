import { expect, test } from 'vitest'
import { authorsOf } from '../../../src/composition/version-subject.ts'
import { runReply, toRun } from './run.ts'

const read = (info: object, tags: Readonly<Record<string, string>>) => {
  const pairs = Object.entries(tags).map(([key, value]) => ({ key, value }))
  const { run } = runReply.parse({ run: { info: { run_id: 'r', experiment_id: '0', ...info }, data: { tags: pairs } } })
  return toRun(run, '')
}

test.each([
  ['the tag', {}, { 'mlflow.user': 'ada' }, ['ada']],
  ['what was recorded', { user_id: 'ada' }, {}, ['ada']],
  ['one name once', { user_id: 'ada' }, { 'mlflow.user': 'ada' }, ['ada']],
  ['both where they differ', { user_id: 'mallory' }, { 'mlflow.user': 'ada' }, ['ada', 'mallory']],
  ['nobody', { user_id: '' }, {}, []],
])('users of a run: %s', (_what, info, tags, users) => {
  const record = read(info, tags)
  expect(record.user).toBe(users[0] ?? null)
  expect(authorsOf({ live: { record: { author: null } }, run: { record } })).toEqual(users)
})
