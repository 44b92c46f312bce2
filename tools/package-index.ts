import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** uv's variable for each setting of pip. uv reads none of pip's own configuration. */
const uvVariables: Readonly<Record<string, string>> = {
  'index-url': 'UV_DEFAULT_INDEX',
  'extra-index-url': 'UV_INDEX',
  'find-links': 'UV_FIND_LINKS',
  'trusted-host': 'UV_INSECURE_HOST',
  'no-index': 'UV_NO_INDEX',
  cert: 'SSL_CERT_FILE',
  proxy: 'ALL_PROXY',
}

function usableLinks(value: string): string {
  return value
    .split(/\s+/)
    .filter((link) => link.includes('://') || existsSync(link))
    .join(',')
}

/** Reads `pip config list` as uv's variables, so that a machine set up for pip needs no second set-up. */
export function parsePipConfiguration(listing: string): Record<string, string> {
  const variables: Record<string, string> = {}
  for (const line of listing.split('\n')) {
    const match = /^(?:global|install|:env:)\.([a-z-]+)='(.*)'$/.exec(line.trim())
    const [, key = '', value = ''] = match ?? []
    const variable = uvVariables[key]
    if (variable === undefined) continue
    variables[variable] = key === 'find-links' ? usableLinks(value) : value.trim()
  }
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
}

/** The environment for uv: this process's own, and pip's package index where uv has none of its own. */
export async function installerEnvironment(python: string): Promise<NodeJS.ProcessEnv> {
  const environment = { ...process.env }
  // With this set, as many machines have it, every start of MLflow would compile everything again (10 s).
  delete environment['PYTHONDONTWRITEBYTECODE']
  delete environment['PYTHONPATH']
  const { stdout } = await execute(python, ['-m', 'pip', 'config', 'list']).catch(() => ({ stdout: '' }))
  return { ...parsePipConfiguration(stdout), UV_NO_PROGRESS: '1', ...environment }
}
