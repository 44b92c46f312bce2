import type { LiveRun, MirroredObject, NativeRef } from '../catalog/index.ts'
import type { Explorer } from './explorer.ts'
import { indexByNative, type NativeIndex, placeKey, refNear } from './native-index.ts'

/** Deeper nesting is read level by level. */
const generationsMax = 3

/**
 * Runs by their ids, as their trackers hold them now. The runs that the mirror knows above them are read in the same
 * batch: the next levels will want them, and a second batch would cost MLflow as much again.
 */
export async function runsAbove(explorer: Explorer, refs: readonly NativeRef[]): Promise<NativeIndex<LiveRun>> {
  const objects = await explorer.byNative(refs)
  return indexByNative(await explorer.liveRuns([...objects, ...(await mirroredAncestors(explorer, objects))]))
}

async function mirroredAncestors(
  explorer: Explorer,
  runs: readonly MirroredObject[],
): Promise<readonly MirroredObject[]> {
  const seen = new Set(runs.map((run) => placeKey(run, run.nativeId)))
  const found: MirroredObject[] = []
  let generation = runs
  for (let count = 0; count < generationsMax && generation.length > 0; count += 1) {
    const refs = generation
      .flatMap((run) => refNear(run, 'Run', run.facts.parentRunId ?? null))
      .filter((ref) => !seen.has(placeKey(ref, ref.nativeId)))
    for (const ref of refs) seen.add(placeKey(ref, ref.nativeId))
    generation = await explorer.byNative(refs)
    found.push(...generation)
  }
  return found
}
