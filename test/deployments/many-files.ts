import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { folderFiles } from './folder-files.ts'

/** So many files that removing them takes a while. */
export function manyFiles(folder: string) {
  for (let number = 0; number < 400; number += 1) writeFileSync(join(folder, `part-${number}`), String(number))
  return folderFiles(folder)
}
