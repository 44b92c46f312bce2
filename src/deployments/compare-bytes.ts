import type { CallContext } from '../connector/contract.ts'
import { isCompiledOf } from './compiled-python.ts'
import type { Digester } from './digester.ts'
import type { VersionFacts } from './ports.ts'
import type { BytesVerdict, FileAddress, IndexedVersion, StoredFile } from './types.ts'

/**
 * Files at the top of a folder that are no part of the model: what tells the server how to serve it, and the note that
 * MLflow's client leaves in every model folder it downloads.
 */
const foreignFiles = new Set(['model-settings.json', 'settings.json', 'registered_model_meta'])

/** What is served, as files. */
export interface ServedFiles {
  readonly address: FileAddress
  readonly files: readonly StoredFile[]
}

/** What a comparison needs. */
export interface Comparison {
  readonly digester: Digester
  readonly facts: Pick<VersionFacts, 'saveDigest'>
}

/** The files that make up the model: all but those that tools put beside it. */
export function modelFiles(files: readonly StoredFile[]): readonly StoredFile[] {
  return files.filter(({ path }) => !foreignFiles.has(path))
}

/** Without what Python has compiled of the version's own files since; a file that the version has itself is compared. */
function withoutCompiled(served: readonly StoredFile[], registered: readonly StoredFile[]): readonly StoredFile[] {
  const paths = new Set(registered.map(({ path }) => path))
  return served.filter(({ path }) => paths.has(path) || !isCompiledOf(path, paths))
}

type FilePair = readonly [served: StoredFile, registered: StoredFile]

/**
 * Pairs of files that have to be equal. One served file is a version's when the version holds it under any path;
 * several are when the version has the same paths and no others. Null when paths or sizes already differ.
 */
function pairsToCompare(served: readonly StoredFile[], registered: readonly StoredFile[]): readonly FilePair[] | null {
  const byPath = new Map(registered.map((file) => [file.path, file]))
  if (served.length !== registered.length) return null
  const pairs = served.flatMap((file): FilePair[] => {
    const other = byPath.get(file.path)
    return other?.sizeBytes === file.sizeBytes ? [[file, other]] : []
  })
  // The small files first: a description file differs between any two versions that were logged apart.
  return pairs.length === served.length ? pairs.toSorted(([a], [b]) => a.sizeBytes - b.sizeBytes) : null
}

/** Compares what is served with a version's files. `UNKNOWN` when that would read more than the digester may. */
export async function compareBytes(
  { digester, facts }: Comparison,
  { served, registered }: { readonly served: ServedFiles; readonly registered: IndexedVersion },
  call: CallContext,
): Promise<BytesVerdict> {
  if (registered.files === null) return 'UNKNOWN'

  async function compareFile([own, theirs]: FilePair): Promise<BytesVerdict> {
    const left = await digester(served.address, own, call)
    const right = left === null ? null : await digester(registered.address, theirs, call)
    if (right !== null && theirs.sha256 === null) await facts.saveDigest(registered.version, theirs.path, right)
    if (left === null || right === null) return 'UNKNOWN'
    return left === right ? 'SAME' : 'DIFFERENT'
  }

  const theirs = modelFiles(registered.files)
  const own = withoutCompiled(modelFiles(served.files), theirs)
  const [single] = own
  if (single === undefined) return 'DIFFERENT'
  if (own.length === 1) {
    const equals = theirs.filter(({ sizeBytes }) => sizeBytes === single.sizeBytes && sizeBytes > 0)
    return anyVerdict(
      equals.map((file): FilePair => [single, file]),
      compareFile,
    )
  }
  const pairs = pairsToCompare(own, theirs)
  return pairs === null ? 'DIFFERENT' : everyVerdict(pairs, compareFile)
}

/** `SAME` as soon as one pair is. */
async function anyVerdict(
  pairs: readonly FilePair[],
  compare: (pair: FilePair) => Promise<BytesVerdict>,
): Promise<BytesVerdict> {
  let verdict: BytesVerdict = 'DIFFERENT'
  for (const pair of pairs) {
    const next = await compare(pair)
    if (next === 'SAME') return 'SAME'
    if (next === 'UNKNOWN') verdict = 'UNKNOWN'
  }
  return verdict
}

/** `SAME` when all pairs are, `DIFFERENT` as soon as one is. */
async function everyVerdict(
  pairs: readonly FilePair[],
  compare: (pair: FilePair) => Promise<BytesVerdict>,
): Promise<BytesVerdict> {
  let verdict: BytesVerdict = 'SAME'
  for (const pair of pairs) {
    const next = await compare(pair)
    if (next === 'DIFFERENT') return 'DIFFERENT'
    if (next === 'UNKNOWN') verdict = 'UNKNOWN'
  }
  return verdict
}
