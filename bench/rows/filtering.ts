import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Row } from '../harness/bench.ts'
import { onServerCore } from '../harness/cores.ts'
import type { FilterFigures } from '../servers/filter-nodes.ts'

const script = join(import.meta.dirname, '..', 'servers', 'filter-nodes.ts')

/** By the rules of the row's clearance: levels 0 to 2 of 0 to 4. */
const shownOf2000 = 1_200

/** What the permission of every node costs, each round in a process of its own. */
export const filtering: Row = {
  name: 'filtering',
  about: 'deciding 2,000 lineage nodes in 40 attribute classes by the default policies, cold and warm',
  async measure({ rounds }) {
    const measured = Array.from({ length: rounds }, measureOnce)
    const figure = (what: string, unit: string, key: keyof FilterFigures) => {
      return { what, unit, values: measured.map((figures) => figures[key]), bar: null }
    }
    return [
      figure('2,000 nodes, warm', 'ms', 'warmMs'),
      figure('2,000 nodes, cold', 'ms', 'coldMs'),
      figure('loading Cedar and the policies', 'ms', 'loadMs'),
      figure('VmRSS added by all of it', 'MB', 'rssMb'),
    ]
  },
}

function measureOnce(): FilterFigures {
  const [command, ...args] = onServerCore([process.execPath, script])
  const figures = JSON.parse(execFileSync(command, args, { encoding: 'utf8' })) as FilterFigures
  if (figures.shown !== shownOf2000) throw new Error(`${figures.shown} nodes were shown instead of ${shownOf2000}`)
  return figures
}
