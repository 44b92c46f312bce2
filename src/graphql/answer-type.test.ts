import { expect, test } from 'vitest'
import { answerType } from './answer-type.ts'

const json = 'application/json'
const graphql = 'application/graphql-response+json'

test.each([
  [undefined, json],
  ['', json],
  ['*/*', json],
  ['application/*', json],
  [json, json],
  [graphql, graphql],
  ['APPLICATION/GraphQL-Response+JSON; charset=utf-8', graphql],
  [`${graphql}, ${json}`, graphql],
  [`${json}, ${graphql}`, json],
  [`${json}, ${graphql};q=0.5`, json],
  [`${json};q=0.5, ${graphql}`, graphql],
  [`*/*, ${graphql}`, graphql],
  [`${json};q=0, */*`, graphql],
  ['text/html', null],
  ['image/png, multipart/mixed', null],
  [`${graphql};q=0`, null],
])('%j is answered as %j', (accept, type) => {
  expect(answerType(accept)).toBe(type)
})
