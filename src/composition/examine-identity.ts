import { createIssuers, type Issuer } from '../access/index.ts'
import { type LoadedConfig, readGroupsFile } from '../config/index.ts'
import { systemClock } from '../kernel/clock.ts'
import { isProtectedAddress } from '../kernel/loopback.ts'
import { type Finding, reasonOf } from './finding.ts'
import { groupsFilePath } from './group-directory.ts'

/** Reads the groups file, and asks every identity provider for its metadata and keys. */
export async function* examineIdentity(loaded: LoadedConfig): AsyncGenerator<Finding> {
  yield* examineGroupsFile(loaded)
  const { auth, server } = loaded.config
  const log = { warn: () => undefined }
  for (const issuer of createIssuers({ issuers: auth.issuers, clock: systemClock, log }).all)
    yield await examineIssuer(issuer)
  const hasLogin = auth.issuers.some(({ login }) => login !== undefined)
  const { publicUrl } = server
  if (!hasLogin || publicUrl === undefined || isProtectedAddress(publicUrl)) return
  const detail = 'browser logins need https, and server.publicUrl has none; nobody can log in'
  yield { name: 'browser login', state: 'WARNING', detail }
}

function* examineGroupsFile(loaded: LoadedConfig): Generator<Finding> {
  const path = groupsFilePath(loaded)
  if (path === undefined) return
  const name = 'groups file'
  try {
    const { groups } = readGroupsFile(path)
    yield { name, state: 'OK', detail: `${path}, ${Object.keys(groups).length} groups` }
  } catch (error) {
    yield { name, state: 'FAILED', detail: reasonOf(error).replaceAll(/\s*\n\s*/g, ' ') }
  }
}

async function examineIssuer({ settings, keys }: Issuer): Promise<Finding> {
  const name = `issuer ${settings.issuer}`
  try {
    await keys.metadata()
    return { name, state: 'OK', detail: `answers with metadata and keys; tokens are for "${settings.audience}"` }
  } catch (error) {
    return { name, state: 'FAILED', detail: reasonOf(error) }
  }
}
