import type { NativeExcessView } from '../graphql/native-rights-service.ts'
import { createJudgement, type Excess, type ListingParts } from './native-judgement.ts'
import { reachOf } from './native-reach.ts'
import type { HeldRight } from './native-subjects.ts'

/** What a right gives that the policy does not, among the objects that the caller sees; nothing where it is no wider. */
export async function excessOf(parts: ListingParts, held: HeldRight): Promise<readonly NativeExcessView[]> {
  const { place } = held
  const judgement = createJudgement(parts, held)
  const reach = await reachOf(parts, held, judgement)
  const candidates = new Map<string, Excess>()
  for (const sample of reach.samples) {
    const excess = judgement.excessOn(sample)
    if (excess !== null) candidates.set(excess.key, excess)
  }
  const found: NativeExcessView[] = []
  for (const excess of [...candidates.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
    const objects: NativeExcessView['objects'] = (page) => reach.objects(excess, page)
    // A class may have no object any more, or none that this right reaches.
    const { items } = await objects({ first: 1, after: null })
    const listKey = JSON.stringify([parts.source, place, excess.key])
    if (items.length > 0) found.push({ ...excess, listKey, objects })
  }
  return found
}
