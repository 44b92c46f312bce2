import { type FieldNode, Kind, parse } from 'graphql'
import { expect, test } from 'vitest'
import { argumentOf, isIncluded } from './cost-arguments.ts'

function fieldOf(query: string): FieldNode {
  const [operation] = parse(query).definitions
  const field = operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet.selections[0] : undefined
  if (field?.kind !== Kind.FIELD) throw new Error('no field')
  return field
}

test.each(['__proto__', 'constructor', 'toString'])('a variable $%s that was not sent has no value', (name) => {
  expect(argumentOf(fieldOf(`{ models(first: $${name}) { nodes { id } } }`), 'first', {})).toBeUndefined()
  const sent = JSON.parse(`{ "${name}": 7 }`)
  expect(argumentOf(fieldOf(`{ models(first: $${name}) { nodes { id } } }`), 'first', sent)).toBe(7)
})

test('a directive whose variable was not sent leaves the selection in', () => {
  expect(isIncluded(fieldOf('{ models @include(if: $__proto__) { nodes { id } } }'), {})).toBe(true)
})
