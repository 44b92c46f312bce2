import { createHash } from 'node:crypto'
import type { LiveModelVersion, ReproduceRecipe } from '../catalog/index.ts'
import { toGlobalId } from '../kernel/ids.ts'
import { inParallel } from '../kernel/in-parallel.ts'
import { Fault } from '../kernel/problem.ts'
import { type Explorer, sinceMade } from './explorer.ts'
import type { AddSource } from './file-steps.ts'
import { virtualNode } from './make-node.ts'
import type { LineageNode } from './types.ts'

/** Versions of one walk whose environment is read: each costs a few calls for its files. */
const environmentsMax = 16
const atOnce = 3

/**
 * Steps from versions to the files that pin their environment, when those are asked for by name. One node for all
 * versions with the same text in the same files.
 */
export async function environmentSteps(
  explorer: Explorer,
  versions: readonly LiveModelVersion[],
  add: AddSource,
): Promise<void> {
  if (explorer.query.kinds?.includes('ENVIRONMENT_LOCK') !== true) return
  const room = environmentsMax - explorer.environmentsRead
  const chosen = versions.slice(0, room)
  if (chosen.length < versions.length) explorer.isPartial = true
  explorer.environmentsRead += chosen.length
  const locks = await inParallel(chosen, atOnce, (version) => lockOf(explorer, version))
  for (const [index, version] of chosen.entries())
    add(explorer.versionNode(version), locks[index] ?? null, { kind: 'USED_BY', ...sinceMade(version) })
}

async function lockOf(explorer: Explorer, { object }: LiveModelVersion): Promise<LineageNode | null> {
  try {
    const ref = toGlobalId(object.kind, object.uid)
    const recipe = await explorer.ports.catalog.reproduceRecipe(ref, null, explorer.call)
    return recipe.ok ? lockNode(recipe.value.environment) : null
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    explorer.note([error])
    return null
  }
}

function lockNode(environment: ReproduceRecipe['environment']): LineageNode | null {
  if (environment.length === 0) return null
  const files = environment.map(({ path, text }) => [path, text] as const).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const digest = createHash('sha256').update(JSON.stringify(files)).digest('hex')
  const paths = files.map(([path]) => path)
  return virtualNode('ENVIRONMENT_LOCK', [digest], {
    name: `${paths.join(', ')}@${digest.slice(0, 12)}`,
    source: null,
    properties: { digest, files: paths },
  })
}
