import type { RunRecord } from '../connector/records.ts'
import { withoutCredentials } from '../kernel/without-credentials.ts'
import type { NamedTexts } from './compare-values.ts'

/** The code that a run ran, by what is recorded of it. */
export function codeTexts(run: RunRecord | null): NamedTexts {
  const repository = run?.repository ?? null
  const texts = {
    commit: run?.codeCommit ?? null,
    entrypoint: run?.entrypoint ?? null,
    repository: repository === null ? null : withoutCredentials(repository),
  }
  return Object.entries(texts).flatMap(([name, text]) => (text === null ? [] : [[name, text] as const]))
}

/**
 * For each run, the page that shows what changed from the first run's commit to its own. Null for the first, for the same
 * commit, for another repository, and where the repository's host is none whose pages are known.
 */
export function codeChangeUrls(runs: readonly (RunRecord | null)[]): readonly (string | null)[] {
  const [first = null] = runs
  return runs.map((run, index) => (index === 0 || first === null || run === null ? null : changeUrl(first, run)))
}

function changeUrl(from: RunRecord, to: RunRecord): string | null {
  const page = projectPage(from.repository)
  if (page === null || page.url !== projectPage(to.repository)?.url) return null
  const [before, after] = [from.codeCommit, to.codeCommit]
  if (!isWholeName(before) || !isWholeName(after) || before === after) return null
  return `${page.url}${page.isGitlab ? '/-' : ''}/compare/${before}...${after}`
}

function isWholeName(commit: string | null): commit is string {
  return commit !== null && /^([0-9a-f]{40}|[0-9a-f]{64})$/i.test(commit)
}

/** The page of a repository on GitHub or GitLab, or on a host of one's own that is named after one of them. */
function projectPage(repository: string | null): { readonly url: string; readonly isGitlab: boolean } | null {
  const address = withoutCredentials(repository ?? '')
  const [, urlHost, urlPath] = /^(?:https?|ssh):\/\/(?:git@)?([a-z0-9.-]+)\/([\w./~-]+)$/i.exec(address) ?? []
  const [, scpHost, scpPath] = /^git@([a-z0-9.-]+):([\w./~-]+)$/i.exec(address) ?? []
  const host = (urlHost ?? scpHost ?? '').toLowerCase()
  const path = (urlPath ?? scpPath ?? '').replace(/(\.git)?\/?$/, '')
  const isGitlab = /(^|\.)gitlab\./.test(host)
  const isKnown = isGitlab || /(^|\.)github\./.test(host)
  const isSound = path.includes('/') && path.split('/').every((segment) => /[^.]/.test(segment))
  return isKnown && isSound ? { url: `https://${host}/${path}`, isGitlab } : null
}
