import { listFiles, locateFiles } from '../artifacts/index.ts'
import type { CallContext } from '../connector/contract.ts'
import type { ConnectorEffects, EffectFiles, ReleasedFiles, StagedFiles } from '../connector/effects.ts'
import { joinNativeId } from '../kernel/native-id.ts'
import { Fault, faultOf } from '../kernel/problem.ts'
import { digestLimits, type VersionSubjectParts } from './version-subject.ts'

/** What files of versions are found with, whoever asks. */
export type EffectFileParts = Pick<VersionSubjectParts, 'catalog' | 'owners' | 'resolve'>

/** Effects of a tool, with the files passed along that a place takes. They are read from where the registry says they are. */
export function withFiles(effects: ConnectorEffects, parts: EffectFileParts): ConnectorEffects {
  return {
    observe: (place, call) => effects.observe(place, call),
    async put(place, value, call) {
      const takesFiles = place.kind === 'STAGED_FILES' || place.kind === 'RELEASED_FILES'
      if (!takesFiles || value === null) return effects.put(place, value, call)
      return effects.put(place, value, call, await filesOf(parts, place, call))
    },
  }
}

/** The files of the version that a place is for. Throws UNRESOLVABLE where no configured store holds them. */
export async function filesOf(
  { catalog, owners, resolve }: EffectFileParts,
  { registry: source, workspace, model, version }: StagedFiles | ReleasedFiles,
  call: CallContext,
): Promise<EffectFiles> {
  const ref = { source, workspace, kind: 'ModelVersion', nativeId: joinNativeId(model, version) } as const
  const [found] = await catalog.byNative([ref], call)
  if (found instanceof Fault) throw found
  const owner = found == null ? null : await owners.ofObject(found, call)
  const at = owner === null ? null : await locateFiles(resolve, owner, call)
  if (at?.resolution !== 'RESOLVED') throw unreadable(source)
  return {
    async paths(asked) {
      const listed = await listFiles(at, digestLimits.filesMax, asked)
      if (!listed.ok) throw faultOf(listed.problem)
      return listed.value.map(({ path }) => path)
    },
    read: (path, asked) => at.store.read(at.location, path, null, asked),
  }
}

function unreadable(source: string): Fault {
  return new Fault({
    code: 'UNRESOLVABLE',
    publicMessage: `The files of the version that source ${source} registers cannot be read.`,
    internalMessage: `a version of ${source} to be staged has no files in a configured store`,
    retryable: false,
    source,
  })
}
