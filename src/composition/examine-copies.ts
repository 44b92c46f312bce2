import { existsSync } from 'node:fs'
import { defaultApprovalPolicies } from '../approvals/index.ts'
import type { LoadedConfig } from '../config/index.ts'
import { findOldCopies, type OldCopyPorts, type ServedTarget } from '../copies/index.ts'
import { createApprovalReads } from '../persistence/approval-reads.ts'
import { readOnly } from '../persistence/audited-work.ts'
import { openDatabase } from '../persistence/database.ts'
import { migrationStatus } from '../persistence/migrate.ts'
import { createTargetStore } from '../persistence/target-store.ts'
import { type Finding, reasonOf } from './finding.ts'
import { oldCopyPorts } from './old-copies.ts'
import type { Sources } from './sources.ts'
import { storeFile, storeUrl } from './store-place.ts'

/** Servers get this long for each target; whoever asks is a person. */
const patienceMs = 5_000

/** Which copies on model servers would be removed now, were a gateway to look. A store that is not there has none. */
export async function* examineCopies(loaded: LoadedConfig, sources: Pick<Sources, 'byId'>): AsyncGenerator<Finding> {
  const file = storeFile(loaded)
  if (file !== null && !existsSync(file)) return
  try {
    await using database = await openDatabase(storeUrl(loaded))
    if ((await migrationStatus(database)).pending.length > 0) return
    const ports = oldCopyPorts({
      targets: createTargetStore(database, readOnly),
      reads: createApprovalReads(database, defaultApprovalPolicies),
      sources,
      keep: loaded.config.copies.keep,
    })
    for (const target of await ports.targets()) yield* examineTarget(ports, target, loaded.config.copies)
  } catch {
    // What is wrong with the store was told where the store was looked at.
  }
}

async function* examineTarget(
  ports: OldCopyPorts,
  target: ServedTarget,
  { clear }: { readonly clear: boolean },
): AsyncGenerator<Finding> {
  const name = `copies of ${target.deployment}`
  const call = { signal: AbortSignal.timeout(patienceMs), requestId: 'examine-copies' }
  try {
    const found = await findOldCopies(ports, target, call)
    if (found === null || found.spare.length + found.leftovers.length === 0) return
    const versions = found.spare.map(({ place }) => place.version).join(', ') || 'none'
    const then = clear ? 'goes once its original was seen to be whole' : 'stays, as `copies.clear` is off'
    const detail = `on ${target.source} nobody needs those of versions ${versions}, nor ${found.leftovers.length} half-done ones; what is not needed ${then}`
    yield { name, state: 'OK', detail }
  } catch (error) {
    yield { name, state: 'WARNING', detail: `could not be looked at: ${reasonOf(error)}` }
  }
}
