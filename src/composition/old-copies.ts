import type { OldCopyPorts } from '../copies/index.ts'
import type { TargetStore } from '../persistence/target-store.ts'
import type { Sources } from './sources.ts'

/** Where old copies are looked for. */
export function oldCopyPorts({
  targets,
  reads,
  sources,
  keep,
}: Pick<OldCopyPorts, 'reads' | 'keep'> & {
  readonly targets: Pick<TargetStore, 'list'>
  readonly sources: Pick<Sources, 'byId'>
}): OldCopyPorts {
  return {
    reads,
    keep,
    async targets() {
      const rows = await targets.list(null)
      return rows.flatMap(({ uid, source, kind, nativeRef: deployment, model }) =>
        kind === 'DEPLOYMENT' && model !== null ? [{ uid, source, deployment }] : [],
      )
    },
    copiesOf(source) {
      const effects = sources.byId(source)?.connector.effects
      if (effects?.copies === undefined) return null
      return { ...effects.copies, remove: (copy, call) => effects.put(copy, null, call) }
    },
  }
}
