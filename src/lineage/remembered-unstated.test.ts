import { expect, test } from 'vitest'
import type { Uid } from '../kernel/ids.ts'
import { unstatedDeploymentsKey } from '../kernel/lineage-key.ts'
import { rememberUnstated } from './remembered-unstated.ts'

test('deployments that nobody has told of are looked for once, until their list changes, whatever else does', async () => {
  const list: Uid[] = []
  let reads = 0
  let head = 0
  let changedAt = 0
  const unstated = rememberUnstated(
    async () => {
      reads += 1
      return [...list]
    },
    {
      known: async () => head,
      isUnchanged: ({ sequence, keys }) => !([...keys].includes(unstatedDeploymentsKey) && changedAt > sequence),
    },
  )
  expect(await unstated()).toEqual([])
  head += 1
  expect(await unstated()).toEqual([])
  expect(reads).toBe(1)
  list.push('a' as Uid)
  head += 1
  changedAt = head
  expect(await unstated()).toEqual(['a'])
  expect(await unstated()).toEqual(['a'])
  expect(reads).toBe(2)
})
