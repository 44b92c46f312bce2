import { type LineageKey, lineageKeyOf, type NativeName, unstatedDeploymentsKey } from '../../kernel/lineage-key.ts'
import { isIn } from '../json-rows.ts'
import { endAliases } from './aliases.ts'
import type { SameReader } from './same-keys.ts'
import { endEdges } from './write-edges.ts'

/** An object that is gone. */
export interface EndedObject extends NativeName {
  readonly uid: string
}

/** Parties that speak of one object, besides itself, and have nothing to say once it is gone. */
const speakers = ['serving', 'measured'] as const

/** Who states what the gateway found out about an object, which the object's own record does not tell. */
export function speakerOf(speaker: (typeof speakers)[number], uid: string): string {
  return `${speaker}:${uid}`
}

/** Ends what objects that are gone stated, and what was stated of them. Answers the keys of all nodes that changed. */
export async function endObjects(
  place: SameReader,
  objects: readonly EndedObject[],
  endedAt: number,
): Promise<readonly LineageKey[]> {
  if (objects.length === 0) return []
  const { kysely, engine } = place
  const spoken = objects.flatMap(({ uid }) => speakers.map((speaker) => speakerOf(speaker, uid)))
  const ends = await endEdges(place, [...objects.map(({ uid }) => uid), ...spoken], endedAt)
  // They say it again when the object comes back, and that must not pass for a repetition.
  const silenced = await kysely
    .deleteFrom('lineage_statement')
    .where(isIn(engine, 'stated_by', spoken))
    .returning('stated_by')
    .execute()
  const hadSpoken = new Set(silenced.map((row) => row.stated_by))
  const isUnstated = ({ kind, uid }: EndedObject) => kind === 'Deployment' && !hadSpoken.has(speakerOf('serving', uid))
  const models = objects.filter(({ kind }) => kind === 'Model')
  await endAliases(place, models.map(lineageKeyOf), endedAt)
  return [...objects.map(lineageKeyOf), ...ends, ...(objects.some(isUnstated) ? [unstatedDeploymentsKey] : [])]
}
