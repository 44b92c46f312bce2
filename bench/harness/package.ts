import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const root = join(import.meta.dirname, '..', '..')

/** Entry of the compiled package. */
export const compiledMain = join(root, 'dist', 'src', 'main.js')

/** Compiles the package, as it is published. */
export function buildPackage(): void {
  execFileSync(process.execPath, [join(root, 'scripts', 'build.ts')], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/** Address of one compiled module; `file` is its source below the project's folder. */
export function compiledModule(file: string): string {
  return pathToFileURL(join(root, 'dist', file.replace(/\.ts$/, '.js'))).href
}
