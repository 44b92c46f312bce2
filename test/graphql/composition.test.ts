import { composeServices } from '@apollo/composition'
import { composeServices as composeServicesByGuild } from '@theguild/federation-composition'
import { parse } from 'graphql'
import { expect, test } from 'vitest'
import { companySdl, ownSdl } from './subgraph.ts'

const services = [
  { name: 'modelwarden', url: 'http://modelwarden.invalid', typeDefs: parse(ownSdl) },
  { name: 'company', url: 'http://company.invalid', typeDefs: parse(companySdl) },
]

test('the schema composes with a company subgraph in the reference composer, without a hint', () => {
  const result = composeServices(services)
  expect(result.errors ?? []).toEqual([])
  expect((result.hints ?? []).map(String)).toEqual([])
  expect(result.supergraphSdl).toContain('costCentre')
})

test('the schema composes in the open composer too', () => {
  const result = composeServicesByGuild(services)
  expect((result.errors ?? []).map(String)).toEqual([])
  expect(result.supergraphSdl).toContain('costCentre')
})
