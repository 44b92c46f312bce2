import { describe, expect, test } from 'vitest'
import { repositoryName } from './repository-name.ts'

describe('the name of a repository', () => {
  test.each([
    'https://git.example/team/risk.git',
    'https://ada:secret@git.example/Team/risk',
    'http://GIT.example/team/risk/',
    'ssh://git@git.example/team/risk.git',
    'git@git.example:team/risk.git',
    'git.example:team/risk',
    'git.example/team/risk',
  ])('is the same however its address is written: %s', (address) => {
    expect(repositoryName(address)).toBe('git.example/team/risk')
  })

  test.each([
    '',
    'risk',
    'file:///srv/risk',
    '/srv/risk',
    'https://git.example',
    'git.example/a b',
    'https://',
    'x://?',
    '../risk',
  ])('is nothing for what is on no host: %s', (address) => {
    expect(repositoryName(address)).toBeNull()
  })

  test('never holds who connects', () => {
    expect(repositoryName('https://ada:s3cret@git.example/team/risk.git')).not.toContain('s3cret')
  })
})
