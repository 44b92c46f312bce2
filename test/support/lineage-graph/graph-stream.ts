import { createChance } from './chance.ts'
import { measuredProject } from './measured-project.ts'
import { teamProject } from './team-project.ts'
import { edgesTold, type Told } from './told.ts'

/** How large a graph is to be. */
export interface GraphSize {
  /** At least so many edges, and some hundreds more at most: projects that have begun are told to their end. */
  readonly edges: number
  /** How many equal measured graphs are among them; each has some 540 edges. */
  readonly measured: number
  readonly seed: number
}

/**
 * What a large installation tells, thing by thing, the same for the same size. Projects go on beside each other, so that what
 * belongs together lies scattered in a store, as it does where it came in over years.
 */
export function* graphStream(size: GraphSize): Generator<Told> {
  const chance = createChance(size.seed)
  const sharedDatasets = Math.max(8, Math.round(size.edges / 2_000))
  const atOnce = Math.max(2, Math.min(32, Math.floor(size.edges / 20_000)))
  let edges = 0
  let number = 0
  let measured = 0
  const start = () => {
    number += 1
    // Spread over the whole time, none left to the end alone.
    const isDue = measured < size.measured && edges >= (measured * size.edges * 0.9) / size.measured
    if (isDue) return measuredProject({ chance, number: measured++ })
    return edges < size.edges ? teamProject({ chance, number, sharedDatasets }) : null
  }
  const active: Generator<Told>[] = []
  for (;;) {
    while (active.length < atOnce) {
      const next = start()
      if (next === null) break
      active.push(next)
    }
    if (active.length === 0) return
    const chosen = chance.index(active.length)
    const { done, value } = active[chosen]?.next() ?? { done: true }
    if (done === true) active.splice(chosen, 1)
    else {
      edges += edgesTold(value)
      yield value
    }
  }
}
