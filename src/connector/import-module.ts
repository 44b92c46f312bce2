import { isAbsolute, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { resolvePackage, shareConnectorModule } from './shared-module.ts'

/**
 * Loads a module that a configuration names: a path that begins with `.` or `/`, or a package; both are found from
 * `baseDirectory`, the folder of that file. Runs its code with the gateway's own rights. Throws whatever Node or the module
 * throws.
 */
export async function importModule(specifier: string, baseDirectory: string): Promise<object> {
  shareConnectorModule()
  const isPath = specifier.startsWith('.') || isAbsolute(specifier)
  const url = isPath
    ? pathToFileURL(resolve(baseDirectory, specifier)).href
    : resolvePackage(specifier, resolve(baseDirectory))
  const exported: object = await import(url)
  return exported
}
