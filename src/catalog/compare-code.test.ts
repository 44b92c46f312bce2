import { expect, it } from 'vitest'
import type { RunRecord } from '../connector/records.ts'
import { codeChangeUrls } from './compare-code.ts'

const [before, after] = ['a'.repeat(40), 'b'.repeat(40)]
const run = (repository: string | null, codeCommit: string | null): RunRecord => ({
  kind: 'Run',
  workspace: '',
  nativeId: '1',
  experimentId: '1',
  name: null,
  status: 'FINISHED',
  lifecycle: 'ACTIVE',
  user: null,
  createdAt: null,
  endedAt: null,
  params: {},
  metrics: [],
  tags: {},
  parentRunId: null,
  inputs: [],
  inputModelIds: [],
  outputModelIds: [],
  codeCommit,
  repository,
  entrypoint: null,
  artifactUri: null,
})
const urlOf = (from: string, to = from) => codeChangeUrls([run(from, before), run(to, after)])[1]

it('leads to the page of the host that shows the changes, however the repository was cloned', () => {
  const github = `https://github.com/team/risk/compare/${before}...${after}`
  expect(urlOf('https://token@github.com/team/risk.git', 'git@github.com:team/risk')).toBe(github)
  expect(urlOf('ssh://git@gitlab.risk.example/a/b/risk.git')).toBe(
    `https://gitlab.risk.example/a/b/risk/-/compare/${before}...${after}`,
  )
})

it('leads nowhere from another repository or host, from no commit, and from what is no plain address', () => {
  expect(urlOf('https://github.com/team/risk', 'https://github.com/team/other')).toBeNull()
  expect(urlOf('https://git.example/team/risk')).toBeNull()
  for (const hostile of [
    'https://github.com/team/..',
    'https://github.com/a/b?x=//evil',
    'https://github.com@evil.example/a/b',
    'javascript:github.com/a/b',
  ])
    expect(urlOf(hostile)).toBeNull()
  expect(codeChangeUrls([run('https://github.com/a/b', 'main'), run('https://github.com/a/b', after)])).toEqual([
    null,
    null,
  ])
  expect(codeChangeUrls([null, run('https://github.com/a/b', after)])).toEqual([null, null])
})
