import type { MirroredObject } from '../catalog/index.ts'
import type { CallContext } from '../connector/contract.ts'
import type { Clock } from '../kernel/clock.ts'
import { Fault } from '../kernel/problem.ts'
import type { StoredBytes, VersionFacts, VersionLocator } from './ports.ts'
import { stopWhenAborted } from './stop-when-aborted.ts'
import type { IndexedVersion } from './types.ts'

/** What indexing needs from outside. */
export interface IndexPorts {
  readonly facts: VersionFacts
  readonly bytes: StoredBytes
  readonly locator: VersionLocator
  readonly clock: Clock
}

/** How far one round of indexing got. */
export interface IndexRound {
  readonly indexed: number
  /** Versions put off, because their registry or store failed or does not know them yet. */
  readonly postponed: number
}

const filesMax = 2_000

/** Where a version's files are and what they are called; null when that cannot be told now. Reads no file. */
async function lookAt(ports: IndexPorts, version: MirroredObject, call: CallContext): Promise<IndexedVersion | null> {
  const uri = await ports.locator.locate(version, call)
  if (uri === null) return null
  const address = await ports.bytes.resolve({ uri, source: version.source }, call)
  if (address === null) return null
  const files = address.store === null ? null : await ports.bytes.list(address, filesMax, call)
  return { version, address, files }
}

/**
 * Looks at up to `limit` versions whose files are not known yet, one after another, and saves what it finds. No byte
 * is read: digests are taken when something with a file of the same size is served. A failing source puts off its
 * own versions only. Stops when the call is aborted; what was saved stays.
 */
export async function indexVersionFacts(ports: IndexPorts, limit: number, call: CallContext): Promise<IndexRound> {
  const { facts, clock } = ports
  let indexed = 0
  let postponed = 0
  for (const version of await facts.unindexed(limit)) {
    stopWhenAborted(call)
    const found = await lookAt(ports, version, call).catch((error: unknown) => {
      if (!(error instanceof Fault) || call.signal.aborted) throw error
      return null
    })
    if (found === null) postponed += 1
    else indexed += 1
    await (found === null ? facts.postpone(version, clock.now()) : facts.save(found, clock.now()))
  }
  return { indexed, postponed }
}
