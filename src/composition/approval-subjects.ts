import {
  type DeploymentTarget,
  type Observed,
  type PlacedTarget,
  registryOf,
  type Subjects,
  type VersionFacts,
} from '../approvals/index.ts'
import type { Catalog } from '../catalog/index.ts'
import type { CallContext } from '../connector/contract.ts'
import { joinNativeId } from '../kernel/native-id.ts'
import { refuse, succeed } from '../kernel/outcome.ts'
import { Fault, problem } from '../kernel/problem.ts'
import { parseServedText, versionOfRef } from '../kernel/served-text.ts'
import { filesOf } from './effect-files.ts'
import { type RequestedTargetParts, requestedTarget } from './requested-target.ts'
import { type RetiredVersionParts, retiredVersion } from './retired-version.ts'
import { subjectOf, type VersionSubjectParts } from './version-subject.ts'
import { type UseSight, type VersionUseParts, versionUses } from './version-uses.ts'

/** What subjects and targets are found with. */
export interface ApprovalSubjectParts extends RequestedTargetParts {
  /** Refs as the caller sees things. */
  readonly seen: Pick<Catalog, 'resolve'>
  /** Everything else, whoever asks. */
  readonly versions: VersionSubjectParts
  /** What retiring a version depends on, whoever asks. */
  readonly retiring: RetiredVersionParts & VersionUseParts
  /** What the caller may be told of uses. */
  readonly useSight: UseSight
}

/** Reads from the tools what approvals are about. */
export function createSubjects(parts: ApprovalSubjectParts): Subjects {
  const { seen, versions } = parts
  return {
    async read(ref, source, call) {
      const found = await seen.resolve(ref, { source, kinds: ['ModelVersion'] }, call)
      if (!found.ok) return found
      const subject = await subjectOf(versions, found.value, call)
      return subject === null ? refuse(unknownVersion) : succeed(subject)
    },
    async again(uid, call) {
      const [version] = await versions.catalog.byUids([uid])
      return version == null ? null : subjectOf(versions, version, call)
    },
    observe: (target, call) => observe(parts, target, call),
    accept: (target, version, call) => accept(parts, { target, version }, call),
    target: (wanted) => requestedTarget(parts, wanted),
    retirement: (subject) => retiredVersion(parts.retiring, subject),
    uses: (subject, call) => versionUses(parts.retiring, parts.useSight, subject, call),
  }
}

const unknownVersion = problem('NOT_FOUND', 'There is no such version.', { field: ['ref'] })

/** What a target stands for: by its alias, or by what its server has loaded. */
async function observe(parts: ApprovalSubjectParts, target: PlacedTarget, call: CallContext): Promise<Observed> {
  const effects = parts.sources.byId(target.source)?.connector.effects
  if (effects === undefined) throw noEffects(target.source)
  if (target.kind === 'ALIAS') {
    const { workspace, model, alias } = target
    const version = await effects.observe({ kind: 'ALIAS', workspace, model, alias }, call)
    return { base: version === null ? null : await baseOf(parts, { target, version }, call) }
  }
  const { deployment } = target
  const settings = await effects.observe({ kind: 'SERVED_SETTINGS', deployment }, call)
  const model = await effects.observe({ kind: 'SERVED_MODEL', deployment }, call)
  const version = model === null ? null : servedVersion(target, model)
  const base = version === null ? null : await baseOf(parts, { target, version }, call)
  return { base, held: { settings, model } }
}

/** Of aliases there is nothing to ask, and of servers only those that can tell. */
async function accept(
  { sources, versions }: ApprovalSubjectParts,
  {
    target,
    version: { version, artifactDigest: digest },
  }: { readonly target: PlacedTarget; readonly version: VersionFacts },
  call: CallContext,
): Promise<void> {
  const effects = sources.byId(target.source)?.connector.effects
  if (target.kind === 'ALIAS' || effects?.accept === undefined || digest === null) return
  const { deployment, registry, workspace, model } = target
  const place = { kind: 'STAGED_FILES', deployment, digest, registry, workspace, model, version } as const
  await effects.accept(place, await filesOf(versions, place, call), call)
}

/** Of another model, or by hand, a server serves nothing that requests of this model go back to. */
function servedVersion({ registry, model }: DeploymentTarget, text: string): string | null {
  const served = parseServedText(text)
  if (served === null || served.registry !== registry) return null
  const version = versionOfRef(served.ref)
  return served.ref === `models:/${model}/${version}` ? version : null
}

async function baseOf(
  { versions }: ApprovalSubjectParts,
  { target, version }: { readonly target: PlacedTarget; readonly version: string },
  call: CallContext,
): Promise<Observed['base']> {
  const { workspace, model, nativeRef } = target
  const source = registryOf(target)
  const ref = { source, workspace, kind: 'ModelVersion', nativeId: joinNativeId(model, version) } as const
  const [loaded] = await versions.catalog.byNative([ref], call)
  if (loaded instanceof Fault) throw loaded
  if (loaded != null) return { uid: loaded.uid, version }
  throw new Fault({
    code: 'UPSTREAM_INVALID',
    publicMessage: `The target stands for a version that source ${source} does not hold.`,
    internalMessage: `${nativeRef} names version ${version}, which is not there`,
    retryable: true,
    source,
  })
}

function noEffects(source: string): Fault {
  return new Fault({
    code: 'UNSUPPORTED',
    publicMessage: `Source ${source} takes no changes from the gateway.`,
    internalMessage: `The connector of ${source} has no effects`,
    retryable: false,
    source,
  })
}
