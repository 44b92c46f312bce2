import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Folder that holds `package.json`, from the sources as from the compiled package. */
export function packageRoot(): string {
  let folder = import.meta.dirname
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder)
    if (parent === folder) throw new Error('package.json of modelwarden was not found above its own files')
    folder = parent
  }
  return folder
}

/** Version of this package. */
export function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8'))
  if (manifest !== null && typeof manifest === 'object' && 'version' in manifest) return String(manifest.version)
  throw new Error('package.json of modelwarden holds no version')
}
