import type { LineageKey } from '../../kernel/lineage-key.ts'
import { timeText } from '../time-text.ts'
import type { AnswerRecording, AnswerTime, ReadObject } from './recording.ts'

/** A whole answer, written out but for what is another each time it is sent. Plain data. */
export interface KeptAnswer {
  /** The answer up to the end of `data`, before, between and after the times in that: one more than those. */
  readonly parts: readonly Uint8Array[]
  readonly times: readonly AnswerTime[]
  /** Paths that are null because the caller may not read them. */
  readonly masked: readonly string[]
  /** Objects of whose personal data it tells. */
  readonly read: readonly ReadObject[]
  /** What it cost to make. */
  readonly points: number
  readonly madeAt: number
  /** Change up to which it is known to be right. It only grows, as long as nothing of it is changed. */
  sequence: number
  readonly keys: ReadonlySet<LineageKey>
}

/** What can be sent again of an answer that was written; null when it cannot. */
export function keepAnswer({ basis, finished, text, times, read }: AnswerRecording): KeptAnswer | null {
  if (basis === null || finished === null || text === null) return null
  return {
    parts: text.parts.map((part) => Buffer.from(part)),
    times: text.order.flatMap((at) => times[at]?.time ?? []),
    masked: finished.masked,
    read,
    points: finished.points,
    madeAt: finished.now,
    ...basis,
  }
}

/** What an answer is sent with. */
export interface Sending {
  readonly now: number
  /** Moment to which each source is right; null or absent where it is not known. */
  readonly moments: ReadonlyMap<string, number | null>
  /** JSON of `extensions.cost`. */
  readonly cost: string
}

/** Parts from this length on are sent as they are kept; copying them is most of the work of sending an answer again. */
const ownPieceBytes = 4_096

/**
 * An answer as bytes, in the form that a fresh one has, right for the moment at which it is sent. In a few pieces, of which
 * some are those of the kept answer itself: nobody may change them.
 */
export function writeAnswer({ parts, times, masked }: KeptAnswer, sending: Sending): readonly Uint8Array[] {
  const pieces: Uint8Array[] = []
  let small: Uint8Array[] = []
  const join = () => {
    if (small.length > 0) pieces.push(Buffer.concat(small))
    small = []
  }
  for (const [at, part] of parts.entries()) {
    if (part.byteLength >= ownPieceBytes) {
      join()
      pieces.push(part)
    } else small.push(part)
    const time = times[at]
    if (time !== undefined) small.push(Buffer.from(textOf(time, sending), 'latin1'))
  }
  const held = masked.length === 0 ? '' : `"masked":${JSON.stringify(masked)},`
  small.push(Buffer.from(`,"extensions":{${held}"cost":${sending.cost}}}\n`))
  join()
  return pieces
}

function textOf(time: AnswerTime, { now, moments }: Sending): string {
  switch (time.kind) {
    case 'STATE':
      return '"HIT"'
    case 'AGE':
      return String(Math.max(0, now - time.since))
    case 'SOURCE_AS_OF': {
      const moment = moments.get(time.source) ?? null
      return moment === null ? 'null' : quoted(moment)
    }
    case 'SOURCE_LAG': {
      const moment = moments.get(time.source) ?? null
      return moment === null ? 'null' : String(Math.max(0, now - moment) / 1000)
    }
    case 'AS_OF':
      return quoted(Math.min(time.at ?? now, ...time.sources.flatMap((source) => moments.get(source) ?? [])))
  }
}

function quoted(moment: number): string {
  return `"${timeText(moment)}"`
}
