import { execFile } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import type { Anchor } from '../audit/ports.ts'
import { lastName } from './last-name.ts'

/** A branch of a repository that others hold too. */
export interface GitAnchorSettings {
  /** Whatever `git push` takes. */
  readonly remote: string
  readonly branch: string
  /** Folder for a copy of the branch, made when there is none. */
  readonly cache: string
}

const callMs = 30_000
/** Others may push between a fetch and a push. */
const triesMax = 5

/**
 * Keeps checkpoints as commits on a branch, pushed without force: history can only be added to, and everybody who fetches
 * has a copy. Credentials are git's own business; it never asks for any.
 */
export function createGitAnchor({ remote, branch, cache }: GitAnchorSettings): Anchor {
  const ref = `refs/heads/${branch}`
  const git = (args: readonly string[], input = '') => runGit(cache, args, input)
  const open = async () => {
    if (existsSync(cache)) return
    mkdirSync(cache, { recursive: true, mode: 0o700 })
    await git(['init', '--quiet', '--bare'])
  }
  /** The newest commit of the branch, with its files; null when there is no such branch yet. */
  const fetch = async (): Promise<string | null> => {
    await open()
    const found = await git(['ls-remote', '--', remote, ref])
    if (found === '') return null
    await git(['fetch', '--quiet', '--depth=1', '--no-tags', '--', remote, ref])
    return (await git(['rev-parse', 'FETCH_HEAD'])).trim()
  }
  const filesOf = async (commit: string, folder = '') => {
    const listed = await git([
      'ls-tree',
      '-r',
      '--name-only',
      '-z',
      commit,
      '--',
      ...(folder === '' ? [] : [`${folder}/`]),
    ])
    return listed.split('\0').filter((name) => name !== '')
  }
  const read = (commit: string, name: string) => git(['cat-file', 'blob', `${commit}:${name}`])
  const commitOn = async (parent: string | null, name: string, text: string) => {
    const blob = (await git(['hash-object', '-w', '--stdin'], text)).trim()
    await git(['read-tree', ...(parent === null ? ['--empty'] : [parent])])
    await git(['update-index', '--add', '--cacheinfo', `100644,${blob},${name}`])
    const tree = (await git(['write-tree'])).trim()
    return (await git(['commit-tree', tree, ...(parent === null ? [] : ['-p', parent]), '-m', name])).trim()
  }
  const keep = async (name: string, text: string): Promise<'KEPT' | 'DIFFERENT'> => {
    for (let tried = 1; ; tried += 1) {
      const parent = await fetch()
      if (parent !== null && (await filesOf(parent, name.replace(/\/[^/]*$/, ''))).includes(name))
        return (await read(parent, name)) === text ? 'KEPT' : 'DIFFERENT'
      const commit = await commitOn(parent, name, text)
      try {
        await git(['push', '--quiet', '--', remote, `${commit}:${ref}`])
        return 'KEPT'
      } catch (error) {
        if (tried === triesMax) throw error
      }
    }
  }
  // The folder has one index, so calls take turns.
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
    const mine = turn.then(work, work)
    turn = mine
    return mine
  }
  return {
    // A remote over HTTP may hold a password.
    name: `git ${remote.replace(/\/\/[^/]*@/, '//')} ${branch}`,
    keep: (name, text) => inTurn(() => keep(name, text)),
    latest: (folder) =>
      inTurn(async () => {
        const commit = await fetch()
        const name = commit === null ? null : lastName(await filesOf(commit, folder))
        return commit === null || name === null ? null : read(commit, name)
      }),
    all: () =>
      inTurn(async () => {
        const commit = await fetch()
        if (commit === null) return []
        const names = (await filesOf(commit)).filter((name) => /\.(note|vkey)$/.test(name))
        const texts: string[] = []
        for (const name of names.toSorted()) texts.push(await read(commit, name))
        return texts
      }),
  }
}

const identity = [
  '-c',
  'user.name=Modelwarden',
  '-c',
  'user.email=audit@modelwarden.invalid',
  '-c',
  'commit.gpgSign=false',
]

/** Runs git on the copy; rejects with what it wrote. `env` sets what no option does: that git asks nobody for a password. */
function runGit(cache: string, args: readonly string[], input: string): Promise<string> {
  const command = ['GIT_TERMINAL_PROMPT=0', 'git', `--git-dir=${cache}`, ...identity, ...args]
  return new Promise((resolve, reject) => {
    const options = { timeout: callMs, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 } as const
    const child = execFile('env', command, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout)
      else reject(new Error(`git ${args[0] ?? ''} failed: ${stderr.trim().slice(0, 500)}`, { cause: error }))
    })
    // Commands that read nothing may have ended before the end of nothing is written; how they ended is told above.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input)
  })
}
