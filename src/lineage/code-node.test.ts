import { expect, test } from 'vitest'
import { codeNode } from './code-node.ts'

test('the node of a commit tells nothing of the run it was met from', () => {
  const code = { codeCommit: 'f'.repeat(40), repository: 'https://git.example/risk.git' }
  const runs = [
    { record: { ...code, entrypoint: 'train.py', name: 'seen' } },
    { record: { ...code, entrypoint: 'hidden.py', name: 'hidden' } },
  ]
  const [seen, hidden] = runs.map(codeNode)
  expect(hidden).toEqual(seen)
  expect(JSON.stringify(seen)).not.toContain('train.py')
})
