import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { confined, entriesOf, type RepositoryScan, readBounded } from '../repository.ts'
import { configFile, markOf, parseConfig } from './model-config.ts'

const modelsMax = 5_000

/** Triton reads a name of digits as a version, and none that begins with a zero. */
const versionFolder = /^[1-9][0-9]*$/

/** Every model folder right below the repository, with what its settings say of each of its versions. */
export const scanModels: RepositoryScan = async function* (top, root) {
  const folders = await entriesOf(root, top)
  for (const { name } of folders.filter((entry) => canHold(entry)).slice(0, modelsMax)) {
    const folder = join(top, name)
    const path = join(folder, configFile)
    const real = await confined(root, path)
    const content = real === null ? null : await readBounded(real)
    // Triton works out what the file does not say, also where there is none.
    const config = parseConfig(content ?? '')
    if (config === null) {
      yield { path, entries: null }
      continue
    }
    const { backend, platform, parameters } = config
    const versions = (await entriesOf(root, folder)).filter((entry) => canHold(entry) && versionFolder.test(entry.name))
    const entries = versions.map(({ name: version }) => ({
      path,
      name,
      version,
      artifactUri: pathToFileURL(join(folder, version)).href,
      implementation: backend ?? platform,
      marker: markOf(parameters, version).marker,
    }))
    yield { path, entries }
  }
}

function canHold(entry: { readonly name: string; isDirectory(): boolean; isSymbolicLink(): boolean }): boolean {
  return (entry.isDirectory() || entry.isSymbolicLink()) && !entry.name.startsWith('.')
}
