import { registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'

const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js'

/** What third parties import, and the file of the running gateway behind it. */
const sharedModules: ReadonlyMap<string, string> = new Map([
  ['modelwarden/connector', new URL(`./index${extension}`, import.meta.url).href],
  ['modelwarden/connector/conformance', new URL(`./conformance${extension}`, import.meta.url).href],
])

const packagePrefix = 'modelwarden-connector:'
let isShared = false

/**
 * Makes `modelwarden/connector` mean this very gateway in every module loaded from now on. A connector beside a
 * configuration file then needs no installation, and a second copy of the package cannot bring a second `Fault` class.
 */
export function shareConnectorModule(): void {
  if (isShared) return
  isShared = true
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const url = sharedModules.get(specifier)
      if (url !== undefined) return { url, shortCircuit: true }
      if (!specifier.startsWith(packagePrefix)) return nextResolve(specifier, context)
      const [parentURL = '', name = ''] = specifier.slice(packagePrefix.length).split('|').map(decodeURIComponent)
      return nextResolve(name, { ...context, parentURL })
    },
  })
}

/** Address of a package as Node would find it from a folder. Throws Node's own error when there is none. */
export function resolvePackage(name: string, directory: string): string {
  // Only a resolve hook can tell Node where to look from: `import.meta.resolve` takes no parent.
  const parent = pathToFileURL(`${directory}/modelwarden.yaml`).href
  return import.meta.resolve(`${packagePrefix}${encodeURIComponent(parent)}|${encodeURIComponent(name)}`)
}
