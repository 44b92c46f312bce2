import { z } from 'zod'
import { canonicalJson, type JsonValue } from '../kernel/canonical-json.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import { exportMessage, lineOf } from './export-log.ts'
import { publicKeyOf, type VerifyingKey } from './keys.ts'
import { notesOfLog } from './notes-of-log.ts'
import { readCheckpoint, readVerifierKey } from './signed-note.ts'
import { type AuditStream, auditStreams } from './types.ts'
import { type FoundNote, type LogReport, LogVerifier, type VerifiableEntry } from './verify-log.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.int().min(0)

const header = z.strictObject({
  modelwarden: z.literal('audit-export'),
  version: z.literal(1),
  logs: z
    .array(
      z.strictObject({
        stream: z.enum(auditStreams),
        origin: z.string(),
        first: count,
        last: count,
        endsEarly: z.boolean(),
        before: z.strictObject({ size: count, entryHash: hash, peaks: z.array(hash) }),
        keys: z.array(z.strictObject({ id: z.string(), publicKey: z.string(), verifierKey: z.string() })),
      }),
    )
    .min(1),
  keyId: z.string(),
  signature: z.string(),
})

type ExportedLog = z.output<typeof header>['logs'][number]

const chained = z.object({
  sequence: z.string().regex(/^\d{16}$/),
  source: z.string(),
  leafhash: z.string(),
  prevhash: z.string(),
  entryhash: z.string(),
  keyid: z.string(),
  signature: z.string(),
})

/** Everything an export is verified with; nothing else is read. */
export interface ExportVerification {
  /** Lines of the export, in order. */
  readonly lines: AsyncIterable<string>
  readonly anchored: readonly FoundNote[]
  /** Verifier keys found with the anchors, or given. With none, the export has to be believed about its own keys. */
  readonly verifierKeys: readonly string[]
  /** Whether the export was asked to end before the log does: what was anchored after its end is then not missing. */
  readonly isPartial: boolean
}

/** Report on one log of an export. */
export interface ExportReport extends LogReport {
  readonly stream: AuditStream
  /** Whether its keys were vouched for from outside the export. */
  readonly isKeyTrusted: boolean
}

/** Verifies an export. Refuses with BAD_USER_INPUT what is no export at all. */
export async function verifyExport(parts: ExportVerification): Promise<Outcome<readonly ExportReport[]>> {
  const lines = parts.lines[Symbol.asyncIterator]()
  const first = await lines.next()
  const parsed = header.safeParse(jsonOf(first.done === true ? '' : first.value))
  if (!parsed.success) return refuse(problem('BAD_USER_INPUT', 'The first line is not the header of an audit export.'))
  const logs = parsed.data.logs.map((log) => openLog(parts, log))
  let number = 1
  for (let line = await lines.next(); line.done !== true; line = await lines.next()) {
    number += 1
    if (line.value !== '') take(line.value, number, logs)
  }
  for (const problem of headerProblems(parsed.data, logs, parts)) logs[0]?.verifier.find(null, problem)
  return succeed(logs.map(({ log, verifier, isKeyTrusted }) => report({ log, verifier, isKeyTrusted })))
}

/** What is wrong with an export as a whole; asked once its entries have introduced every key. */
function headerProblems(
  { logs, keyId, signature }: z.output<typeof header>,
  open: readonly OpenLog[],
  { anchored, isPartial }: Pick<ExportVerification, 'anchored' | 'isPartial'>,
): readonly string[] {
  const message = exportMessage({ logs })
  const isSigned = open.some(({ verifier }) => verifier.keyOf(keyId)?.verify(message, signature) ?? false)
  const streams = new Set(logs.map(({ stream }) => stream))
  const origins = anchored.flatMap(({ note }) => readCheckpoint(note)?.origin ?? [])
  const leftOut = new Set(
    origins.filter((origin) => !streams.has(auditStreams.find((each) => origin.endsWith(`/${each}`)) ?? 'decisions')),
  )
  return [
    ...(isSigned ? [] : ['the first line of the export is not the one that was signed for it']),
    ...(isPartial
      ? []
      : [...leftOut].map((origin) => `missing: an anchor vouches for ${origin}, which is not in the export`)),
  ]
}

interface OpenLog {
  readonly log: ExportedLog
  readonly verifier: LogVerifier
  readonly isKeyTrusted: boolean
}

function openLog({ anchored, verifierKeys, isPartial }: ExportVerification, log: ExportedLog): OpenLog {
  const outside = verifierKeys.flatMap((text) => {
    const found = readVerifierKey(text)
    return found === undefined || (log.origin !== '' && found.origin !== log.origin) ? [] : [found.key]
  })
  const own = log.keys
    .map(({ publicKey }) => publicKeyOf(publicKey))
    .filter((key): key is VerifyingKey => key !== undefined)
  const isKeyTrusted = outside.length > 0
  const isCovered = ({ note }: FoundNote) => {
    const size = readCheckpoint(note)?.size ?? 0
    return size >= log.before.size && !(isPartial && log.endsEarly && size > log.last)
  }
  const notes = notesOfLog(log, anchored).filter(isCovered)
  const keys = isKeyTrusted ? outside : own
  return { log, isKeyTrusted, verifier: new LogVerifier({ origin: log.origin, keys, before: log.before, notes }) }
}

function take(line: string, number: number, logs: readonly OpenLog[]): void {
  const value = jsonOf(line)
  const parsed = chained.safeParse(value)
  const open = parsed.success ? logs.find(({ log }) => log.origin === parsed.data.source) : undefined
  if (!parsed.success || open === undefined) {
    // Nothing tells which log it was of, so it is told with the first.
    logs[0]?.verifier.find(null, `line ${number} is no entry of a log of this export`)
    return
  }
  const entry = entryOf(value, parsed.data)
  if (entry === null)
    return open.verifier.find(Number(parsed.data.sequence), `line ${number} is nested too deep to be an event`)
  open.verifier.add(entry)
  // A name that stands there twice is read as one value here and perhaps as the other elsewhere.
  if (lineOf(entry) !== line) open.verifier.find(entry.sequence, `line ${number} is not written as it was exported`)
}

function entryOf(value: JsonValue, chain: z.output<typeof chained>): VerifiableEntry | null {
  const own = new Set(['leafhash', 'prevhash', 'entryhash', 'keyid', 'signature'])
  const event = Object.fromEntries(Object.entries(value ?? {}).filter(([key]) => !own.has(key)))
  const eventJson = textOf(event)
  if (eventJson === null) return null
  return {
    sequence: Number(chain.sequence),
    eventJson,
    leafHash: chain.leafhash,
    prevHash: chain.prevhash,
    entryHash: chain.entryhash,
    keyId: chain.keyid,
    signature: chain.signature,
  }
}

function textOf(event: JsonValue): string | null {
  try {
    return canonicalJson(event)
  } catch (error) {
    // The stack ends before such a value does.
    if (error instanceof RangeError) return null
    throw error
  }
}

function report({ log, verifier, isKeyTrusted }: OpenLog): ExportReport {
  const found = verifier.end()
  const promised =
    found.end.size === log.last
      ? []
      : [
          {
            sequence: Math.min(found.end.size, log.last) + 1,
            problem: `missing: the export says that it ends at ${log.last}`,
          },
        ]
  return { ...found, stream: log.stream, isKeyTrusted, findings: [...found.findings, ...promised] }
}

function jsonOf(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    // What is no JSON is refused by the schemas that read it.
    return null
  }
}
