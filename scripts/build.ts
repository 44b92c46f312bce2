import { spawnSync } from 'node:child_process'
import { chmodSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const output = join(root, 'dist')

/** Compiles the package. SDL, lock files and Python scripts are read from the package's own folders, so nothing is copied. */
rmSync(output, { recursive: true, force: true })
const result = spawnSync('tsc', ['-p', join(root, 'tsconfig.build.json')], { stdio: 'inherit' })
if (result.status !== 0) process.exit(result.status ?? 1)
chmodSync(join(output, 'src', 'main.js'), 0o755)
console.log('The compiled package is in dist/.')
