import { createHash } from 'node:crypto'
import type { Transaction } from 'kysely'
import { unstatedDeploymentsKey, virtualLineageKey } from '../../kernel/lineage-key.ts'
import type { LineageStatement } from '../../lineage/index-ports.ts'
import type { Database } from '../database.ts'
import { lockFor } from '../lock.ts'
import { storableText } from '../storable-text.ts'
import type { Tables } from '../tables.ts'
import { logChanges } from './changes.ts'
import { speakerOf } from './end-objects.ts'
import type { SameReader } from './same-keys.ts'
import { writeEdges } from './write-edges.ts'
import { writeNodes } from './write-nodes.ts'

/**
 * Takes one statement in, in one transaction. Of two that were observed at the same moment the same one wins in whichever
 * order they arrive. Answers the sequence of the change; null when nothing changed.
 */
export async function takeStatement({ kysely, engine }: Database, statement: LineageStatement): Promise<number | null> {
  const digest = digestOf(statement)
  // Most are repeated, and a repetition waits for nobody.
  if (isOutdone(await readLast(kysely, statement), statement, digest)) return null
  return kysely.transaction().execute((trx) => takeStatementIn({ kysely: trx, engine }, statement, digest))
}

/** The same within a transaction of whoever makes the statement with a change of its own. */
export async function takeStatementIn(
  place: { readonly kysely: Transaction<Tables>; readonly engine: Database['engine'] },
  statement: LineageStatement,
  digest = digestOf(statement),
): Promise<number | null> {
  await lockFor(place.kysely, place.engine, `modelwarden.lineage ${statement.statedBy}`)
  const last = await readLast(place.kysely, statement)
  if (isOutdone(last, statement, digest)) return null
  await saveStatement(place.kysely, statement, digest)
  const nodes = await writeNodes(
    place,
    statement.nodes.map((node) => ({ ...node, uid: node.id, key: virtualLineageKey(node.id), isObject: false })),
  )
  const edges = await writeEdges(place, [{ ...statement, isNew: false }])
  const isFirstOfDeployment = last === undefined && statement.statedBy.startsWith(speakerOf('serving', ''))
  const stated = isFirstOfDeployment ? [unstatedDeploymentsKey] : []
  return logChanges(place, { keys: [...nodes, ...edges, ...stated], now: statement.observedAt })
}

type LastStatement = Pick<Tables['lineage_statement'], 'observed_at' | 'digest'>

function readLast(kysely: SameReader['kysely'], { statedBy }: LineageStatement): Promise<LastStatement | undefined> {
  const query = kysely.selectFrom('lineage_statement').select(['observed_at', 'digest'])
  return query.where('stated_by', '=', statedBy).executeTakeFirst()
}

/** Whether a statement tells nothing that the last of its party does not. */
function isOutdone(last: LastStatement | undefined, { observedAt }: LineageStatement, digest: string): boolean {
  if (last === undefined) return false
  return last.observed_at === observedAt ? last.digest >= digest : last.observed_at > observedAt
}

async function saveStatement(
  trx: Transaction<Tables>,
  { statedBy, observedAt }: LineageStatement,
  digest: string,
): Promise<void> {
  const row = { stated_by: statedBy, observed_at: observedAt, digest }
  await trx
    .insertInto('lineage_statement')
    .values(row)
    .onConflict((conflict) => conflict.column('stated_by').doUpdateSet(row))
    .execute()
}

function digestOf({ source, sender, nodes, edges }: LineageStatement): string {
  const parts = [nodes, edges].map((items) => items.map((item) => JSON.stringify(item)).toSorted())
  return createHash('sha256')
    .update(storableText(JSON.stringify([source, sender, parts])))
    .digest('base64url')
}
