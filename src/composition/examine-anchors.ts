import { existsSync } from 'node:fs'
import { type Anchor, type AuditStore, auditStreams, chainStanding, staleAfterMs } from '../audit/index.ts'
import type { LoadedConfig } from '../config/index.ts'
import { systemClock } from '../kernel/clock.ts'
import { createAuditStore } from '../persistence/audit-store.ts'
import { openDatabase } from '../persistence/database.ts'
import { migrationStatus } from '../persistence/migrate.ts'
import { openAnchors } from './audit.ts'
import { type Finding, reasonOf } from './finding.ts'
import { storeFile, storeUrl } from './store-place.ts'

/** Whether anything outside the store vouches for the audit trail, can be reached, and has what came of late. Writes nothing. */
export async function* examineAnchors(loaded: LoadedConfig): AsyncGenerator<Finding> {
  const anchors = await openAnchors(loaded)
  if (anchors.length === 0) {
    const detail = 'no anchor outside the store: whoever can write there could rewrite the trail; see audit.anchors'
    return yield { name: 'audit', state: 'WARNING', detail }
  }
  const staleMs = staleAfterMs(loaded.config.audit.checkpointSeconds * 1_000)
  for (const anchor of anchors) {
    const name = `anchor ${anchor.name}`
    try {
      yield { name, ...(await withStore(loaded, (store) => examineAnchor(anchor, store, staleMs))) }
    } catch (error) {
      yield { name, state: 'FAILED', detail: reasonOf(error) }
    }
  }
}

async function examineAnchor(
  anchor: Anchor,
  store: AuditStore | null,
  staleMs: number,
): Promise<Pick<Finding, 'state' | 'detail'>> {
  const held: string[] = []
  const late: string[] = []
  for (const stream of auditStreams) {
    const origin = (await store?.head(stream))?.origin ?? ''
    const last = await anchor.latest(`${origin === '' ? 'none' : origin}/checkpoints`)
    const anchoredTo = Number(last?.split('\n')[1] ?? 0)
    if (stream === 'decisions') held.push(last === null ? 'holds no checkpoint yet' : `holds ${anchoredTo} events`)
    if (store === null || origin === '') continue
    const facts = { stream, isBroken: false, anchoredTo, now: systemClock.now(), since: 0, staleMs }
    const { state, unanchoredSince } = await chainStanding(store, facts)
    if (state === 'CHAIN_STALE') late.push(`${stream} since ${new Date(unanchoredSince ?? 0).toISOString()}`)
  }
  if (late.length === 0) return { state: 'OK', detail: held.join() }
  const detail = `${held.join()}; CHAIN_STALE: has nothing of ${late.join(' and ')}; a running gateway brings it`
  return { state: 'WARNING', detail }
}

/** Null where nothing was recorded yet. A store that cannot be read is told of elsewhere. */
async function withStore<Result>(
  loaded: LoadedConfig,
  work: (store: AuditStore | null) => Promise<Result>,
): Promise<Result> {
  const file = storeFile(loaded)
  if (file !== null && !existsSync(file)) return work(null)
  await using database = await openDatabase(storeUrl(loaded)).catch(() => null)
  if (database === null) return work(null)
  const isCurrent = await migrationStatus(database).then(
    ({ pending }) => pending.length === 0,
    () => false,
  )
  // The store closes when this returns.
  return await work(isCurrent ? createAuditStore(database) : null)
}
