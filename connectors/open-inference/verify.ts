import type { CallContext } from '../../src/connector/index.ts'
import type { RepositoryEntry } from './repository.ts'
import type { SeenVersions } from './seen-versions.ts'
import type { ServerClient } from './server-client.ts'
import { indistinct, predecessors, stateOf, unlisted, type VersionState } from './version-state.ts'
import type { IndexRow, IndexState } from './wire.ts'

/** A version of one name with its checked state, and what the repository says or said of it. */
export interface VerifiedVersion extends VersionState {
  readonly version: string | null
  readonly entry: RepositoryEntry | null
}

/** What a check of one name needs. */
export interface NameClaims {
  readonly name: string
  /** Rows of the repository index for this name. */
  readonly rows: readonly IndexRow[]
  readonly entries: readonly RepositoryEntry[]
}

/** How to ask, and what was seen before. */
export interface Verifier {
  readonly server: ServerClient
  readonly seen: SeenVersions
}

const suspectsMax = 16

/** The entry of a version; null when there is none, or when two files with different content claim it. */
function entryFor(claims: NameClaims, version: string | null): RepositoryEntry | null {
  const [entry, ...others] = claims.entries.filter((candidate) => candidate.version === version)
  const isSame = others.every(
    (other) => other.artifactUri === entry?.artifactUri && other.marker?.ref === entry.marker?.ref,
  )
  return entry !== undefined && isSame ? entry : null
}

interface ListedVersion extends VerifiedVersion {
  readonly claimed: IndexState
}

async function checkListed(verifier: Verifier, claims: NameClaims, call: CallContext): Promise<ListedVersion[]> {
  const checked = new Map<string | null, ListedVersion>()
  for (const { version, state } of claims.rows) {
    if (checked.has(version)) continue
    const readiness = await verifier.server.readiness(claims.name, version, call)
    const entry = entryFor(claims, version)
    checked.set(version, { version, entry, claimed: state, ...stateOf(state, readiness) })
  }
  return [...checked.values()]
}

/** Versions worth asking about although the index does not list them. */
async function suspects(verifier: Verifier, claims: NameClaims, call: CallContext): Promise<readonly string[]> {
  const metadata = await verifier.server.metadata(claims.name, null, call)
  const guessed = claims.rows.flatMap(({ version }) => (version === null ? [] : predecessors(version)))
  return [...(metadata?.versions ?? []), ...guessed].slice(0, suspectsMax)
}

async function checkUnlisted(
  verifier: Verifier,
  claims: NameClaims & { readonly isSuspicious: boolean },
  call: CallContext,
): Promise<VerifiedVersion[]> {
  const { name, rows } = claims
  const seen = verifier.seen.of(name)
  const guesses = claims.isSuspicious ? await suspects(verifier, claims, call) : []
  const versions = new Set([...seen.map(({ version }) => version), ...guesses].filter((version) => version !== null))
  for (const { version } of rows) if (version !== null) versions.delete(version)
  const found: VerifiedVersion[] = []
  for (const version of versions) {
    const entry = seen.find((candidate) => candidate.version === version)?.entry ?? null
    if ((await verifier.server.readiness(name, version, call)) === 'READY') found.push({ version, entry, ...unlisted })
  }
  return found
}

function record({ seen }: Verifier, name: string, versions: readonly VerifiedVersion[]): void {
  const ready = versions.filter(({ state }) => state === 'READY')
  for (const { version } of seen.of(name)) {
    if (!ready.some((candidate) => candidate.version === version)) seen.forget(name, version)
  }
  for (const { version, entry } of ready) seen.remember(name, { version, entry })
}

/**
 * Finds what a server really serves under one name: every listed version is asked for, and where the index is
 * wrong or silent also those that were seen before or may have come before. Null when the server knows nothing of the name.
 */
export async function verify(
  verifier: Verifier,
  claims: NameClaims,
  call: CallContext,
): Promise<readonly VerifiedVersion[] | null> {
  const { name, rows } = claims
  const listed = await checkListed(verifier, claims, call)
  const isContradicted = listed.some(({ state, claimed }) => state !== 'READY' && claimed === 'READY')
  const isSuspicious = rows.length === 0 || isContradicted
  const answers = isSuspicious && (await verifier.server.readiness(name, null, call)) === 'READY'
  const hidden = await checkUnlisted(verifier, { ...claims, isSuspicious: answers }, call)
  const isNamed = [...listed, ...hidden].some(({ version, state }) => version !== null && state === 'READY')
  const versions = listed.map((item) =>
    item.version === null && item.state === 'READY' && isNamed ? { ...item, ...indistinct } : item,
  )
  const isAnonymous = answers && !isNamed && !rows.some(({ version }) => version === null)
  const entry = verifier.seen.of(name).find(({ version }) => version === null)?.entry ?? null
  const all = [...versions, ...hidden, ...(isAnonymous ? [{ version: null, entry, ...unlisted }] : [])]
  record(verifier, name, all)
  return all.length === 0 ? null : all
}
