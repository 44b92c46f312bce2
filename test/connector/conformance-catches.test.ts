import { afterAll, describe, expect, test } from 'vitest'
import { ConformanceError, type ConformanceSubject, conformanceChecks } from '../../src/connector/conformance.ts'
import { mutations } from './reference/mutations/index.ts'
import { endLeakedSockets } from './reference/mutations/mutation.ts'
import { referenceSubject } from './reference/subject.ts'
import { type ReferenceTool, startReferenceTool } from './reference/tool.ts'

const tool: ReferenceTool = await startReferenceTool()
const subject: ConformanceSubject = referenceSubject(tool)
const checks = conformanceChecks(subject)

afterAll(() => tool[Symbol.asyncDispose]())

describe('a good connector passes', () => {
  test.each(checks)('$name', async (check) => {
    await expect(check.run()).resolves.toBeUndefined()
  })
})

test('every check has its broken connectors, and nothing else has', () => {
  expect(Object.keys(mutations).toSorted()).toEqual(checks.map((check) => check.name).toSorted())
})

describe('a broken connector is caught', () => {
  const cases = Object.entries(mutations).flatMap(([name, ways]) =>
    ways.map((mutate, index) => ({ name, way: index + 1, mutate })),
  )

  test.each(cases)('$name ($way)', async ({ name, mutate }) => {
    const check = conformanceChecks(mutate(subject)).find((each) => each.name === name)
    try {
      await expect(check?.run()).rejects.toThrow(ConformanceError)
    } finally {
      endLeakedSockets()
    }
  })
})
