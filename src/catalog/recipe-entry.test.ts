import { describe, expect, it } from 'vitest'
import type { RunLaunch } from '../connector/records.ts'
import { recipeEntry } from './recipe-entry.ts'

const launch: RunLaunch = { kind: 'SCRIPT', isClean: null, arguments: null, project: null }
const pathOf = (entrypoint: string | null, repository: string | null = 'https://git.example/team/risk.git') => {
  const entry = recipeEntry({ entrypoint, repository, launch })
  return entry.kind === 'SCRIPT' ? entry.path : null
}

describe('what a recipe starts', () => {
  it('is a path within a checkout, also when the tracker noted one of the machine that trained', () => {
    expect(pathOf('./src/../train.py')).toBe('train.py')
    expect(pathOf('/home/dana/risk/src/train.py')).toBe('src/train.py')
    expect(pathOf('C:\\work\\risk\\src\\train.py')).toBe('src/train.py')
    expect(pathOf('/srv/git/risk/train.py', 'file:///srv/git/risk/')).toBe('train.py')
    expect(pathOf('/srv/git/risk/train.py', 'git@git.example:team/risk')).toBe('train.py')
  })

  it('is nothing where a path is outside the repository, or could be at two places in it', () => {
    expect(pathOf('/home/dana/other/train.py')).toBeNull()
    expect(pathOf('/home/risk/risk/train.py')).toBeNull()
    expect(pathOf('../train.py')).toBeNull()
    expect(pathOf('/home/dana/train.py', null)).toBeNull()
  })

  it('is nothing where no file of the author was started', () => {
    for (const name of [null, '-c', '<console>', '', 'train.R', '/usr/lib/python3/dist-packages/risk/__main__.py'])
      expect(pathOf(name)).toBeNull()
    expect(pathOf('/opt/risk/lib/python3.11/site-packages/ipykernel_launcher.py')).toBeNull()
  })

  it('is known to be a notebook, a job or a project', () => {
    const of = (kind: RunLaunch['kind'], entrypoint: string, project: RunLaunch['project'] = null) =>
      recipeEntry({ entrypoint, repository: null, launch: { ...launch, kind, project } })
    expect(of('NOTEBOOK', 'fit.ipynb')).toEqual({ kind: 'NOTEBOOK', path: 'fit.ipynb' })
    expect(of('NOTEBOOK', '/Users/dana/fit').kind).toBe('NONE')
    expect(of('JOB', 'jobs/12/run/3').kind).toBe('NONE')
    expect(of('PROJECT', 'x', { folder: 'a', entryPoint: 'main', needs: null }).kind).toBe('PROJECT')
  })
})
