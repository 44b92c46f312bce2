import type { LoadedConfig } from '../config/index.ts'
import type { TargetRow } from '../persistence/target-store.ts'

/** Targets as a file names them; a deployment by its name alone, which may be written as a ref of it. */
export function seededTargets({ config }: Pick<LoadedConfig, 'config'>): readonly Omit<TargetRow, 'uid'>[] {
  return config.targets.map(({ environment, source, kind, ref, registry = null, model = null }) => {
    const prefix = `deployment:${source}/`
    const isRef = kind === 'DEPLOYMENT' && ref.startsWith(prefix)
    const nativeRef = isRef ? ref.slice(prefix.length) : ref
    return {
      environment,
      source,
      kind,
      nativeRef,
      registry,
      model: model === null ? null : model.slice('models:/'.length),
    }
  })
}
