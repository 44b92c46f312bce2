import { Fault } from '../../kernel/problem.ts'
import type { Connector, CrawlBatch, CrawlRequest, StreamName } from '../contract.ts'
import type { NativeKey } from '../records.ts'
import { type ConformanceCheck, callUnder, demand, failureOf, isSame, type Session, withSession } from './check.ts'
import { keySet, keyText } from './keys.ts'
import { recordFault } from './record-shape.ts'
import type { ConformanceSubject } from './subject.ts'

/** A crawl's memory must stay flat, so no batch may hold more records. */
const batchRecordsMax = 1_000

interface Crawl {
  readonly session: Session
  readonly stream: StreamName
  readonly known: readonly NativeKey[]
  readonly read: (request: Omit<CrawlRequest, 'stream'>) => Promise<readonly CrawlBatch[]>
}

/** Demands on reading for the mirror. None for a connector without streams. */
export function crawlChecks(subject: ConformanceSubject): readonly ConformanceCheck[] {
  if (subject.manifest.streams.length === 0) return []
  const check = (name: string, verify: (crawl: Crawl) => Promise<void>): ConformanceCheck => ({
    name: `crawl: ${name}`,
    run: () => withSession(subject, (session) => eachStream(subject, session, verify)),
  })
  const full = { mode: 'FULL', cursor: null } as const
  return [
    check('a full crawl reports everything that is there and nothing else', async ({ read, known, stream }) => {
      const found = keySet(recordsOf(await read(full)))
      demand(
        isSame(found, keySet(known)),
        `A full crawl of ${stream} must report exactly what is there: ${known.length} objects.`,
      )
    }),
    check('a full crawl reports nothing twice', async ({ read, stream }) => {
      const records = recordsOf(await read(full))
      demand(
        new Set(records.map(keyText)).size === records.length,
        `A full crawl of ${stream} must report every object once.`,
      )
    }),
    check('records are well-formed', async ({ read, stream }) => {
      const faults = recordsOf(await read(full)).map((record) => recordFault(stream, record))
      const fault = faults.find((each) => each !== null)
      demand(
        fault === undefined,
        `A record of ${stream} must have the shape of its kind, times in milliseconds: ${fault ?? ''}.`,
      )
    }),
    check('no record belongs to another workspace', async ({ read, stream }) => {
      const { workspaces } = subject.known
      const isOurs = recordsOf(await read(full)).every((record) => workspaces.includes(record.workspace))
      demand(isOurs, `A crawl of ${stream} must report objects of the configured workspaces only.`)
    }),
    check('batches are bounded', async ({ read, stream }) => {
      const isBounded = (await read(full)).every((batch) => batch.records.length <= batchRecordsMax)
      demand(isBounded, `A batch of ${stream} must hold at most ${batchRecordsMax} records.`)
    }),
    check('the last batch, and only it, says where the next delta begins', async ({ read, stream }) => {
      const marks = (await read(full)).map((batch) => typeof batch.nextCursor)
      const expected = marks.map((_, index) => (index === marks.length - 1 ? 'string' : 'undefined'))
      demand(
        marks.length > 0 && isSame(marks, expected),
        `The last batch of ${stream}, and only it, must have nextCursor.`,
      )
    }),
    check('a crawl resumes after every batch with nothing lost', demandResumption),
    check('a delta after a full crawl reports nothing that is new', async ({ read, known, stream }) => {
      const whole = await read(full)
      const cursor = whole.at(-1)?.nextCursor
      demand(cursor !== undefined, `A full crawl of ${stream} must end with nextCursor.`)
      const delta = await read({ mode: 'DELTA', cursor })
      const keys = new Set(known.map(keyText))
      // A delta may bring along what hangs on its changes; the stream of that kind answers for those.
      const kinds = new Set(recordsOf(whole).map(({ kind }) => kind))
      demand(
        recordsOf(delta).every((record) => !kinds.has(record.kind) || keys.has(keyText(record))),
        `A delta of ${stream} must not report what was never there.`,
      )
      demand(delta.at(-1)?.nextCursor !== undefined, `A delta of ${stream} must end with nextCursor too.`)
    }),
    check('a crawl whose caller gave up ends with UPSTREAM_TIMEOUT', async ({ session, stream }) => {
      const work = collect(session.connector, { ...full, stream }, callUnder(AbortSignal.abort()))
      const error = await failureOf(work, `A crawl of ${stream} whose signal has fired must fail.`)
      const isRight = error instanceof Fault && error.code === 'UPSTREAM_TIMEOUT'
      demand(isRight, `A crawl of ${stream} whose caller gave up must end with a Fault UPSTREAM_TIMEOUT.`)
    }),
  ]
}

async function demandResumption({ read, known, stream }: Crawl): Promise<void> {
  const batches = await read({ mode: 'FULL', cursor: null })
  for (const [index, batch] of batches.entries()) {
    const rest = await read({ mode: 'FULL', cursor: batch.cursor })
    const found = keySet(recordsOf([...batches.slice(0, index + 1), ...rest]))
    demand(isSame(found, keySet(known)), `A crawl of ${stream} resumed after batch ${index + 1} must lose nothing.`)
    demand(
      rest.at(-1)?.nextCursor !== undefined,
      `A crawl of ${stream} resumed after batch ${index + 1} must end with nextCursor.`,
    )
  }
}

async function eachStream(
  subject: ConformanceSubject,
  session: Session,
  verify: (crawl: Crawl) => Promise<void>,
): Promise<void> {
  const { connector, call } = session
  for (const stream of subject.manifest.streams) {
    const known = subject.known.streams?.[stream] ?? []
    demand(known.length >= 2, `The subject must know at least two objects of the stream ${stream}.`)
    await verify({ session, stream, known, read: (request) => collect(connector, { ...request, stream }, call) })
  }
}

async function collect(
  connector: Connector,
  request: CrawlRequest,
  call: Session['call'],
): Promise<readonly CrawlBatch[]> {
  demand(connector.crawl !== undefined, 'A connector that declares streams must have crawl.')
  const batches: CrawlBatch[] = []
  for await (const batch of connector.crawl(request, call)) batches.push(batch)
  return batches
}

function recordsOf(batches: readonly CrawlBatch[]) {
  return batches.flatMap((batch) => batch.records)
}
