import type { Command } from 'commander'
import { configOption, storeConfigured } from './config-option.ts'
import { processOutput } from './output.ts'

/** `modelwarden migrate`: brings the store to this version's schema. */
export function addMigrate(program: Command): void {
  program
    .command('migrate')
    .description("bring the store to this version's schema; the server does it at its start too")
    .addOption(configOption())
    .option('--json', 'print the result as JSON')
    .action(async (options: { config?: string; json?: boolean }) => {
      const loaded = storeConfigured(options)
      const { openStore } = await import('../compose-store.ts')
      await using store = await openStore(loaded)
      if (options.json) processOutput.data(JSON.stringify({ engine: store.engine, applied: store.applied }))
      else
        processOutput.say(
          store.applied.length === 0 ? 'The store is up to date.' : `Applied ${store.applied.join(', ')}.`,
        )
    })
}
