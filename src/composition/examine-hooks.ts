import { existsSync } from 'node:fs'
import type { LoadedConfig } from '../config/index.ts'
import { type HookedSource, type HookStanding, lookAtHooks } from '../ingest/index.ts'
import { openDatabase } from '../persistence/database.ts'
import { createHookStore } from '../persistence/hook-store.ts'
import { migrationStatus } from '../persistence/migrate.ts'
import { hooks as hooksMigration } from '../persistence/migrations/0013-hooks.ts'
import { type Finding, reasonOf } from './finding.ts'
import { hookedSources, plannedUrl } from './hooked-sources.ts'
import type { Sources } from './sources.ts'
import { storeFile, storeUrl } from './store-place.ts'

const patienceMs = 5_000

/** Tells whether a source's tool has the gateway's webhook where that is wanted, and when its last event came. Changes nothing. */
export async function* examineHooks(loaded: LoadedConfig, sources: Sources, id: string): AsyncGenerator<Finding> {
  const { settings } = sources.withEvents.find(({ source }) => source.id === id) ?? {}
  const file = storeFile(loaded)
  if (settings === undefined) return
  const name = `webhook ${id}`
  // Without a store there is no secret yet to sign events with, so there cannot be a webhook either.
  if (file !== null && !existsSync(file)) {
    if (settings.register) yield { name, state: 'OK', detail: 'not registered yet; `serve` will do it' }
    return
  }
  const source = hookedSources(loaded, sources, plannedUrl(loaded)).find((each) => each.id === id)
  if (source !== undefined) yield await examineHook(loaded, { name, source, isWanted: settings.register })
}

async function examineHook(
  loaded: LoadedConfig,
  { name, source, isWanted }: { readonly name: string; readonly source: HookedSource; readonly isWanted: boolean },
): Promise<Finding> {
  try {
    await using database = await openDatabase(storeUrl(loaded))
    const { applied } = await migrationStatus(database)
    if (!applied.includes(hooksMigration.name))
      return { name, state: 'OK', detail: 'not looked at before `serve` has run' }
    const store = createHookStore(database)
    const call = { signal: AbortSignal.timeout(patienceMs), requestId: name }
    const standings = await lookAtHooks({ store }, source, call)
    const last = (await store.arrivals()).get(source.id)
    const { state, detail } = inWords(standings, isWanted)
    const since = last === undefined ? '' : `, last event ${new Date(last).toISOString()}`
    return { name, state, detail: `${detail}${since}` }
  } catch (error) {
    return { name, state: 'WARNING', detail: reasonOf(error) }
  }
}

function inWords(standings: readonly HookStanding[], isWanted: boolean): Pick<Finding, 'state' | 'detail'> {
  const bad = standings.find(({ state }) => state !== 'REGISTERED')
  if (bad === undefined) return { state: 'OK', detail: `registered for ${standings[0]?.url ?? ''}` }
  const place = bad.workspace === '' ? '' : ` in workspace ${bad.workspace}`
  const state = isWanted ? 'WARNING' : 'OK'
  if (bad.remedy !== null) return { state, detail: `${bad.remedy}${place}` }
  const what = bad.state === 'STALE' ? 'has another secret, or lacks events' : 'not registered'
  return {
    state,
    detail: `${what}${place}; \`modelwarden hooks register\` does it, or \`webhooks: { register: true }\``,
  }
}
