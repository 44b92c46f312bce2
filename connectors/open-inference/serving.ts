import {
  type CallContext,
  type ConnectorLogger,
  type DeploymentRecord,
  Fault,
  inParallel,
  type NativeKey,
  type ServedVersionRecord,
} from '../../src/connector/index.ts'
import type { Repository, RepositoryEntry } from './repository.ts'
import { createSeenVersions } from './seen-versions.ts'
import { modelPath, type ServerClient } from './server-client.ts'
import { type VerifiedVersion, verify } from './verify.ts'
import type { IndexRow, Marker, ServedMetadata } from './wire.ts'

const namesAtOnce = 4
const nothingTold: ServedMetadata = {
  platform: null,
  inputs: null,
  outputs: null,
  versions: [],
  marker: null,
  files: null,
}

/** What index and folder claim, by name. */
interface Claims {
  readonly rows: ReadonlyMap<string, readonly IndexRow[]>
  readonly entries: ReadonlyMap<string, readonly RepositoryEntry[]>
}

/** What the reads of deployments need. */
export interface ServingParts {
  readonly server: ServerClient
  readonly repository: Repository | null
  /** Base address of the server. */
  readonly url: string
  readonly log: ConnectorLogger
}

/** Reads of deployments. Every version's state is checked with the server. */
export interface Serving {
  /** Names in the repository index, and those seen to be served before; sorted by code unit. */
  names(call: CallContext): Promise<readonly string[]>
  /** Deployments of these names, those that are gone left out. */
  read(names: readonly string[], call: CallContext): Promise<readonly DeploymentRecord[]>
  /** In the order asked; null where the server knows no such name. */
  deployments(keys: readonly NativeKey[], call: CallContext): Promise<readonly (DeploymentRecord | null)[]>
}

/** The protocol knows no workspaces. */
function isHere({ workspace }: NativeKey): boolean {
  return workspace === ''
}

function isSameMarker(a: Marker, b: Marker): boolean {
  return a.ref === b.ref && a.source === b.source
}

/** The marker of what is loaded counts; where it differs from the file's, the file is about another load. */
function weighMarkers(live: Marker | null, entry: RepositoryEntry | null) {
  const written = entry?.marker ?? null
  const isOutdated = live !== null && written !== null && !isSameMarker(live, written)
  return { declared: live ?? written, isOutdated }
}

function served(verified: VerifiedVersion, metadata: ServedMetadata | null): ServedVersionRecord {
  const { version, entry, state, reason } = verified
  const { marker, platform, inputs, outputs } = metadata ?? nothingTold
  const { declared, isOutdated } = weighMarkers(marker, entry)
  return {
    version,
    state,
    reason: isOutdated ? 'Its settings were changed after it was loaded.' : reason,
    platform: platform ?? entry?.implementation ?? null,
    artifactUri: isOutdated ? null : (entry?.artifactUri ?? null),
    declared,
    inputs,
    outputs,
  }
}

/** Columns are worth less than the state: a model whose runtime describes itself wrongly stays visible. */
function withTolerantMetadata(server: ServerClient, log: ConnectorLogger): ServerClient {
  return {
    ...server,
    async metadata(name, version, call) {
      try {
        return await server.metadata(name, version, call)
      } catch (error) {
        if (!(error instanceof Fault) || error.code !== 'UPSTREAM_INVALID') throw error
        log.warn({ deployment: name, err: error }, 'the metadata of a served model cannot be read')
        return null
      }
    },
  }
}

/** Joins index, repository folder and readiness into records. Remembers what was served, in memory only. */
export function createServing({ server: strict, repository, url, log }: ServingParts): Serving {
  const seen = createSeenVersions()
  const server = withTolerantMetadata(strict, log)

  async function deploymentOf(name: string, claims: Claims, call: CallContext): Promise<DeploymentRecord | null> {
    const ofName = { name, rows: claims.rows.get(name) ?? [], entries: claims.entries.get(name) ?? [] }
    const verified = await verify({ server, seen }, ofName, call)
    if (verified === null) return null
    const versions: ServedVersionRecord[] = []
    for (const version of verified) {
      const metadata = version.state === 'READY' ? await server.metadata(name, version.version, call) : null
      versions.push(served(version, metadata))
    }
    const endpoints = [{ protocol: 'open-inference-v2', url: `${url}${modelPath(name, null)}/infer` }]
    return { kind: 'Deployment', workspace: '', nativeId: name, name, createdAt: null, versions, endpoints }
  }

  async function deploymentsOf(
    names: readonly string[],
    call: CallContext,
  ): Promise<readonly (DeploymentRecord | null)[]> {
    if (names.length === 0) return []
    const rows = Map.groupBy(await server.index(call), ({ name }) => name)
    const entries = (await repository?.read(call)) ?? new Map<string, readonly RepositoryEntry[]>()
    return inParallel(names, namesAtOnce, (name) => deploymentOf(name, { rows, entries }, call))
  }

  return {
    async names(call) {
      const listed = (await server.index(call)).map(({ name }) => name)
      return [...new Set([...listed, ...seen.names()])].toSorted((a, b) => (a < b ? -1 : 1))
    },
    read: async (names, call) => (await deploymentsOf(names, call)).filter((found) => found !== null),
    async deployments(keys, call) {
      const names = [...new Set(keys.filter(isHere).map(({ nativeId }) => nativeId))]
      const found = await deploymentsOf(names, call)
      const byName = new Map(names.map((name, at) => [name, found[at] ?? null]))
      return keys.map((key) => (isHere(key) ? (byName.get(key.nativeId) ?? null) : null))
    },
  }
}
