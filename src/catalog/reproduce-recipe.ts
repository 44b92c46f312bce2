import type { CallContext } from '../connector/contract.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { Fault, problem } from '../kernel/problem.ts'
import type { LiveReader, Loaded, ReproduceRecipe } from './api.ts'
import { missingPieces } from './missing-pieces.ts'
import type { OwnedFiles } from './ports.ts'
import { recipeCommand } from './recipe-command.ts'
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

/** The most text of one file that a recipe holds. */
const fileBytesMax = 64 * 1024

/** Files that MLflow writes beside a model to pin its environment. */
const environmentNames = ['requirements.txt', 'python_env.yaml', 'conda.yaml'] as const

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
  const parts = {
    codeCommit: run.record.codeCommit,
    repository: run.record.repository === null ? null : withoutCredentials(run.record.repository),
    entrypoint: run.record.entrypoint,
    parameters: Object.entries(run.record.params).map(([key, value]) => ({ key, value })),
    data: await ports.inputsOf(run),
    environment: await environmentOf(ports, { run, asked, call }),
  }
  const command = recipeCommand({ ...parts, environmentPaths: parts.environment.map((file) => file.path) })
  return succeed({ run: run.object, ...parts, command, missing: missingPieces(parts) })
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
): Promise<ReproduceRecipe['environment']> {
  const [first] = asked === null ? await ports.versionsOf(run.object) : [asked.object]
  const version = asked ?? (first === undefined ? null : await one(ports.live.versions([first], call)))
  if (version !== null) {
    const description = await ports.live.describe(version, call)
    const files = await readFiles(ports, {
      owner: version.object,
      paths: description?.environmentFiles ?? environmentNames,
      call,
    })
    if (files.length > 0) return files
  }
  const owners = [...(await ports.loggedModelsOf(run)).slice(0, 1), run.object]
  for (const owner of owners) {
    const files = await readFiles(ports, { owner, paths: environmentNames, call })
    if (files.length > 0) return files
  }
  return []
}

async function readFiles(
  ports: RecipePorts,
  {
    owner,
    paths,
    call,
  }: { readonly owner: MirroredObject; readonly paths: readonly string[]; readonly call: CallContext },
): Promise<ReproduceRecipe['environment']> {
  const texts = await Promise.all(paths.map((path) => ports.files.readText(owner, path, fileBytesMax, call)))
  return paths.flatMap((path, index) => {
    const text = texts[index] ?? null
    return text === null ? [] : [{ path, text }]
  })
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

/** People do write tokens into the addresses of their repositories. */
function withoutCredentials(repository: string): string {
  return repository.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, '$1')
}
