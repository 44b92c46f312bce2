import type { StreamName } from '../connector/contract.ts'
import type { StreamProgress } from './types.ts'

/**
 * How thorough a turn is. `CHANGES` reads what changed; `DELETIONS` also reads the small streams of names in full, where
 * people delete and re-create; `EVERYTHING` reads all streams in full.
 */
export type Thoroughness = 'CHANGES' | 'DELETIONS' | 'EVERYTHING'

/** What a turn does with one stream. */
export interface CrawlPlan {
  readonly mode: 'FULL' | 'DELTA'
  /** Where the tool is asked to go on; null to begin. */
  readonly cursor: string | null
  readonly generation: number
  /** When this crawl began, perhaps in another process: what it vouches for is as old as that. */
  readonly beganAt: number
  readonly processed: number
}

/** Streams that even a large installation reads in seconds, unlike its runs. */
const smallStreams: ReadonlySet<StreamName> = new Set(['models', 'versions', 'experiments', 'deployments', 'datasets'])

/** Decides how a stream is read now, from how it stands. A crawl that was broken off goes on where it stopped. */
export function planCrawl(
  progress: StreamProgress,
  turn: {
    readonly stream: StreamName
    readonly thoroughness: Thoroughness
    readonly now: number
    readonly fullIntervalMs: number
  },
): CrawlPlan {
  const isFullWanted =
    turn.thoroughness === 'EVERYTHING' || (turn.thoroughness === 'DELETIONS' && smallStreams.has(turn.stream))
  const place = readPlace(progress.cursor)
  if (place !== null && progress.mode !== null && (progress.mode === 'FULL' || !isFullWanted)) {
    return {
      mode: progress.mode,
      cursor: place.cursor,
      generation: progress.generation,
      beganAt: place.beganAt,
      processed: progress.processed,
    }
  }
  const isFullDue = progress.fullAsOf === null || turn.now - progress.fullAsOf >= turn.fullIntervalMs
  if (isFullWanted || isFullDue || progress.nextCursor === null) {
    return { mode: 'FULL', cursor: null, generation: progress.generation + 1, beganAt: turn.now, processed: 0 }
  }
  return {
    mode: 'DELTA',
    cursor: progress.nextCursor,
    generation: progress.generation,
    beganAt: turn.now,
    processed: 0,
  }
}

/** The saved place of a crawl under way: the tool's own cursor, and when the crawl began. */
export function writePlace(place: { readonly beganAt: number; readonly cursor: string }): string {
  return `${place.beganAt}:${place.cursor}`
}

/** Reads what {@link writePlace} wrote; null when there is none. */
export function readPlace(text: string | null): { readonly beganAt: number; readonly cursor: string } | null {
  const match = text === null ? null : /^(\d+):([\s\S]*)$/.exec(text)
  return match === null ? null : { beganAt: Number(match[1]), cursor: match[2] ?? '' }
}
