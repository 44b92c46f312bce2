import type { IndexExplorer, MetNode } from './index-explorer.ts'
import type { IndexedEdge } from './index-ports.ts'
import { loggedModelKeyOf } from './logged-model-key.ts'
import type { ReadThrough } from './read-through.ts'
import type { LineageEdge } from './types.ts'
import type { Expansion, Step } from './walk.ts'
import type { Frontier } from './walk-from.ts'

/** What hangs together with the nodes of one level, in a few reads of the index, however many nodes there are. */
export async function indexSteps(
  explorer: IndexExplorer,
  readThrough: ReadThrough,
  frontier: Frontier,
): Promise<{ readonly up: Expansion; readonly down: Expansion }> {
  const metOf = (nodes: Frontier['up']) => nodes.flatMap((node) => explorer.behind(node) ?? [])
  const level: Level = { explorer, up: metOf(frontier.up), down: metOf(frontier.down), rootId: frontier.root.id }
  const sources = [...level.up, ...level.down.filter((met) => showsSources(level, met))]
  const models = level.down.flatMap((met) => loggedModelKeyOf(met.object) ?? [])
  await Promise.all([
    explorer.readSteps(
      sources.map(({ key }) => key),
      [...level.down.map(({ key }) => key), ...models],
    ),
    explorer.readNodes(models),
  ])
  await readThrough.missingAbove(explorer, level.up)
  await readStandIns(explorer, sources)
  return {
    up: new Map(level.up.map((met) => [met.node.id, sourcesOf(level, met)])),
    down: new Map(level.down.map((met) => [met.node.id, stepsDownFrom(level, met)])),
  }
}

interface Level {
  readonly explorer: IndexExplorer
  readonly up: readonly MetNode[]
  readonly down: readonly MetNode[]
  readonly rootId: string
}

/** Going down, what lies before a node is shown where it is asked for by name, and at the other end of an evaluation. */
function showsSources({ explorer, rootId }: Level, { node }: MetNode): boolean {
  if (node.kind === 'EVALUATION') return node.id !== rootId
  return node.kind === 'MODEL_VERSION' ? asksFiles(explorer) : node.kind === 'MODEL' && node.id === rootId
}

function asksFiles({ query }: IndexExplorer): boolean {
  return query.kinds?.includes('ARTIFACT') === true
}

/** The versions that stand for logged models which were measured. */
async function readStandIns(explorer: IndexExplorer, nodes: readonly MetNode[]): Promise<void> {
  const measured = nodes.flatMap(({ key }) =>
    explorer.edges(key, 'UP').flatMap((edge) => (edge.kind === 'EVALUATED' ? edge.from : [])),
  )
  await explorer.readSteps(
    [],
    measured.filter((key) => explorer.met(key)?.object?.kind === 'LoggedModel'),
  )
}

/** What stands for a logged model: the versions registered from it, or its files while there are none. */
function standInsOf(explorer: IndexExplorer, met: MetNode): readonly MetNode[] {
  if (met.object?.kind !== 'LoggedModel') return [met]
  const versions = explorer
    .edges(met.key, 'DOWN')
    .flatMap((edge) => (edge.kind === 'REGISTERED_AS' ? (explorer.met(edge.to) ?? []) : []))
  return versions.length > 0 ? versions : [met]
}

/** What lies before a node, one step away. */
function sourcesOf(level: Level, met: MetNode): readonly Step[] {
  const { explorer, rootId } = level
  return explorer.edges(met.key, 'UP').flatMap((edge): readonly Step[] => {
    const from = explorer.met(edge.from)
    if (from === null) return []
    if (edge.kind === 'REGISTERED_AS' && !asksFiles(explorer)) return []
    // A model is a name for its versions: asked about itself, it stands for all of them; met on the way, for none.
    if (edge.kind === 'VERSION_OF' && met.node.kind === 'MODEL' && met.node.id !== rootId) return []
    const early = edge.kind === 'EVALUATED' ? standInsOf(explorer, from) : [from]
    return early.map((each) => step(each, explorer.between(each, met, edge)))
  })
}

function stepsDownFrom(level: Level, met: MetNode): readonly Step[] {
  const { explorer } = level
  const registered = registeredBy(explorer, met)
  const onward = explorer.edges(met.key, 'DOWN').flatMap((edge) => {
    const to = explorer.met(edge.to)
    if (to === null || (edge.kind === 'PRODUCED' && isStoodFor(to, registered))) return []
    return step(to, explorer.between(met, to, edge))
  })
  const before = showsSources(level, met) ? endsBefore(level, met) : []
  return [...onward, ...evaluationsOf(explorer, met), ...before]
}

/** Files at an address are those of a version, which stands for them. */
function isStoodFor({ key, node, object }: MetNode, registered: ReadonlySet<string>): boolean {
  return registered.has(key) || (node.kind === 'ARTIFACT' && object === null)
}

/** Keys of the models that a run logged and that versions which came of it were registered from: these stand for them. */
function registeredBy(explorer: IndexExplorer, met: MetNode): ReadonlySet<string> {
  if (met.object?.kind !== 'Run') return new Set()
  const made = explorer.edges(met.key, 'DOWN').filter(({ kind }) => kind === 'PRODUCED')
  return new Set(made.flatMap(({ to }) => loggedModelKeyOf(explorer.met(to)?.object ?? null) ?? []))
}

/** Runs that measured a version: the metrics are its logged model's. */
function evaluationsOf(explorer: IndexExplorer, met: MetNode): readonly Step[] {
  const model = loggedModelKeyOf(met.object)
  if (model === null || explorer.met(model) === null) return []
  return explorer.edges(model, 'DOWN').flatMap((edge) => {
    const to = edge.kind === 'EVALUATED' ? explorer.met(edge.to) : null
    return to === null ? [] : step(to, explorer.between(met, to, edge))
  })
}

/** From the model asked about the walk goes on to its versions; everything else before a node is an end of a walk down. */
function endsBefore(level: Level, met: MetNode): readonly Step[] {
  const isEnd = met.node.kind !== 'MODEL'
  const isShown = ({ kind }: Pick<IndexedEdge, 'kind'>) =>
    met.node.kind === 'EVALUATION' ? kind === 'CONSUMED' || kind === 'EVALUATED' : kind === endKinds[met.node.kind]
  return sourcesOf(level, met).flatMap((each) => (isShown(each.edge) ? { ...each, isEnd } : []))
}

const endKinds: Readonly<Record<string, IndexedEdge['kind']>> = { MODEL_VERSION: 'REGISTERED_AS', MODEL: 'VERSION_OF' }

function step({ node }: MetNode, edge: LineageEdge): Step {
  return { node, edge }
}
