import type * as Access from '../../src/access/index.ts'
import type * as CatalogResource from '../../src/access/policy/catalog-resource.ts'
import type * as Packaged from '../../src/access/policy/packaged.ts'
import { compiledModule } from '../harness/package.ts'
import { attributeRules } from './governed-objects.ts'
import { benchPrincipal } from './principal.ts'

/** What one process measured, in milliseconds and MB. */
export interface FilterFigures {
  /** Loading Cedar and reading the default policies. */
  readonly loadMs: number
  /** The first filtering of all nodes. */
  readonly coldMs: number
  /** The median of the later ones. */
  readonly warmMs: number
  /** What all of it added to `VmRSS`. */
  readonly rssMb: number
  readonly shown: number
}

const nodes = 2_000
const classes = 40
const repetitions = 200

const access = (await import(compiledModule('src/access/index.ts'))) as typeof Access
const { createResourceClass } = (await import(
  compiledModule('src/access/policy/catalog-resource.ts')
)) as typeof CatalogResource
const { defaultPolicies } = (await import(compiledModule('src/access/policy/packaged.ts'))) as typeof Packaged

const timed = <Value>(work: () => Value): readonly [number, Value] => {
  const begin = performance.now()
  const value = work()
  return [performance.now() - begin, value]
}

/** As a lineage graph would bring them: each object with its own uid, and one of forty combinations of facts. */
function resources() {
  const kinds = Array.from({ length: classes }, (_, index) =>
    createResourceClass(attributeRules, {
      kind: 'ModelVersion',
      source: `source-${index % 4}`,
      tags: {},
      parentTags: { team: `team-${index % 10}`, sensitivity: String(index % 5) },
    }),
  )
  return Array.from({ length: nodes }, (_, index) => kinds[index % classes]?.of(`v${index}`, `m${index % 500}`)).filter(
    (resource) => resource !== undefined,
  )
}

const rssBefore = process.memoryUsage.rss()
const log = {
  error(facts: object): never {
    throw new Error(`a decision failed: ${JSON.stringify(facts)}`)
  },
}
const engine = access.createPolicyEngine({ clock: { now: Date.now }, log })
const begin = performance.now()
await engine.ready()
const state = { epoch: 1, asOf: null, grants: [] }
const snapshot = engine.snapshot([defaultPolicies()], state, { isChecked: true })
const loadMs = performance.now() - begin
const principal = { ...benchPrincipal, roles: ['viewer' as const], clearance: 2 }
const question = { principal, action: 'model:read' as const }
const filter = () => engine.decideMany(snapshot, question, resources()).filter(({ allowed }) => allowed).length
const [coldMs, shown] = timed(filter)
const warm = Array.from({ length: repetitions }, () => timed(filter)[0]).toSorted((a, b) => a - b)
const figures: FilterFigures = {
  loadMs,
  coldMs,
  warmMs: warm[repetitions / 2] ?? Number.NaN,
  rssMb: (process.memoryUsage.rss() - rssBefore) / 1e6,
  shown,
}
process.stdout.write(JSON.stringify(figures))
