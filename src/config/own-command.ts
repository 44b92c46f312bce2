import { relative, resolve } from 'node:path'
import { packageRoot } from '../kernel/package-version.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * A command line that runs `modelwarden` with these arguments where the user is: through npm in a clone, by the path of
 * the sources elsewhere, by its name where it is installed. Arguments with other characters than a path has are quoted.
 */
export function ownCommand(args: readonly string[], surroundings: Surroundings): string {
  return [programName(surroundings), ...args.map(quoted)].join(' ')
}

function programName({ environment, workingDirectory, program }: Surroundings): string {
  // Only a clone runs the sources; what is installed is compiled.
  if (program === undefined || !program.endsWith('.ts')) return 'modelwarden'
  const root = packageRoot()
  if (environment['npm_lifecycle_event'] !== undefined || workingDirectory === root) return 'npm run modelwarden --'
  const path = relative(workingDirectory, resolve(program))
  return `node ${quoted(path.startsWith('../../..') ? resolve(program) : path)}`
}

function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
