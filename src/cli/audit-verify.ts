import { createReadStream, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Command } from 'commander'
import { type FoundNote, isVerifierKey, type LogReport, verifyExport } from '../audit/index.ts'
import { type ConfigOption, configOption, storeConfigured } from './config-option.ts'
import { exitCodes } from './exit-codes.ts'
import { processOutput } from './output.ts'

interface VerifyOptions extends ConfigOption {
  readonly export?: string
  readonly anchors?: readonly string[]
  readonly key?: readonly string[]
  readonly partial?: boolean
  readonly json?: boolean
}

/** `modelwarden audit verify`: says whether the trail is as it was written, and where it is not. */
export function addVerify(audit: Command): void {
  audit
    .command('verify')
    .description(
      'verify an export from it and its anchors alone, or the store; exit 1 when something was changed, 3 when nothing outside vouches for it',
    )
    .addOption(configOption())
    .option('-e, --export <file>', 'an export to verify instead of the store; no configuration is read then')
    .option(
      '-a, --anchors <path...>',
      'folders or files with checkpoints (default for the store: the configured anchors)',
    )
    .option('-k, --key <verifierKey...>', 'keys to trust, when the anchors hold none')
    .option('--partial', 'the export was asked to end before the log does')
    .option('--json', 'print as JSON')
    .action(verify)
}

/** A log that was verified, as it is shown. */
type Verified = LogReport & { readonly stream: string; readonly isKeyTrusted: boolean }

async function verify(options: VerifyOptions): Promise<void> {
  const texts = (options.anchors ?? []).flatMap(readPlace)
  const reports = options.export === undefined ? await verifyOwn(options, texts) : await verifyFile(options, texts)
  if (reports === null) return
  if (options.json) processOutput.data(JSON.stringify({ ok: reports.every(isWhole), logs: reports.map(summaryOf) }))
  else for (const report of reports) for (const line of linesOf(report)) processOutput.data(line)
  if (!reports.every(isWhole)) process.exitCode = exitCodes.failed
  else if (reports.some(isUnanchored) || reports.every(({ last }) => last === 0))
    process.exitCode = exitCodes.unanchored
}

interface FoundText {
  readonly text: string
  readonly place: string
}

function readPlace(path: string): readonly FoundText[] {
  if (!statSync(path).isDirectory()) return [{ text: readFileSync(path, 'utf8'), place: path }]
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' })
  const files = names.filter((name) => /\.(note|vkey)$/.test(name)).toSorted()
  return files.map((name) => ({ text: readFileSync(join(path, name), 'utf8'), place: join(path, name) }))
}

const isKey = ({ text }: FoundText) => isVerifierKey(text)

const notesIn = (texts: readonly FoundText[]): readonly FoundNote[] =>
  texts.filter((text) => !isKey(text)).map(({ text, place }) => ({ note: text, place, isAnchor: true }))

async function verifyFile(options: VerifyOptions, texts: readonly FoundText[]): Promise<readonly Verified[] | null> {
  const outcome = await verifyExport({
    lines: createInterface({ input: createReadStream(options.export ?? ''), crlfDelay: Number.POSITIVE_INFINITY }),
    anchored: notesIn(texts),
    verifierKeys: [...(options.key ?? []), ...texts.filter(isKey).map(({ text }) => text)],
    isPartial: options.partial ?? false,
  })
  if (outcome.ok) return outcome.value
  processOutput.say(outcome.problem.message)
  process.exitCode = exitCodes.unusable
  return null
}

async function verifyOwn(options: VerifyOptions, texts: readonly FoundText[]): Promise<readonly Verified[]> {
  const loaded = storeConfigured(options)
  const { openStore, verifyAuditTrail } = await import('../compose-store.ts')
  await using store = await openStore(loaded)
  const reports = await verifyAuditTrail(loaded, store.audit, options.anchors === undefined ? null : notesIn(texts))
  return reports.map((report) => ({ ...report, isKeyTrusted: true }))
}

function isUnanchored({ anchoredTo, last }: Verified): boolean {
  return last > 0 && anchoredTo === 0
}

function isWhole({ findings }: Verified): boolean {
  return findings.length === 0
}

function summaryOf({ end: _end, ...report }: Verified) {
  return { ...report, firstBad: report.findings[0] ?? null }
}

function linesOf(report: Verified): readonly string[] {
  const { stream, origin, last, first, findings, anchoredTo, unanchored, missing, isKeyTrusted } = report
  const span = last === 0 ? 'no entries' : `entries ${first} to ${last}`
  const name = origin === '' ? '' : ` (${origin})`
  const state = findings.length === 0 ? 'whole' : 'CHANGED'
  const vouched = anchoredTo === 0 ? 'no anchor vouches for it' : `anchored to ${anchoredTo}, unanchored ${unanchored}`
  return [
    `${stream}: ${state}, ${span}, ${vouched}${missing === 0 ? '' : `, MISSING ${missing}`}${name}`,
    ...(isKeyTrusted
      ? []
      : [`${stream}: its keys are taken from the export itself; give --anchors or --key to check them`]),
    ...findings.map(
      ({ sequence, problem }) => `${stream}: ${sequence === null ? problem : `entry ${sequence}: ${problem}`}`,
    ),
  ]
}
