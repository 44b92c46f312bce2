import { execFile } from 'node:child_process'
import { cpSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { temporaryFolder } from './tools.ts'

const root = join(import.meta.dirname, '..', '..')

interface Manifest {
  readonly bin: { readonly modelwarden: string }
  readonly files: readonly string[]
}

/**
 * Builds the package into a folder of its own as it is published: what `files` of its manifest names, compiled from what is
 * checked out, beside the dependencies that are installed here. Answers the path of its command.
 */
export async function builtPackage(): Promise<string> {
  const folder = temporaryFolder('package')
  const { bin, files }: Manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  for (const name of ['package.json', ...files.filter((name) => name !== 'dist')])
    cpSync(join(root, name), join(folder, name), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  // Types are checked by `npm run check`; without that a build takes a sixth of the time.
  const options = ['--outDir', join(folder, 'dist'), '--declaration', 'false', '--sourceMap', 'false', '--noCheck']
  await promisify(execFile)(join(root, 'node_modules', '.bin', 'tsc'), [
    '-p',
    join(root, 'tsconfig.build.json'),
    ...options,
  ])
  return join(folder, bin.modelwarden)
}
