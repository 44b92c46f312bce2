import type { CallContext } from '../connector/contract.ts'
import type { LiveReader } from './api.ts'
import type { EnvironmentText } from './plan-environment.ts'
import type { OwnedFiles } from './ports.ts'
import type { LiveModelVersion, MirroredObject } from './types.ts'

/** The most text of one file that is read. */
const fileBytesMax = 64 * 1024

/** Files that MLflow writes beside a model to pin its environment. */
const environmentNames = ['requirements.txt', 'python_env.yaml', 'conda.yaml'] as const

/** What reading files needs of the catalogue. */
export interface EnvironmentPorts {
  readonly live: Pick<LiveReader, 'describe'>
  readonly files: OwnedFiles
}

/** Files that pin the environment of a version. Empty when it has none. */
export async function environmentOfVersion(
  ports: EnvironmentPorts,
  version: LiveModelVersion,
  call: CallContext,
): Promise<readonly EnvironmentText[]> {
  const description = await ports.live.describe(version, call)
  const paths = description?.environmentFiles ?? environmentNames
  return readFiles(ports.files, { owner: version.object, paths, call })
}

/** Files that pin an environment, of the first of these owners that has any. */
export async function environmentOfFirst(
  ports: Pick<EnvironmentPorts, 'files'>,
  owners: readonly MirroredObject[],
  call: CallContext,
): Promise<readonly EnvironmentText[]> {
  for (const owner of owners) {
    const files = await readFiles(ports.files, { owner, paths: environmentNames, call })
    if (files.length > 0) return files
  }
  return []
}

interface Wanted {
  readonly owner: MirroredObject
  readonly paths: readonly string[]
  readonly call: CallContext
}

async function readFiles(files: OwnedFiles, { owner, paths, call }: Wanted): Promise<readonly EnvironmentText[]> {
  // One byte more tells a file that ends at the limit from one that was cut.
  const texts = await Promise.all(paths.map((path) => files.readText(owner, path, fileBytesMax + 1, call)))
  return paths.flatMap((path, index) => {
    const text = texts[index] ?? null
    if (text === null) return []
    const bytes = Buffer.from(text, 'utf8')
    const isWhole = bytes.length <= fileBytesMax
    return [{ path, text: isWhole ? text : bytes.subarray(0, fileBytesMax).toString('utf8'), isWhole }]
  })
}
