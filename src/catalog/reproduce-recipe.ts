import type { CallContext } from '../connector/contract.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { Fault, problem } from '../kernel/problem.ts'
import { withoutCredentials } from '../kernel/without-credentials.ts'
import type { LiveReader, Loaded, ReproduceRecipe } from './api.ts'
import { environmentOfFirst, environmentOfVersion } from './environment-files.ts'
import { assumedPieces, missingPieces } from './missing-pieces.ts'
import { type EnvironmentText, planEnvironment } from './plan-environment.ts'
import type { OwnedFiles } from './ports.ts'
import { recipeCommand } from './recipe-command.ts'
import { recipeEntry } from './recipe-entry.ts'
import type { LiveModelVersion, LiveRun, MirroredKind, MirroredObject, RunInput } from './types.ts'

/** What a recipe needs of the catalogue. */
export interface RecipePorts {
  readonly live: Pick<LiveReader, 'runs' | 'versions' | 'describe'>
  readonly files: OwnedFiles
  resolve(ref: string, kinds: readonly MirroredKind[]): Promise<Outcome<MirroredObject>>
  runOf(version: LiveModelVersion): Promise<Loaded<MirroredObject>>
  versionsOf(run: MirroredObject): Promise<readonly MirroredObject[]>
  loggedModelsOf(run: LiveRun): Promise<readonly MirroredObject[]>
  inputsOf(run: LiveRun): Promise<readonly RunInput[]>
}

/**
 * What it takes to make a run's result again, and what is missing for it. Refuses with NOT_FOUND for a version that no
 * run made; throws the fault of a tool that did not answer.
 */
export async function reproduceRecipe(
  ports: RecipePorts,
  ref: string,
  call: CallContext,
): Promise<Outcome<ReproduceRecipe>> {
  const resolved = await ports.resolve(ref, ['Run', 'ModelVersion'])
  if (!resolved.ok) return resolved
  const asked = resolved.value.kind === 'ModelVersion' ? await one(ports.live.versions([resolved.value], call)) : null
  const object = asked === null ? resolved.value : await orThrow(ports.runOf(asked))
  const run = object === null || object.kind !== 'Run' ? null : await one(ports.live.runs([object], call))
  if (run === null) return refuse(problem('NOT_FOUND', `No run made ${ref}, or it is gone.`, { field: ['ref'] }))
  return succeed(recipeOf(run, await ports.inputsOf(run), await environmentOf(ports, { run, asked, call })))
}

function recipeOf(
  { object, record }: LiveRun,
  data: readonly RunInput[],
  files: readonly EnvironmentText[],
): ReproduceRecipe {
  const { codeCommit } = record
  const repository = record.repository === null ? null : withoutCredentials(record.repository)
  const environment = planEnvironment(files)
  const entry = recipeEntry({ ...record, repository })
  const parameters = Object.entries(record.params).map(([key, value]) => ({ key, value }))
  const facts = { run: record, repository, entry, data, environment }
  return {
    run: object,
    codeCommit,
    repository,
    entrypoint: entry.kind === 'SCRIPT' || entry.kind === 'NOTEBOOK' ? entry.path : record.entrypoint,
    parameters,
    data,
    environment: files,
    command: recipeCommand({ repository, codeCommit, entry, parameters, environment }),
    missing: missingPieces(facts),
    assumptions: assumedPieces(facts),
  }
}

interface EnvironmentQuestion {
  readonly run: LiveRun
  /** The version asked about; its own files come before those of others that the run made. */
  readonly asked: LiveModelVersion | null
  readonly call: CallContext
}

async function environmentOf(
  ports: RecipePorts,
  { run, asked, call }: EnvironmentQuestion,
): Promise<readonly EnvironmentText[]> {
  const [first] = asked === null ? await ports.versionsOf(run.object) : [asked.object]
  const version = asked ?? (first === undefined ? null : await one(ports.live.versions([first], call)))
  const files = version === null ? [] : await environmentOfVersion(ports, version, call)
  if (files.length > 0) return files
  const owners = [...(await ports.loggedModelsOf(run)).slice(0, 1), run.object]
  return environmentOfFirst(ports, owners, call)
}

async function one<Item>(loading: Promise<readonly Loaded<Item>[]>): Promise<Item | null> {
  const [item] = await loading
  return orThrow(Promise.resolve(item ?? null))
}

async function orThrow<Item>(loading: Promise<Loaded<Item>>): Promise<Item | null> {
  const item = await loading
  if (item instanceof Fault) throw item
  return item
}
