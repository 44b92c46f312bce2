import type { MirroredObject } from '../catalog/index.ts'
import type { CallContext } from '../connector/contract.ts'
import { compareBytes, modelFiles, type ServedFiles } from './compare-bytes.ts'
import { isCompiledOf } from './compiled-python.ts'
import type { Digester } from './digester.ts'
import type { VersionFacts } from './ports.ts'
import { stopWhenAborted } from './stop-when-aborted.ts'

const candidatesMax = 200

/** Versions with equal bytes. */
export interface FoundByBytes {
  readonly versions: readonly MirroredObject[]
  /** Whether every version that could be equal was compared. */
  readonly isConclusive: boolean
}

/**
 * Finds the versions whose bytes are served. The largest served file is digested and looked up; only versions that
 * hold a file of its size, and are not already known to differ, are compared further.
 */
export async function findByBytes(
  { facts, digester }: { readonly facts: VersionFacts; readonly digester: Digester },
  served: ServedFiles,
  call: CallContext,
): Promise<FoundByBytes> {
  const own = modelFiles(served.files)
  const paths = new Set(own.map(({ path }) => path))
  const [largest] = own.filter(({ path }) => !isCompiledOf(path, paths)).toSorted((a, b) => b.sizeBytes - a.sizeBytes)
  if (largest === undefined || largest.sizeBytes === 0) return { versions: [], isConclusive: true }
  const sha256 = await digester(served.address, largest, call)
  if (sha256 === null) return { versions: [], isConclusive: false }
  const candidates = await facts.byFile({ sizeBytes: largest.sizeBytes, sha256 }, candidatesMax)
  const versions: MirroredObject[] = []
  let isConclusive = candidates.length < candidatesMax
  for (const registered of candidates) {
    stopWhenAborted(call)
    const verdict = await compareBytes({ digester, facts }, { served, registered }, call)
    if (verdict === 'SAME') versions.push(registered.version)
    if (verdict === 'UNKNOWN') isConclusive = false
  }
  return { versions, isConclusive }
}
