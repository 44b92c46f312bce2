import type { Command } from 'commander'
import type { StreamResult } from '../compose.ts'
import { configOption, configured } from './config-option.ts'
import { exitCodes } from './exit-codes.ts'
import { processOutput } from './output.ts'

/** `modelwarden sync`: crawls sources now, in this process. */
export function addSync(program: Command): void {
  program
    .command('sync [source...]')
    .description('bring the mirror up to date with every source, or with the named ones')
    .addOption(configOption())
    .option('--full', 'read everything again instead of only what changed')
    .option('--json', 'print one JSON object for each stream')
    .action(async (names: string[], options: { config?: string; full?: boolean; json?: boolean }) => {
      const loaded = await configured(options)
      const { composeMirror } = await import('../compose.ts')
      const { createLogger } = await import('../telemetry/index.ts')
      const log = createLogger({ level: 'warn', destination: 'stderr' })
      await using mirror = await composeMirror(loaded, { log })
      const unknown = names.filter((name) => !mirror.sources.some((source) => source.id === name))
      if (unknown.length > 0) {
        processOutput.say(
          `No source is called ${unknown.join(', ')}; known are ${mirror.sources.map((source) => source.id).join(', ')}.`,
        )
        process.exitCode = exitCodes.unusable
        return
      }
      for (const source of mirror.sources.filter((item) => names.length === 0 || names.includes(item.id))) {
        for (const stream of await mirror.sync(source.id, { full: options.full ?? false })) {
          if (stream.fault !== null) process.exitCode = exitCodes.failed
          processOutput.data(options.json ? json(source.id, stream) : line(source.id, stream))
        }
      }
    })
}

function line(source: string, { stream, records, changed, deleted, fault }: StreamResult): string {
  const done = `${records} read, ${changed} changed, ${deleted} deleted`
  return `${source}/${stream}: ${fault === null ? done : `${fault.publicMessage} (${done} before)`}`
}

function json(source: string, { fault, ...result }: StreamResult): string {
  const error = fault === null ? null : { code: fault.code, message: fault.publicMessage, retryable: fault.retryable }
  return JSON.stringify({ source, ...result, error })
}
