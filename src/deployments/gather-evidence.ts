import type { MirroredObject } from '../catalog/index.ts'
import type { CallContext } from '../connector/contract.ts'
import { Fault } from '../kernel/problem.ts'
import { compareBytes, type ServedFiles } from './compare-bytes.ts'
import type { Digester } from './digester.ts'
import { findByBytes } from './find-by-bytes.ts'
import type { FoundServed } from './look-up-served.ts'
import type { MarkerEvidence, MatchEvidence } from './match-version.ts'
import type { MatchPorts } from './ports.ts'
import type { BytesVerdict, FileAddress } from './types.ts'

/** What gathering works with; the digester's budget is shared by all items of a call. */
export interface EvidenceWork {
  readonly ports: MatchPorts
  readonly limits: { readonly filesMax: number }
  readonly digester: Digester
}

/** Files of what is served; null when they cannot be read from here. */
async function servedFiles(
  { ports, limits }: EvidenceWork,
  address: FileAddress | null,
  call: CallContext,
): Promise<ServedFiles | null> {
  if (address === null || address.store === null) return null
  const files = await ports.bytes.list(address, limits.filesMax, call)
  return files === null ? null : { address, files }
}

async function markerEvidence(
  { ports, digester }: EvidenceWork,
  { found, files }: { readonly found: FoundServed; readonly files: ServedFiles | null },
  call: CallContext,
): Promise<MarkerEvidence> {
  const { named, byUri } = found
  const indexed = files === null ? [] : await ports.facts.ofVersions(named)
  const verdictOf = async (version: MirroredObject, at: number): Promise<BytesVerdict> => {
    const registered = indexed[at]
    if (byUri.some(({ uid }) => uid === version.uid)) return 'SAME'
    if (files === null || !registered) return 'UNKNOWN'
    return compareBytes({ digester, facts: ports.facts }, { served: files, registered }, call)
  }
  return Promise.all(named.map(async (version, at) => ({ version, bytes: await verdictOf(version, at) })))
}

async function evidenceOf(work: EvidenceWork, found: FoundServed, call: CallContext): Promise<MatchEvidence> {
  const { ports, digester } = work
  const { item, address, byUri, named } = found
  const declared = item.served.declared !== null
  const needsBytes = byUri.length === 0 || named.some(({ uid }) => !byUri.some((version) => version.uid === uid))
  const files = needsBytes ? await servedFiles(work, address, call) : null
  const marker = declared ? await markerEvidence(work, { found, files }, call) : null
  const base = { deployment: item.deployment, marker, byUri }
  if (byUri.length > 0) return { ...base, byDigest: [], obstacle: null }
  if (files === null) return { ...base, byDigest: [], obstacle: 'BYTES_NOT_READABLE' }
  const { versions, isConclusive } = await findByBytes({ facts: ports.facts, digester }, files, call)
  return { ...base, byDigest: versions, obstacle: isConclusive ? null : 'BYTES_NOT_COMPARED_YET' }
}

/**
 * Gathers what tells which version one item is. A store that fails takes the comparison of bytes from an item, but
 * neither its marker nor its address, and nothing from other items.
 */
export async function gatherEvidence(
  work: EvidenceWork,
  found: FoundServed,
  call: CallContext,
): Promise<MatchEvidence> {
  try {
    return await evidenceOf(work, found, call)
  } catch (error) {
    if (!(error instanceof Fault) || call.signal.aborted) throw error
    const { item, byUri, named } = found
    const marker =
      item.served.declared === null ? null : named.map((version) => ({ version, bytes: 'UNKNOWN' as const }))
    return { deployment: item.deployment, marker, byUri, byDigest: [], obstacle: 'BYTES_NOT_READABLE' }
  }
}
