import { type ApprovalPorts, createCarriedOut, createSweeping, registryOf, sweepRequests } from '../approvals/index.ts'
import type { Catalog, Scheduler, SourceDirectory } from '../catalog/index.ts'
import type { EvidenceNews } from '../evidence/index.ts'
import { mintUid, type Uid } from '../kernel/ids.ts'
import { joinNativeId } from '../kernel/native-id.ts'
import { createOutbox } from '../outbox/index.ts'
import type { Logger } from '../telemetry/index.ts'
import { type EffectFileParts, withFiles } from './effect-files.ts'
import type { Background } from './lineage-background.ts'
import { createRounds } from './rounds.ts'
import type { OpenStore } from './store.ts'

/** What carrying out approved requests takes. */
export interface ApprovalBackgroundParts {
  readonly store: Pick<OpenStore, 'approvals'>
  readonly sources: SourceDirectory
  readonly ports: ApprovalPorts
  /** Files that are copied to where they are served. */
  readonly files: EffectFileParts
  /** Takes what a tool holds now into the mirror. */
  readonly refresh: Catalog['refresh']
  readonly scheduler: Scheduler
  readonly log: Logger
  /** Told, after the transaction, that something was carried out or undone. */
  readonly onSettled: () => void
}

/** Between two looks for what has lapsed, or for gates that could not be run. */
const sweepEveryMs = 30_000
/** What is told of within this time is looked at together. */
const gatherMs = 250
/** More than this many wait for nobody: the requests they are about are looked at when their reviews are in. */
const newsMax = 10_000
/** For reading one model anew. */
const refreshPatienceMs = 30_000

/**
 * What goes on behind approvals: carrying out, and ending what has lapsed. `ring` has it look at once; `tell` has requests
 * looked at soon that may have waited for evidence.
 */
export function createApprovalBackground(parts: ApprovalBackgroundParts): {
  readonly work: readonly Background[]
  readonly ring: () => void
  readonly tell: (news: EvidenceNews) => void
} {
  const { store, sources, ports, scheduler, log } = parts
  const refreshing = createRefreshing(parts)
  const carriedOut = createCarriedOut(ports)
  const outbox = createOutbox({
    store: store.approvals.effects,
    carriedOut: {
      ...carriedOut,
      async completed(transaction, plan) {
        await carriedOut.completed(transaction, plan)
        refreshing.request(plan.request)
      },
      async undone(transaction, plan, cause) {
        await carriedOut.undone(transaction, plan, cause)
        refreshing.request(plan.request)
      },
    },
    effectsOf(source) {
      const effects = sources.byId(source)?.connector.effects
      return effects === undefined ? null : withFiles(effects, parts.files)
    },
    scheduler,
    random: Math.random,
    log,
    worker: mintUid(Date.now()),
  })
  const sweeper = createSweeper(parts)
  return { work: [outbox, refreshing, sweeper], ring: () => outbox.ring(), tell: (news) => sweeper.tell(news) }
}

/** Reads the models anew of requests that were carried out, so that lists and lineage tell of it before the next crawl. */
function createRefreshing({ ports, refresh, scheduler, log, onSettled }: ApprovalBackgroundParts): Background & {
  request(uid: Uid): void
} {
  const stopping = new AbortController()
  const running = new Set<Promise<void>>()
  const once = async (uid: Uid) => {
    const [request] = await ports.reads.byUids([uid])
    if (request == null) return
    const { target } = request
    const { model } = target
    const version = joinNativeId(model, request.subject.version)
    const objects = [
      { kind: 'Model', nativeId: model },
      { kind: 'ModelVersion', nativeId: version },
    ] as const
    onSettled()
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(refreshPatienceMs)])
    const call = { signal, requestId: `refresh-${uid}` }
    await refresh({ source: registryOf(target), objects }, call)
  }
  return {
    start: () => undefined,
    request(uid) {
      // After the transaction under way, which must not wait for a tool.
      scheduler.after(0, () => {
        if (stopping.signal.aborted) return
        const one = once(uid)
          .catch((err: unknown) =>
            log.warn({ err, request: uid }, 'what was carried out is mirrored at the next crawl'),
          )
          .finally(() => running.delete(one))
        running.add(one)
      })
    },
    async stop() {
      stopping.abort()
      await Promise.all(running)
    },
  }
}

function createSweeper({ ports, scheduler, log }: ApprovalBackgroundParts): Background & {
  tell(news: EvidenceNews): void
} {
  const sweeping = createSweeping({ log, random: Math.random })
  const rounds = createRounds({
    scheduler,
    firstMs: sweepEveryMs,
    async round(signal) {
      const swept = await sweepRequests(ports, { signal, requestId: 'approval-sweep' }, sweeping)
      if (swept.expired + swept.rechecked + swept.broughtBack > 0) log.info({ ...swept }, 'requests were swept')
      return sweepEveryMs
    },
    onFailed(err) {
      log.error({ err }, 'sweeping requests failed')
      return sweepEveryMs
    },
  })
  return {
    ...rounds,
    tell(news) {
      if (sweeping.news.length >= newsMax) return
      sweeping.news.push(news)
      // A round is on its way for those that wait already: it must not be put off by each that comes.
      if (sweeping.news.length === 1) rounds.bringForward(gatherMs)
    },
  }
}
