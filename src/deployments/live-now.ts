import type { MirroredObject } from '../catalog/index.ts'
import type { CallContext } from '../connector/contract.ts'
import { type MatchLimits, matchServed } from './match-served.ts'
import type { MatchPorts } from './ports.ts'
import type { LiveEntry, PlacedDeployment } from './types.ts'

/** What is to be looked at, and how much that may cost. */
export interface LiveQuery {
  readonly deployments: readonly PlacedDeployment[]
  /** Name of the environment; null is any. */
  readonly environment: string | null
  /** A model or one of its versions; null is anything, also what nobody registered. */
  readonly subject: MirroredObject | null
  readonly limits: MatchLimits
}

/**
 * Which versions are live now, and where: every served version that answers, with the registered version it is.
 * In the order of environment, deployment, source and version. Where several registered versions have the served
 * bytes and nothing tells them apart, each of them counts as live.
 */
export async function liveNow(ports: MatchPorts, query: LiveQuery, call: CallContext): Promise<readonly LiveEntry[]> {
  const { deployments, environment, subject, limits } = query
  const ready = deployments
    .filter((deployment) => environment === null || deployment.environment === environment)
    .flatMap((placed) => placed.record.versions.map((served) => ({ placed, served })))
    .filter(({ served }) => served.state === 'READY')
  const items = ready.map(({ placed: { object, record }, served }) => ({
    source: object.source,
    deployment: record.name,
    served,
  }))
  const matches = await matchServed(ports, { items, limits }, call)
  const entries = ready.flatMap(({ placed, served }, at): LiveEntry[] => {
    const match = matches[at]
    return match === undefined ? [] : [{ environment: placed.environment, deployment: placed.object, served, match }]
  })
  return entries.filter((entry) => subject === null || isOf(entry, subject)).toSorted(byPlace)
}

/** The versions that an entry stands for: the one it is, or all that it may be. */
function versionsOf({ match: { modelVersion, candidates } }: LiveEntry): readonly MirroredObject[] {
  return modelVersion === null ? candidates : [modelVersion]
}

function isOf(entry: LiveEntry, subject: MirroredObject): boolean {
  return versionsOf(entry).some(({ uid, parentUid }) => uid === subject.uid || parentUid === subject.uid)
}

/** Where each of these versions is live, in the order asked. */
export function liveByVersion(
  entries: readonly LiveEntry[],
  versions: readonly MirroredObject[],
): readonly (readonly LiveEntry[])[] {
  const pairs = entries.flatMap((entry) => versionsOf(entry).map(({ uid }) => ({ uid, entry })))
  const found = Map.groupBy(pairs, ({ uid }) => uid)
  return versions.map(({ uid }) => (found.get(uid) ?? []).map(({ entry }) => entry))
}

function byPlace(a: LiveEntry, b: LiveEntry): number {
  const keyOf = ({ environment, deployment: { name, source }, served }: LiveEntry) =>
    [environment ?? '', name, source, served.version ?? ''] as const
  const [left, right] = [keyOf(a), keyOf(b)]
  const at = left.findIndex((part, position) => part !== right[position])
  return at === -1 ? 0 : (left[at] ?? '') < (right[at] ?? '') ? -1 : 1
}
