import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packageRoot } from './package-version.ts'
import { faultOf, problem, problemCodes } from './problem.ts'

test('every code is explained in docs/errors.md, and nothing else is', () => {
  const page = readFileSync(join(packageRoot(), 'docs', 'errors.md'), 'utf8')
  const explained = [...page.matchAll(/^### ([A-Z_]+)$/gm)].map((match) => match[1])
  expect(explained).toEqual([...problemCodes])
})

test('a refusal that is thrown still tells which argument is meant', () => {
  const refusal = problem('UNSUPPORTED', 'No history is kept yet.', { field: ['at'], details: { max: 1 } })
  expect(faultOf(refusal).details).toEqual({ field: ['at'], max: 1 })
})
