import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../support/tools.ts'
import { packaged } from './publishing.ts'

/** A folder with a folder of policies in it: those of the package, and these. */
export function folderWithPolicies(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder('seed')
  writePolicies(folder, { [packaged.name]: packaged.text, ...files })
  return folder
}

/** Writes files into the folder `policies` of a folder. */
export function writePolicies(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, 'policies', name)
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, text)
  }
}

/** As in `modelwarden.yaml`. */
export const seedConfig = { policies: { directory: 'policies' } }
