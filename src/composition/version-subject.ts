import { createHash } from 'node:crypto'
import { type Subject, type SubjectParts, subjectDigestOf } from '../approvals/index.ts'
import { artifactDigest, locateFiles, type ResolvePorts } from '../artifacts/index.ts'
import { type Catalog, type MirroredObject, type OwnedFiles, refOf } from '../catalog/index.ts'
import type { LiveModelVersion, LiveRun } from '../catalog/types.ts'
import type { CallContext } from '../connector/contract.ts'
import { canonicalJson } from '../kernel/canonical-json.ts'
import type { Clock } from '../kernel/clock.ts'
import { Fault } from '../kernel/problem.ts'
import type { OwnersByObject } from './artifact-owners.ts'

/** What a version is read with, whoever asks. */
export interface VersionSubjectParts {
  readonly catalog: Pick<Catalog, 'live' | 'byNative' | 'byUids' | 'refresh'>
  readonly owners: OwnersByObject
  readonly files: OwnedFiles
  readonly resolve: ResolvePorts
  readonly clock: Clock
  /** What its connector calls the tool of a source, such as `mlflow`: names in it are known as `mlflow:NAME`. */
  readonly kindOf: (source: string) => string
}

/** More than this is not hashed while somebody waits. */
export const digestLimits = { bytesMax: 2 * 1024 ** 3, filesMax: 5_000 }

/** Files that MLflow writes beside a model to pin its environment, and the most of one that is read. */
const environmentFiles = ['conda.yaml', 'python_env.yaml', 'requirements.txt'] as const
const environmentBytesMax = 1024 * 1024

/**
 * What a version is, read from its tools now: its files are hashed, whatever was known of them before. Null when its
 * tool does not hold it any more. Throws the fault of a tool that did not answer.
 */
export async function subjectOf(
  parts: VersionSubjectParts,
  version: MirroredObject,
  call: CallContext,
): Promise<Subject | null> {
  const { catalog } = parts
  const [model] = await catalog.byUids(version.parentUid === null ? [] : [version.parentUid])
  if (model == null) return null
  await catalog.refresh(
    { source: version.source, objects: [changed('Model', model), changed('ModelVersion', version)] },
    call,
  )
  // One call object is one reading of a tool's objects: what was read for another question before does not count here.
  const now: CallContext = { ...call }
  const live = held(await catalog.live.versions([version], now))
  if (live === null || live.object.uid !== version.uid) return null
  const run = await runOf(parts, live, now)
  const bound = await boundTo(parts, { model, live, run }, now)
  const { version: number, artifactDigest: digest } = bound
  const facts = {
    uid: version.uid,
    modelUid: model.uid,
    ref: refOf(version) ?? `models:/${model.name}/${number}`,
    version: number,
    artifactDigest: digest,
    subjectDigest: subjectDigestOf(bound),
  }
  const named = authorsOf({ live, run }).map((name) => `${parts.kindOf(version.source)}:${name}`)
  const authors = [...named, ...(run === null ? [] : committersOf(run.record.tags))]
  return { facts, version: live.object, model, run: run?.object ?? null, authors }
}

interface Read {
  readonly model: MirroredObject
  readonly live: LiveModelVersion
  readonly run: LiveRun | null
}

/** Everything that an approval of the version is bound to. */
async function boundTo(
  parts: VersionSubjectParts,
  { model, live, run }: Read,
  call: CallContext,
): Promise<SubjectParts> {
  const ofRun = run?.record ?? { inputs: [], codeCommit: null }
  return {
    modelUid: model.uid,
    version: live.record.version,
    artifactDigest: await digestOfFiles(parts, live.object, call),
    runUid: run?.object.uid ?? null,
    dataVersionDigests: ofRun.inputs.map(({ name, digest }) => `${name}@${digest}`),
    envLockDigest: await environmentDigest(parts, live.object, call),
    codeCommit: ofRun.codeCommit,
  }
}

/** Whoever the tools name as having had a hand in it, each once: all of them, as any one may be forged. */
export function authorsOf({
  live,
  run,
}: {
  readonly live: { readonly record: Pick<LiveModelVersion['record'], 'author'> }
  readonly run: { readonly record: Pick<LiveRun['record'], 'user' | 'otherUsers'> } | null
}): readonly string[] {
  const ofRun = run === null ? [] : [run.record.user, ...(run.record.otherUsers ?? [])]
  const names = [live.record.author, ...ofRun]
  return [...new Set(names.flatMap((name) => (name === null || name === '' ? [] : [name])))]
}

/** Tags of a run in which whoever trains tells who wrote the commit, and who put it where it is. */
const committerTags = ['modelwarden.git.author', 'modelwarden.git.committer'] as const

/** Both, as `git:ADDRESS`: a bot that rebases becomes the committer, and whoever wrote the code stays its author. */
export function committersOf(tags: Readonly<Record<string, string>>): readonly string[] {
  const told = committerTags.flatMap((key) =>
    Object.hasOwn(tags, key) ? [(tags[key] ?? '').trim().toLowerCase()] : [],
  )
  return [...new Set(told)].filter((address) => address !== '').map((address) => `git:${address}`)
}

function changed<Kind extends 'Model' | 'ModelVersion'>(kind: Kind, { nativeId }: MirroredObject) {
  return { kind, nativeId }
}

function held<Item>([loaded]: readonly (Item | null | Fault)[]): Item | null {
  if (loaded instanceof Fault) throw loaded
  return loaded ?? null
}

async function runOf(
  { catalog }: VersionSubjectParts,
  { object, record }: LiveModelVersion,
  call: CallContext,
): Promise<LiveRun | null> {
  if (record.runId === null) return null
  const { source, workspace } = object
  const ref = { source, workspace, kind: 'Run', nativeId: record.runId } as const
  const run = held(await catalog.byNative([ref], call))
  return run === null ? null : held(await catalog.live.runs([run], call))
}

/** Nothing is remembered: a store may keep what it calls a revision while the bytes behind it change. */
const forgetful = { get: async () => null, put: async () => undefined }

async function digestOfFiles(
  { owners, resolve, clock }: VersionSubjectParts,
  version: MirroredObject,
  call: CallContext,
): Promise<string | null> {
  const owner = await owners.ofObject(version, call)
  const at = owner === null ? null : await locateFiles(resolve, owner, call)
  if (at?.resolution !== 'RESOLVED') return null
  const found = await artifactDigest({ cache: forgetful, clock }, { at, limits: digestLimits }, call)
  return found.ok ? found.value.digest : null
}

async function environmentDigest(
  { files }: VersionSubjectParts,
  version: MirroredObject,
  call: CallContext,
): Promise<string | null> {
  const texts = await Promise.all(
    environmentFiles.map(
      async (path) => [path, await files.readText(version, path, environmentBytesMax, call)] as const,
    ),
  )
  const present = texts.filter(([, text]) => text !== null)
  return present.length === 0 ? null : createHash('sha256').update(canonicalJson(present)).digest('hex')
}
