import { isObjectType } from 'graphql'
import { expect, test } from 'vitest'
import { rootRules, typeRules } from './authorisation.ts'
import { createSchema } from './schema.ts'

const schema = createSchema()
const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && !type.name.startsWith('__'))
const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter(isObjectType)

test('every type has a rule that says who may have it, and no rule is about a type that is gone', () => {
  const others = types.map(({ name }) => name).filter((name) => !roots.some((root) => root.name === name))
  expect(Object.keys(typeRules).toSorted()).toEqual(others.toSorted())
})

test('every root field has a rule that says who may have it, and no rule is about a field that is gone', () => {
  const fields = roots.map((root) => [root.name, Object.keys(root.getFields()).toSorted()])
  const rules = Object.entries(rootRules).map(([name, rulesOf]) => [name, Object.keys(rulesOf).toSorted()])
  expect(rules).toEqual(fields)
})
