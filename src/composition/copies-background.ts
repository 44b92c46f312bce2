import type { ApprovalPorts } from '../approvals/index.ts'
import type { Scheduler } from '../catalog/index.ts'
import type { LoadedConfig } from '../config/index.ts'
import { type ClearingLogger, type ClearingPorts, clearCopies } from '../copies/index.ts'
import { mintUid } from '../kernel/ids.ts'
import type { Background } from './lineage-background.ts'
import { oldCopyPorts } from './old-copies.ts'
import { aboutEvery, createRounds } from './rounds.ts'
import type { Sources } from './sources.ts'
import type { OpenStore } from './store.ts'

/** From the start to the first round: servers and registries have been read by then, and nobody waits for it. */
const firstMs = 300_000

/** Removes old copies in rounds, unless that is switched off. */
export function createCopiesBackground(
  {
    loaded,
    store,
    sources,
    log,
  }: {
    readonly loaded: LoadedConfig
    readonly store: Pick<OpenStore, 'approvals' | 'targets'>
    readonly sources: Pick<Sources, 'byId'>
    readonly log: ClearingLogger
  },
  {
    subjects,
    scheduler,
    random,
  }: {
    readonly subjects: Pick<ApprovalPorts['subjects'], 'again'>
    readonly scheduler: Scheduler
    /** In [0, 1). */
    readonly random: () => number
  },
): readonly Background[] {
  const { clear, keep, intervalMs } = loaded.config.copies
  if (!clear) return []
  const { reads, clearing } = store.approvals
  const ports: ClearingPorts = {
    ...oldCopyPorts({ targets: store.targets, reads, sources, keep }),
    changes: clearing,
    worker: mintUid(Date.now()),
    originalOf: async (version, call) => (await subjects.again(version, call))?.facts.artifactDigest ?? null,
    log,
  }
  const wait = () => aboutEvery(intervalMs, random)
  const rounds = createRounds({
    scheduler,
    firstMs: Math.min(firstMs, wait()),
    async round(signal) {
      await clearCopies(ports, { signal, requestId: 'copies' })
      return wait()
    },
    onFailed(err) {
      log.warn({ err }, 'looking for old copies failed')
      return wait()
    },
  })
  return [rounds]
}
