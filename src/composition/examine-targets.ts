import type { LoadedConfig } from '../config/index.ts'
import type { Finding } from './finding.ts'
import type { Sources } from './sources.ts'

/** Targets that no request can change, which somebody may have named in the belief that requests do. */
export function* examineTargets({ config }: LoadedConfig, sources: Pick<Sources, 'byId'>): Generator<Finding> {
  for (const { environment, source, kind, ref, model } of config.targets) {
    const takesEffects = sources.byId(source)?.connector.effects !== undefined
    const why = whyFixed({ isNamed: kind === 'ALIAS' || model !== undefined, takesEffects })
    if (why !== null) yield { name: `target ${ref} of ${environment}`, state: 'WARNING', detail: why }
  }
}

function whyFixed({
  isNamed,
  takesEffects,
}: {
  readonly isNamed: boolean
  readonly takesEffects: boolean
}): string | null {
  if (!isNamed) return 'is shown; it names no `model` whose versions requests could put there'
  return takesEffects ? null : 'is shown; its source takes no changes from the gateway, so no request can change it'
}
