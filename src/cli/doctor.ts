import type { Command } from 'commander'
import type { Finding } from '../compose.ts'
import { configOption, configured } from './config-option.ts'
import { exitCodes } from './exit-codes.ts'
import { processOutput } from './output.ts'

/** `modelwarden doctor`: tries every connection, one line each. */
export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('validate the configuration and try every connection; exit 1 if any fails')
    .addOption(configOption())
    .option('--json', 'print as JSON')
    .action(async (options: { config?: string; json?: boolean }) => {
      const loaded = await configured(options)
      const { examine } = await import('../compose.ts')
      const findings: Finding[] = []
      if (!options.json) processOutput.data(line({ name: 'configuration', state: 'OK', detail: loaded.origin }))
      for await (const finding of examine(loaded)) {
        findings.push(finding)
        if (!options.json) processOutput.data(line(finding))
      }
      if (options.json) processOutput.data(JSON.stringify({ configuration: loaded.origin, findings }))
      if (findings.some((finding) => finding.state === 'FAILED')) process.exitCode = exitCodes.failed
    })
}

function line(finding: Finding): string {
  const mark = { OK: 'ok     ', WARNING: 'warning', FAILED: 'FAILED ' }[finding.state]
  return `${mark}  ${finding.name.padEnd(24)}  ${finding.detail}`
}
