import type { Catalog, Mirror, Scheduler } from '../catalog/index.ts'
import type { LoadedConfig } from '../config/index.ts'
import type { MlflowHookDoor } from '../http/index.ts'
import { createHints, receiveHook, registerHooks } from '../ingest/index.ts'
import type { Clock } from '../kernel/clock.ts'
import { mintUid } from '../kernel/ids.ts'
import type { Logger, Metrics } from '../telemetry/index.ts'
import { reasonOf } from './finding.ts'
import { registrationPorts } from './hook-registration.ts'
import { hookedSources, hookSecretOf } from './hooked-sources.ts'
import { createRounds } from './rounds.ts'
import type { Sources } from './sources.ts'
import type { OpenStore } from './store.ts'

/** What taking events in takes. */
export interface HookParts {
  readonly loaded: LoadedConfig
  readonly log: Logger
  readonly metrics: Metrics
  readonly store: Pick<OpenStore, 'hooks' | 'audit'>
  readonly sources: Sources
  readonly mirror: Pick<Mirror, 'nudge'>
  readonly refresh: Catalog['refresh']
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly publicUrl: () => string
}

/** Events of tools: their door, and what keeps the gateway's webhooks where they are wanted. */
export interface OpenHooks extends Pick<MlflowHookDoor, 'receive' | 'observe'> {
  /** Begins to register, where that is wanted. */
  start(): void
  stop(): Promise<void>
}

/** Between two looks whether a webhook is still there, and after a tool that did not answer. */
const lookEveryMs = 600_000
const retryMs = 30_000
const patienceMs = 30_000

/** Wires the door for events. Opens nothing. */
export function openHooks(parts: HookParts): OpenHooks {
  const { loaded, sources, store, clock, metrics } = parts
  // Derived once: whoever sends nonsense must not make the gateway derive keys.
  const secrets = new Map(sources.withEvents.map((each) => [each.source.id, hookSecretOf(loaded, each)]))
  const hints = hintsOf(parts)
  const registrar = createRegistrar(parts)
  return {
    receive: (delivery) =>
      receiveHook(
        {
          store: store.hooks,
          secretOf: (source) => secrets.get(source) ?? null,
          now: () => clock.now(),
          onNotice: (source, notice) => hints.add(source, notice),
        },
        delivery,
      ),
    observe: (source, outcome) =>
      metrics.hookDeliveries.inc({ source: secrets.has(source) ? source : 'unknown', outcome: outcome.toLowerCase() }),
    start: () => registrar.start(),
    async stop() {
      await Promise.all([registrar.stop(), hints.stop()])
    },
  }
}

function hintsOf({ refresh, mirror, scheduler, clock, log, metrics }: HookParts) {
  return createHints({
    refresh: (source, objects, signal) =>
      refresh({ source, objects }, { signal, requestId: `hint:${mintUid(clock.now())}` }),
    crawl: (source, reach) => mirror.nudge(source, reach),
    after: (ms, work) => scheduler.after(ms, work),
    onRead(source, error) {
      metrics.hookReads.inc({ source, outcome: error === undefined ? 'ok' : 'failed' })
      if (error !== undefined)
        log.warn({ source, reason: reasonOf(error) }, 'what an event told of could not be read; the crawl will')
    },
  })
}

/** Registers the webhooks that are wanted, one source after the other, and looks now and then whether they are still there. */
function createRegistrar(parts: HookParts) {
  const { loaded, sources, scheduler, log, metrics, publicUrl } = parts
  const told = new Map<string, string>()
  const tell = (source: string, words: string) => {
    if (told.get(source) !== words) log.warn({ source }, `no webhook for this source: ${words}`)
    told.set(source, words)
  }
  const register = async (
    source: ReturnType<typeof hookedSources>[number],
    stopping: AbortSignal,
  ): Promise<boolean> => {
    const signal = AbortSignal.any([stopping, AbortSignal.timeout(patienceMs)])
    try {
      const standings = await registerHooks(registrationPorts(parts), source, {
        signal,
        requestId: `hooks:${source.id}`,
      })
      const refused = standings.find(({ state }) => state === 'REFUSED')
      metrics.hookRegistered.set({ source: source.id }, refused === undefined ? 1 : 0)
      if (refused !== undefined) tell(source.id, refused.remedy ?? 'its tool refuses it')
      else told.delete(source.id)
      if (standings.some(({ changed }) => changed)) log.info({ source: source.id }, 'the webhook is registered')
      return true
    } catch (error) {
      metrics.hookRegistered.set({ source: source.id }, 0)
      if (!stopping.aborted) tell(source.id, reasonOf(error))
      return false
    }
  }
  const rounds = createRounds({
    scheduler,
    firstMs: 0,
    async round(signal) {
      let isDone = true
      const wanted = hookedSources(loaded, sources, publicUrl()).filter(({ isWanted }) => isWanted)
      for (const source of wanted) isDone = (await register(source, signal)) && isDone
      return isDone ? lookEveryMs : retryMs
    },
    onFailed(error) {
      log.warn({ reason: reasonOf(error) }, 'registering webhooks failed')
      return retryMs
    },
  })
  return {
    start() {
      if (sources.withEvents.some(({ settings }) => settings.register)) rounds.start()
    },
    stop: () => rounds.stop(),
  }
}
