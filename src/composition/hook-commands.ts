import type { LoadedConfig } from '../config/index.ts'
import { type HookedSource, type HookStanding, lookAtHooks, registerHooks, removeHooks } from '../ingest/index.ts'
import { commandLineActor } from '../kernel/actor.ts'
import { systemClock } from '../kernel/clock.ts'
import { createMetrics, type Logger } from '../telemetry/index.ts'
import { loadConnectors, readSources } from './connectors.ts'
import { reasonOf } from './finding.ts'
import { registrationPorts } from './hook-registration.ts'
import { hookedSources, plannedUrl } from './hooked-sources.ts'
import { connectSources } from './sources.ts'
import { openStore } from './store.ts'

/** How a webhook stands, with the time of the source's last event; of a tool that does not answer, why. */
export interface HookReport extends Omit<HookStanding, 'state'> {
  readonly state: HookStanding['state'] | 'UNREACHABLE'
  readonly lastEventAt: number | null
}

/** What the command line can do with webhooks. */
export interface HookCommands extends AsyncDisposable {
  /** Ids of the sources whose tools can send events. */
  readonly sources: readonly string[]
  run(verb: 'list' | 'register' | 'remove', sources: readonly string[]): AsyncGenerator<HookReport>
}

const verbs = { list: lookAtHooks, register: registerHooks, remove: removeHooks } as const

/** A person waits for it. */
const patienceMs = 30_000

/** Opens the store and the sources for work on webhooks. Throws {@link ConfigError}. */
export async function openHookCommands(loaded: LoadedConfig, { log }: { readonly log: Logger }): Promise<HookCommands> {
  const registry = await loadConnectors(loaded)
  const setups = readSources(loaded, registry)
  const store = await openStore(loaded)
  const sources = connectSources(setups, registry, { log, clock: systemClock, metrics: createMetrics() })
  const hooked = hookedSources(loaded, sources, plannedUrl(loaded))
  const ports = registrationPorts({ store }, commandLineActor)
  return {
    sources: hooked.map(({ id }) => id),
    async *run(verb, ids) {
      const arrivals = await store.hooks.arrivals()
      for (const source of hooked.filter(({ id }) => ids.includes(id))) {
        const call = { signal: AbortSignal.timeout(patienceMs), requestId: `hooks-${source.id}` }
        const lastEventAt = arrivals.get(source.id) ?? null
        const standings = await verbs[verb](ports, source, call).catch((error: unknown) => [unreachable(source, error)])
        for (const standing of standings) yield { ...standing, lastEventAt }
      }
    },
    async [Symbol.asyncDispose]() {
      await sources.close()
      await store[Symbol.asyncDispose]()
    },
  }
}

function unreachable({ id, url }: HookedSource, error: unknown): Omit<HookReport, 'lastEventAt'> {
  const why = { refusal: null, remedy: reasonOf(error), changed: false }
  return { source: id, workspace: '', url, state: 'UNREACHABLE', ...why }
}
