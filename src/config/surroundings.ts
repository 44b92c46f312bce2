/** What the process was started with; the only reader of it is this folder. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly workingDirectory: string
  /** Path of the script that was started; absent when Modelwarden runs within another program. */
  readonly program?: string
}

/** The surroundings of this process. */
export function processSurroundings(): Surroundings {
  const [, program] = process.argv
  return {
    environment: process.env,
    workingDirectory: process.cwd(),
    ...(program === undefined ? {} : { program }),
  }
}
