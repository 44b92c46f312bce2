import { buildSchema, parse } from 'graphql'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../support/tools.ts'
import { runCommand } from './child.ts'

test('the printed schema builds by itself and needs no configuration', async () => {
  const { code, stdout, stderr } = await runCommand(['schema', 'print'], { cwd: temporaryFolder('cli') })
  expect([code, stderr]).toEqual([0, ''])
  expect(Object.keys(buildSchema(stdout).getQueryType()?.getFields() ?? {})).toEqual(
    expect.arrayContaining(['models', 'lineage']),
  )
  expect(stdout).not.toContain('@key')
})

test('the printed subgraph parses and carries its federation directives', async () => {
  const { code, stdout } = await runCommand(['schema', 'print', '--subgraph'], { cwd: temporaryFolder('cli') })
  expect(code).toBe(0)
  expect(() => parse(stdout)).not.toThrow()
  expect(stdout).toMatch(/@link\(url: "https:\/\/specs\.apollo\.dev\/federation\/v2/)
  expect(stdout).toMatch(/type Model implements Node\s+@key\(fields: "id"\)/)
})
