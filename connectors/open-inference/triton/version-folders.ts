import { mkdir, rm, rmdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { lookAt } from '../effects/look-at.ts'
import type { StagedCopy, StagingLayout } from '../effects/staging.ts'
import { unsupported } from '../effects/unsupported.ts'

/**
 * Folder in a model's folder for what the gateway keeps. Triton reads names such as `3.incoming` as version 3, and every
 * folder of the repository itself as a model; a name that begins with no digit, in a model's folder, it passes over.
 */
const ownFolder = '.modelwarden'

/** Folder that Python makes beside the files that it has read. */
const pythonCache = '__pycache__'

/** Where copies lie, and a look at whether one may be put there. */
export interface VersionFolders extends StagingLayout {
  /** Throws UNSUPPORTED_BY_TARGET where the folder of a version was made by somebody else. */
  check(copy: StagedCopy): Promise<void>
}

/** The folder of a model. Throws UNSUPPORTED_BY_TARGET for names that cannot be one, and with blanks: the Python backend hangs on them. */
function modelFolder(repository: string, deployment: string, source: string): string {
  if (/[/\\\0\s]/.test(deployment) || deployment.startsWith('.') || deployment === '')
    throw unsupported(source, 'Triton has a folder for each name, and this deployment has a name that none may have.')
  return join(repository, deployment)
}

/** The same, looked at: a link may lead out of the repository, and is neither followed nor replaced. */
export async function ownModelFolder(repository: string, deployment: string, source: string): Promise<string> {
  const folder = modelFolder(repository, deployment, source)
  const found = await lookAt(folder)
  if (found !== null && !found.isDirectory())
    throw unsupported(source, 'The folder of the deployment is a link or a file.')
  return folder
}

/** Copies as Triton wants them: `NAME/NUMBER` below the repository. */
export function versionFolders(repository: string, source: string): VersionFolders {
  const folderFor = (deployment: string) => join(modelFolder(repository, deployment, source), ownFolder)
  const folderOf = ({ deployment, version }: StagedCopy) => {
    if (!/^[1-9][0-9]{0,17}$/.test(version)) throw unsupported(source, 'Triton takes versions that are numbers only.')
    return join(modelFolder(repository, deployment, source), version)
  }
  const markAt = ({ deployment, version }: Pick<StagedCopy, 'deployment' | 'version'>) =>
    join(folderFor(deployment), `put-${version}`)
  const check = async (copy: StagedCopy) => {
    await ownModelFolder(repository, copy.deployment, source)
    const isThere = (await lookAt(folderOf(copy))) !== null
    if (isThere && (await lookAt(markAt(copy))) === null) throw unsupported(source, madeByHand(copy))
  }
  return {
    root: repository,
    folderFor,
    folderOf,
    isOwn: async (copy) => (await lookAt(markAt(copy))) !== null,
    async isLeftover(deployment, name) {
      // Without its folder a mark would make the gateway's own what somebody else puts there.
      const version = /^put-([1-9][0-9]*)$/.exec(name)?.[1]
      const folder = version === undefined ? null : join(modelFolder(repository, deployment, source), version)
      return folder !== null && (await lookAt(folder)) === null
    },
    generated: pythonCache,
    check,
    async claim(copy) {
      await check(copy)
      await mkdir(folderFor(copy.deployment), { recursive: true })
      await writeFile(markAt(copy), '')
    },
    async release(copy) {
      await rm(markAt(copy), { force: true })
      // They go when nothing else is in them.
      await rmdir(folderFor(copy.deployment)).catch(() => undefined)
      await rmdir(modelFolder(repository, copy.deployment, source)).catch(() => undefined)
    },
  }
}

function madeByHand({ version }: StagedCopy): string {
  return `The deployment has a folder ${version} that the gateway did not make, and does not replace. Move it away, or have it registered as what it is.`
}
