import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PolicyFile } from '../types.ts'
import { builtinPolicies } from './packaged.ts'

/**
 * The policies of a folder, by name: its `*.cedar` files, not those of folders in it. The package's own built-in policies
 * are left out, since they are in force anyway. Throws what reading the folder throws.
 */
export function readPolicyFolder(folder: string): readonly PolicyFile[] {
  const builtin = builtinPolicies().text
  return readdirSync(folder)
    .filter((name) => name.endsWith('.cedar'))
    .toSorted()
    .map((name) => readPolicyFile(folder, name))
    .filter(({ text }) => text !== builtin)
}

/** One file, by its path from the folder. */
export function readPolicyFile(folder: string, name: string): PolicyFile {
  return { name, text: readFileSync(join(folder, name), 'utf8') }
}
