import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from '../support/tools.ts'

/** A folder with a configuration file; JSON is YAML too. */
export function folderWith(config: object): string {
  const folder = temporaryFolder('cli')
  writeFileSync(join(folder, 'modelwarden.yaml'), JSON.stringify(config))
  return folder
}
