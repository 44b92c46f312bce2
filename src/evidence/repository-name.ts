const scpLike = /^(?:[^@/\s]+@)?([^:/\s]+):(?!\/)(\S+)$/
const hostAndPath = /^[a-z0-9][a-z0-9.-]*(:\d+)?(\/[^/\s?#]+)+$/

/**
 * One name for a repository however its address is written, such as `git.example/team/risk` for
 * `https://ada@git.example/Team/risk.git`, `ssh://git@git.example/team/risk` and `git@git.example:team/risk.git`; null for
 * what is no address of a repository on a host. Who connects, and how, is no part of the name; upper and lower case are one.
 */
export function repositoryName(address: string): string | null {
  const text = address.trim()
  const name = text.includes('://') ? ofUrl(text) : (ofScp(text) ?? text)
  const plain = (name ?? '')
    .toLowerCase()
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
  return hostAndPath.test(plain) ? plain : null
}

function ofUrl(text: string): string | null {
  const url = URL.parse(text)
  return url === null || url.host === '' ? null : `${url.host}${url.pathname}`
}

function ofScp(text: string): string | null {
  const found = scpLike.exec(text)
  return found === null ? null : `${found[1]}/${found[2]}`
}
