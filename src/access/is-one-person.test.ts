import { expect, test } from 'vitest'
import { isOnePerson } from './is-one-person.ts'
import type { KnownPeople } from './ports.ts'
import type { Principal } from './types.ts'

const principal = (id: string, kind: Principal['kind'] = 'USER'): Principal => ({
  id,
  kind,
  name: id,
  roles: [],
  teams: [],
  clearance: 0,
  regions: [],
  scopes: null,
  mfa: false,
  authenticatedAt: null,
  tokenId: null,
  tokenExpiresAt: null,
})

const ann = principal('ann')
const annAtWork = principal('ann at work')
const bob = principal('bob')
const annsAccount = principal('account of ann', 'SERVICE_ACCOUNT')
const program = principal('program of a provider', 'SERVICE_ACCOUNT')
const principals = [ann, annAtWork, bob, annsAccount, program]

const people: KnownPeople = {
  principals,
  ownerOf: (id) => (id === annsAccount.id ? ann.id : id),
  known: (alias) => (alias === 'mlflow:ann' ? [ann, annAtWork] : []),
  aliases: () => ['mlflow:ann', 'mlflow:bob'],
  alikeOf: () => [],
}

test.each([
  ['somebody and themselves', ann, ann, true],
  ['somebody and the account they answer for', ann, annsAccount, true],
  ['two that are vouched for under one name in a tool', ann, annAtWork, true],
  ['an account and its owner’s other identity', annsAccount, annAtWork, true],
  ['somebody and a program that nobody answers for', bob, program, true],
  ['a program that nobody answers for and somebody', program, bob, true],
  ['two people', ann, bob, false],
  ['somebody and another’s account', bob, annsAccount, false],
])('%s: may be one person is %s', (_name, one, other, expected) => {
  expect(isOnePerson(people, one.id, other)).toBe(expected)
})
