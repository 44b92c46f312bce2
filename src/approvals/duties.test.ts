import { describe, expect, test } from 'vitest'
import { somebody } from '../../test/policy/worlds.ts'
import { knownPeople } from '../../test/support/memory-approvals.ts'
import { dutiesOf, unrecordedAuthor } from './duties.ts'

const user = (id: string) => somebody({ id, name: id })
const program = (id: string) => somebody({ id, name: id, kind: 'SERVICE_ACCOUNT' })

const people = knownPeople(
  [
    user('ada'),
    user('ada-at-home'),
    user('bob'),
    user('cy'),
    user('dan'),
    user('eve'),
    program('ci'),
    program('stray'),
    program('build-bot'),
  ],
  {
    owners: { ci: 'ada', 'build-bot': 'bob' },
    aliases: {
      'mlflow:ada': ['ada', 'ada-at-home'],
      'git:ada@example.org': ['ada'],
      'mlflow:bob': ['bob'],
      'git:bot@example.org': ['build-bot'],
      'mlflow:stray': ['stray'],
      'mlflow:shared': ['dan', 'eve'],
    },
  },
)

const allOfAda = ['ada', 'ada-at-home', 'ci']

describe('excluded from judging a change is', () => {
  test.each([
    ['whoever asked, under all of their names', user('ada'), ['git:ada@example.org'], allOfAda, []],
    ['whoever answers for the program that asked', program('ci'), ['mlflow:ada'], allOfAda, []],
    ['whoever ran the training', user('cy'), ['mlflow:ada'], [...allOfAda, 'cy'], []],
    [
      'whoever wrote the code, however the address is spelled',
      user('cy'),
      ['git:Ada@Example.org'],
      [...allOfAda, 'cy'],
      [],
    ],
    [
      'whoever answers for the bot that rebased the commit, and its author',
      user('cy'),
      ['git:ada@example.org', 'git:bot@example.org'],
      [...allOfAda, 'bob', 'build-bot', 'cy'],
      [],
    ],
    ['everybody who is known under one shared name', user('ada'), ['mlflow:shared'], [...allOfAda, 'dan', 'eve'], []],
    [
      'the requester still, where the run claims to be of somebody else',
      user('ada'),
      ['mlflow:bob'],
      [...allOfAda, 'bob', 'build-bot'],
      [],
    ],
    [
      'nobody for a name that nobody is vouched for, which is unknown',
      user('cy'),
      ['mlflow:root'],
      ['cy'],
      ['mlflow:root'],
    ],
    [
      'an unknown bot that rebased is unknown, and the author excluded',
      user('cy'),
      ['git:ada@example.org', 'git:noreply@github.example'],
      [...allOfAda, 'cy'],
      ['git:noreply@github.example'],
    ],
    [
      'a program that nobody answers for is unknown: it may be anybody',
      user('cy'),
      ['mlflow:stray'],
      ['cy', 'stray'],
      ['mlflow:stray'],
    ],
    [
      'such a program that asks is unknown, too',
      program('stray'),
      ['mlflow:bob'],
      ['bob', 'build-bot', 'stray'],
      ['principal:stray'],
    ],
    ['an author that no tool names is unknown', user('cy'), [], ['cy'], [unrecordedAuthor]],
  ])('%s', (_what, ...[requester, authors, excluded, unknownAuthors]) => {
    expect(dutiesOf(people, { requester, authors })).toEqual({ excluded: excluded.toSorted(), unknownAuthors })
  })

  test('whoever made the token that a service account asks with', () => {
    const asked = { ...program('ci'), makers: ['bob'] }
    expect(dutiesOf(people, { requester: asked, authors: ['mlflow:ada'] }).excluded).toContain('bob')
  })

  test('more people, never fewer, the more a tool claims', () => {
    const claimed = ['mlflow:bob', 'mlflow:nobody', 'git:ada@example.org']
    const few = dutiesOf(people, { requester: user('cy'), authors: ['mlflow:bob'] }).excluded
    const many = dutiesOf(people, { requester: user('cy'), authors: claimed }).excluded
    expect(many).toEqual(expect.arrayContaining([...few]))
  })
})
