import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Kind, parse } from 'graphql'
import { expect, test } from 'vitest'
import { packageRoot } from '../kernel/package-version.ts'
import { createCostMeter } from './cost.ts'
import { aliasesMax, depthMax, directivesMax, tokensMax } from './limits.ts'
import { createSchema } from './schema.ts'

const page = readFileSync(join(packageRoot(), 'docs', 'limits.md'), 'utf8')
const rows = [...page.matchAll(/^\| (.+?) \| ([\d,]+) \|/gm)].map(([, name = '', value = '']) => ({
  name: name.replaceAll('`', ''),
  value: Number(value.replaceAll(',', '')),
}))

test('every example of docs/limits.md costs what it says', () => {
  const measure = createCostMeter(createSchema())
  const examples = rows.filter(({ name }) => name.startsWith('{'))
  expect(examples.length).toBeGreaterThan(5)
  for (const { name, value } of examples) {
    const document = parse(name)
    const [operation] = document.definitions
    if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation')
    expect([name, measure({ document, operation, variables: {} }).points]).toEqual([name, value])
  }
})

test('the limits of docs/limits.md are the ones that hold', () => {
  const valueOf = (wanted: string) => rows.find(({ name }) => name === wanted)?.value
  expect(['tokens of the document', 'depth', 'aliases', 'directives'].map(valueOf)).toEqual([
    tokensMax,
    depthMax,
    aliasesMax,
    directivesMax,
  ])
})
