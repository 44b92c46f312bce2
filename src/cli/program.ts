import { Command } from 'commander'
import { packageVersion } from '../kernel/package-version.ts'
import { addAudit } from './audit.ts'
import { addDemo } from './demo.ts'
import { addDoctor } from './doctor.ts'
import { exitCodes } from './exit-codes.ts'
import { explain } from './explain.ts'
import { addHooks } from './hooks.ts'
import { addInit } from './init.ts'
import { addMigrate } from './migrate.ts'
import { addPolicy } from './policy.ts'
import { addPrincipal } from './principal.ts'
import { addSchema } from './schema.ts'
import { addServe } from './serve.ts'
import { addSync } from './sync.ts'
import { addToken } from './token.ts'

/**
 * Runs the command line and answers the exit code. Problems a person can mend are printed without a stack.
 * Each command loads what it needs when it runs: asking for help must not wait for an object store's client.
 */
export async function runCli(argv: readonly string[]): Promise<number> {
  const program = new Command('modelwarden')
    .description('Governs the machine-learning tools a team already runs, through one GraphQL schema.')
    .version(packageVersion())
    .showHelpAfterError('(add --help for what can be given)')
    .exitOverride()
  for (const add of [
    addInit,
    addServe,
    addDemo,
    addDoctor,
    addSync,
    addHooks,
    addToken,
    addPrincipal,
    addAudit,
    addPolicy,
    addSchema,
    addMigrate,
  ])
    add(program)
  try {
    await program.parseAsync([...argv])
    return Number(process.exitCode ?? exitCodes.ok)
  } catch (error) {
    return explain(error)
  }
}
