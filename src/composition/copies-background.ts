import type { Subjects } from '../approvals/index.ts'
import type { Scheduler } from '../catalog/index.ts'
import { type ClearingPorts, clearCopies } from '../copies/index.ts'
import { mintUid } from '../kernel/ids.ts'
import type { Background } from './lineage-background.ts'
import { createRounds } from './rounds.ts'

/** From the start to the first round: servers and registries have been read by then, and nobody waits for it. */
const firstMs = 300_000
/** So that several gateways do not look at once. */
const jitter = 0.2

/** Removes old copies in rounds. */
export function createCopiesBackground(
  { subjects, ...parts }: Omit<ClearingPorts, 'worker' | 'originalOf'> & { readonly subjects: Pick<Subjects, 'again'> },
  {
    intervalMs,
    scheduler,
    random,
  }: { readonly intervalMs: number; readonly scheduler: Scheduler; readonly random: () => number },
): Background {
  const ports: ClearingPorts = {
    ...parts,
    worker: mintUid(Date.now()),
    originalOf: async (version, call) => (await subjects.again(version, call))?.facts.artifactDigest ?? null,
  }
  const wait = () => intervalMs * (1 - jitter / 2 + jitter * random())
  return createRounds({
    scheduler,
    firstMs: Math.min(firstMs, wait()),
    async round(signal) {
      await clearCopies(ports, { signal, requestId: 'copies' })
      return wait()
    },
    onFailed(err) {
      parts.log.warn({ err }, 'looking for old copies failed')
      return wait()
    },
  })
}
