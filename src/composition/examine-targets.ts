import type { LoadedConfig } from '../config/index.ts'
import type { Finding } from './finding.ts'
import type { Sources } from './sources.ts'

/** Targets that no request can change, which somebody may have named in the belief that requests do. */
export function* examineTargets({ config }: LoadedConfig, sources: Pick<Sources, 'byId'>): Generator<Finding> {
  for (const { environment, source, kind, ref } of config.targets) {
    const why = whyFixed(kind, sources.byId(source)?.connector.effects !== undefined)
    if (why !== null) yield { name: `target ${ref} of ${environment}`, state: 'WARNING', detail: why }
  }
}

function whyFixed(kind: 'ALIAS' | 'DEPLOYMENT', takesEffects: boolean): string | null {
  if (kind === 'DEPLOYMENT') return 'is shown; requests change aliases only, in this version'
  return takesEffects ? null : 'is shown; its source takes no changes from the gateway, so no request can change it'
}
