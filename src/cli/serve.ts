import type { Command } from 'commander'
import { configOption, configured } from './config-option.ts'
import { processOutput } from './output.ts'
import { listenForStop } from './stop-signal.ts'

/** `modelwarden serve`: runs the gateway until it is told to stop. */
export function addServe(program: Command): void {
  program
    .command('serve')
    .description('run the gateway until SIGINT or SIGTERM; requests in flight are finished first')
    .addOption(configOption())
    .option('-p, --port <number>', 'port to listen on instead of the configured one', Number)
    .action(async (options: { config?: string; port?: number }) => {
      const loaded = configured(options)
      const { compose } = await import('../compose.ts')
      const { createLogger } = await import('../telemetry/index.ts')
      const log = createLogger({ level: loaded.config.log.level, destination: 'stdout' })
      const gateway = await compose(loaded, { log })
      const stop = listenForStop()
      try {
        const url = await gateway.listen(options.port)
        const token = await gateway.tokens.createFirst('admin')
        if (token !== undefined) announce(url, token)
        log.info({ url, sources: gateway.sources.all().map((source) => source.id), origin: loaded.origin }, 'serving')
        await stop.signalled
        log.info('stopping; requests in flight are finished first')
      } finally {
        await gateway.close()
        stop.release()
      }
    })
}

function announce(url: string, token: string): void {
  processOutput.say(
    [
      '',
      `  Modelwarden answers at ${url}/graphql`,
      `  Administrator token, shown once and valid for 24 hours: ${token}`,
      '  Make lasting ones with: modelwarden token create --name NAME --role viewer',
      '',
    ].join('\n'),
  )
}
