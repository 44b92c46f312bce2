import { ConnectorError } from './connector-error.ts'
import type { ConnectorManifest } from './contract.ts'
import { importModule } from './import-module.ts'
import { checkManifest } from './manifest-shape.ts'

/**
 * Loads a third party's connectors. `specifier` is an entry of `connectors:` in `modelwarden.yaml`: a path that begins
 * with `.` or `/`, or a package; both are found from `baseDirectory`, the folder of that file.
 * The module exports `manifest`, or `manifests` for several. Runs the module's code with the gateway's own rights.
 * Throws {@link ConnectorError} when it cannot be loaded, exports neither, or does not fit the contract.
 */
export async function loadConnectorModule(
  specifier: string,
  baseDirectory: string,
): Promise<readonly ConnectorManifest[]> {
  const exported = await importFrom(specifier, baseDirectory)
  const several: unknown = Reflect.get(exported, 'manifests')
  const one: unknown = Reflect.get(exported, 'manifest')
  const found = Array.isArray(several) ? several : one === undefined ? [] : [one]
  if (found.length === 0) {
    throw new ConnectorError(`Connector module ${specifier} exports neither "manifest" nor a list "manifests".`)
  }
  return found.map((manifest: unknown) => {
    checkManifest(manifest, `Connector module ${specifier}`)
    return manifest
  })
}

async function importFrom(specifier: string, baseDirectory: string): Promise<object> {
  try {
    return await importModule(specifier, baseDirectory)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new ConnectorError(`Connector module ${specifier} cannot be loaded: ${reason}`, { cause })
  }
}
