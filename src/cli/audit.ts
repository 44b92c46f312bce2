import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { type AuditStream, auditStreams } from '../audit/index.ts'
import { commandLineActor } from '../kernel/actor.ts'
import { addVerify } from './audit-verify.ts'
import { type ConfigOption, configOption, storeConfigured } from './config-option.ts'
import { exitCodes } from './exit-codes.ts'
import { processOutput } from './output.ts'

/** `modelwarden audit`: hands out, verifies and erases, also beside a running server. */
export function addAudit(program: Command): void {
  const audit = program.command('audit').description('export and verify the audit trail, and erase names from it')
  addExport(audit)
  addVerify(audit)
  addForget(audit)
}

interface ExportOptions extends ConfigOption {
  readonly stream?: AuditStream
  readonly from: number
  readonly to?: number
  readonly out?: string
}

function addExport(audit: Command): void {
  audit
    .command('export')
    .description('write the audit trail as lines of JSON, each a CloudEvent; the export itself is recorded first')
    .addOption(configOption())
    .addOption(new Option('--stream <name>', 'one of its logs (default: all of them)').choices(auditStreams))
    .option('--from <sequence>', 'place of the first event', parsePlace, 1)
    .option('--to <sequence>', 'place of the last event (default: the end of the log)', parsePlace)
    .option('-o, --out <file>', 'file to write, never over an existing one (default: standard output)')
    .action(exportAudit)
}

async function exportAudit({ stream, from, to, out, ...options }: ExportOptions): Promise<void> {
  const { exportAuditTrail, openStore } = await import('../compose-store.ts')
  await using store = await openStore(storeConfigured(options))
  const range = { streams: stream === undefined ? auditStreams : [stream], from, to: to ?? null }
  const lines = await exportAuditTrail(store.audit, range, commandLineActor)
  const file = out === undefined ? process.stdout : createWriteStream(out, { flags: 'wx', mode: 0o600 })
  for await (const line of lines) if (!file.write(`${line}\n`)) await once(file, 'drain')
  if (file === process.stdout) return
  const finished = once(file, 'finish')
  file.end()
  await finished
}

function addForget(audit: Command): void {
  audit
    .command('forget <principalId>')
    .description('erase the name of a person and the reasons they gave; what they did stays, under the pseudonym')
    .addOption(configOption())
    .action(async (id: string, options: ConfigOption) => {
      const { openStore } = await import('../compose-store.ts')
      await using store = await openStore(storeConfigured(options))
      if (await store.audit.audited.forget(id, commandLineActor)) return processOutput.say(`${id} is forgotten.`)
      processOutput.say(`No principal with the id ${id} has a name to forget.`)
      process.exitCode = exitCodes.failed
    })
}

function parsePlace(text: string): number {
  const place = Number(text)
  if (!Number.isSafeInteger(place) || place < 1) throw new InvalidArgumentError('Give a whole number from 1 on.')
  return place
}
