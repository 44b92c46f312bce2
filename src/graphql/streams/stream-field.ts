import type { PageKey } from '../../catalog/types.ts'
import type { Uid } from '../../kernel/ids.ts'
import { invariant } from '../../kernel/invariant.ts'
import { faultOf, problem } from '../../kernel/problem.ts'
import type { GraphContext } from '../context.ts'
import type { FollowedLog, Placed } from './change-log.ts'
import type { OpeningPart, StreamLogs } from './stream-part.ts'

/** Arguments that every stream has. */
interface StreamArguments {
  readonly after?: string | null | undefined
  readonly marks?: boolean | null | undefined
}

/**
 * What a field of `Subscription` is made of. A further one needs a log in {@link StreamLogs} (most follow `decisions`, as
 * whatever is decided is recorded there with its change), its type in the SDL with `cursor: String!` and all else
 * nullable, a rule in `authorisation.ts`, and one of these:
 *
 * ```ts
 * violationOpened: streamField({
 *   name: 'violations',
 *   log: ({ decisions }) => decisions,
 *   wants: () => ({ entry }) => entry.columns.type === 'gov.violation.opened.v1',
 *   show: async ({ services }, { entry }) => {
 *     const violation = await services.violations.seen(entry.columns.resourceId)
 *     return violation === null ? null : { violation }
 *   },
 * })
 * ```
 */
export interface StreamSource<Entry extends Placed, Args extends StreamArguments> {
  /** Names the cursors of the stream: no other's are taken. */
  readonly name: string
  log(logs: StreamLogs, args: Args): FollowedLog<Entry>
  /** Refuses, by a `Fault`, what the caller may not follow or what cannot be followed. */
  open?(context: GraphContext, args: Args): Promise<void>
  /** Tells which entries the arguments ask for, without looking at rights: whatever is not wanted costs nothing. */
  wants(args: Args): (entry: Entry) => boolean
  /** What the caller sees of an entry by the rights of this moment; null for nothing. It notes no denial: nothing was named. */
  show(context: GraphContext, entry: Entry, args: Args): Promise<object | null>
}

/** A step of a stream; between two of them whoever listens is looked at anew. */
export interface StreamStep {
  /** What is to be sent to a caller; null when that is nothing. Null itself where nothing happened. */
  readonly show: ((context: GraphContext) => Promise<object | null>) | null
}

/** How long a stream waits for something to happen before it is looked whether its reader may still listen. */
const idleMs = 10_000

/** Makes the field of a stream. What it is resolved on is an event as {@link StreamSource.show} gives it, with its cursor. */
export function streamField<Entry extends Placed, Args extends StreamArguments>(source: StreamSource<Entry, Args>) {
  return {
    async subscribe(_root: unknown, args: Args, context: GraphContext): Promise<AsyncIterable<StreamStep>> {
      const { stream } = context
      invariant(stream?.phase === 'OPENING', 'a subscription is opened as a stream')
      const log = source.log(stream.logs, args)
      const from = await beginning(context, { name: source.name, log, args })
      await source.open?.(context, args)
      return stepsOf(source, { args, log, from, signal: stream.signal })
    },
    // The runner of streams puts the event where the root is.
    resolve: <Event>(event: Event): Event => event,
  }
}

/** What a reader has had: everything before a place, and of that place everything up to a part. */
interface Had {
  readonly place: number
  readonly part: string
}

/** After every part of a place. */
const allParts = '\u{10FFFF}'

interface Beginning<Entry extends Placed> {
  readonly name: string
  readonly log: FollowedLog<Entry>
  readonly args: StreamArguments
}

async function beginning<Entry extends Placed>(
  { cursors }: GraphContext,
  { name, log, args: { after } }: Beginning<Entry>,
): Promise<Had> {
  const head = await log.head()
  if (after == null) return { place: head, part: allParts }
  const had = cursors.decode(scopeOf(name), after)
  if (typeof had?.key === 'number' && had.key <= head) return { place: had.key, part: had.uid }
  throw faultOf(problem('BAD_USER_INPUT', '`after` is no cursor of this stream.', { details: { field: ['after'] } }))
}

interface Following<Entry extends Placed, Args> {
  readonly args: Args
  readonly log: FollowedLog<Entry>
  readonly from: Had
  readonly signal: OpeningPart['signal']
}

async function* stepsOf<Entry extends Placed, Args extends StreamArguments>(
  source: StreamSource<Entry, Args>,
  { args, log, from, signal }: Following<Entry, Args>,
): AsyncGenerator<StreamStep> {
  const wants = source.wants(args)
  const isHad = ({ place, part = '' }: Placed) => place === from.place && part <= from.part
  const sending =
    (at: Had, shown: object = {}) =>
    (context: GraphContext) =>
      withCursor(context, source.name, { at, shown })
  const mark = (at: Had): StreamStep => ({ show: async (context) => sending(at)(context) })
  if (args.marks === true) yield mark(from)
  // What shares the place of a cursor may not have been sent.
  let place = from.part === allParts ? from.place : from.place - 1
  let told = from.place
  for (;;) {
    const piece = await log.next(place, { waitMs: idleMs, signal })
    if (piece === null) throw faultOf(forgotten)
    const wanted = piece.entries.filter((entry) => !isHad(entry) && wants(entry))
    for (const entry of wanted) {
      yield {
        async show(context) {
          const shown = await source.show(context, entry, args)
          if (shown === null) return null
          told = entry.place
          return sending({ place: entry.place, part: entry.part ?? '' }, shown)(context)
        },
      }
    }
    const isMarked = args.marks === true && piece.upTo === place && told < place
    place = piece.upTo
    if (isMarked) told = place
    if (isMarked) yield mark({ place, part: allParts })
    else if (wanted.length === 0) yield nothing
  }
}

/** Nothing to send; whoever listens is looked at all the same. */
const nothing: StreamStep = { show: null }

const forgotten = problem(
  'BAD_USER_INPUT',
  'What came after `after` is forgotten in part: read the list anew, and follow without it.',
  { details: { field: ['after'], reason: 'CURSOR_TOO_OLD' } },
)

function withCursor(
  { cursors }: GraphContext,
  name: string,
  { at: { place, part }, shown }: { readonly at: Had; readonly shown: object },
): object {
  // A part is no uid, but it takes that place in a cursor, which nobody reads but this file.
  const key: PageKey = { key: place, uid: part as Uid }
  return { ...shown, cursor: cursors.encode(scopeOf(name), key) }
}

function scopeOf(name: string): string {
  return `stream:${name}`
}
