import type { MirroredObject } from '../catalog/index.ts'
import type { BytesVerdict, MatchReason, ServedMatch } from './types.ts'

/** Everything known about which version one served artifact is. */
export interface MatchEvidence {
  /** Name of the deployment. */
  readonly deployment: string
  /** Null when the deployment carries no marker. */
  readonly marker: MarkerEvidence | null
  /** Versions whose files are at the served address. */
  readonly byUri: readonly MirroredObject[]
  /** Versions whose bytes were found equal. */
  readonly byDigest: readonly MirroredObject[]
  /** What kept the bytes from being compared with every version; null when they were. */
  readonly obstacle: MatchReason | null
}

/** The versions that a marker names, and how their bytes compare with what is served. Empty when there is none. */
export type MarkerEvidence = readonly { readonly version: MirroredObject; readonly bytes: BytesVerdict }[]

interface MarkerDecision {
  readonly named: MirroredObject | null
  readonly reason: MatchReason | null
}

function unique(versions: readonly MirroredObject[]): readonly MirroredObject[] {
  return [...new Map(versions.map((version) => [version.uid, version])).values()]
}

function followMarker({ marker, byUri, byDigest }: MatchEvidence): MarkerDecision {
  if (marker === null) return { named: null, reason: null }
  if (marker.length === 0) return { named: null, reason: 'MARKER_NAMES_NO_VERSION' }
  const possible = marker.filter(({ bytes }) => bytes !== 'DIFFERENT')
  if (possible.length === 0) return { named: null, reason: 'MARKER_BYTES_DIFFER' }
  const proven = new Set([...byUri, ...byDigest].map(({ uid }) => uid))
  const held = possible.filter(({ version, bytes }) => bytes === 'SAME' || proven.has(version.uid))
  const [only, ...others] = possible.length === 1 ? possible : held
  // Two registries hold the name and nothing tells which is meant: choosing either would be a guess.
  if (only === undefined || others.length > 0) return { named: null, reason: 'MARKER_AMBIGUOUS' }
  return { named: only.version, reason: null }
}

/** The version that another is a copy of, where it is among these. */
function originAmong(versions: readonly MirroredObject[], copy: MirroredObject): MirroredObject | undefined {
  const { copiedFrom } = copy.facts
  if (copiedFrom === undefined || copiedFrom === null) return undefined
  return versions.find(
    ({ source, workspace, nativeId }) =>
      source === copy.source && workspace === copy.workspace && nativeId === copiedFrom,
  )
}

/** The one version that all others are copies of, directly or not; undefined when there is no such one. */
function originOfAll(versions: readonly MirroredObject[]): MirroredObject | undefined {
  const origins = versions.filter((version) => originAmong(versions, version) === undefined)
  const [origin, ...others] = origins
  if (origin === undefined || others.length > 0) return undefined
  const leadsToOrigin = (start: MirroredObject): boolean => {
    let at: MirroredObject | undefined = start
    // Every step goes to another version of the list, so a longer walk is a ring.
    for (let steps = 0; at !== undefined && steps <= versions.length; steps += 1) {
      if (at.uid === origin.uid) return true
      at = originAmong(versions, at)
    }
    return false
  }
  return versions.every(leadsToOrigin) ? origin : undefined
}

function modelNameOf(version: MirroredObject): string {
  return version.nativeId.slice(0, version.nativeId.lastIndexOf('\n'))
}

/**
 * Chooses among versions with the same bytes: the only one; among copies of each other the one whose model is named
 * like the deployment, if exactly one is, else the original. A name alone decides nothing. Null when nothing tells them apart.
 */
export function chooseVersion(versions: readonly MirroredObject[], deployment: string): MirroredObject | null {
  const [only, ...others] = versions
  if (only !== undefined && others.length === 0) return only
  const origin = originOfAll(versions)
  if (origin === undefined) return null
  const [namesake, ...namesakes] = versions.filter((version) => modelNameOf(version) === deployment)
  return namesake !== undefined && namesakes.length === 0 ? namesake : origin
}

/**
 * Says which registered version is served: by an explicit marker, unless it names nothing, or several, or a version
 * with other bytes; else by address; else by bytes. Pure, and the same whatever the order of the evidence's lists.
 */
export function matchServedVersion(evidence: MatchEvidence): ServedMatch {
  const marker = followMarker(evidence)
  const found = unique([...evidence.byUri, ...evidence.byDigest])
  if (marker.named !== null) {
    return { match: 'DECLARED', modelVersion: marker.named, candidates: unique([marker.named, ...found]), reason: null }
  }
  const strongest = unique(evidence.byUri.length > 0 ? evidence.byUri : evidence.byDigest)
  if (strongest.length === 0) {
    return { match: 'UNKNOWN', modelVersion: null, candidates: [], reason: marker.reason ?? evidence.obstacle }
  }
  const chosen = chooseVersion(strongest, evidence.deployment)
  const reason = marker.reason ?? (chosen === null ? 'SEVERAL_VERSIONS' : null)
  const candidates = chosen === null ? found : unique([chosen, ...found])
  return { match: evidence.byUri.length > 0 ? 'URI' : 'DIGEST', modelVersion: chosen, candidates, reason }
}
