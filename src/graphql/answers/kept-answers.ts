import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { canonicalJson, type JsonValue } from '../../kernel/canonical-json.ts'
import { Fault } from '../../kernel/problem.ts'
import type { Copies, Flights, LineageChanges } from '../../lineage/cache-ports.ts'
import { type KeptAnswer, writeAnswer } from './kept-answer.ts'
import { createLineageDocuments } from './lineage-documents.ts'

/** What whole answers are kept with. */
export interface KeptAnswerParts {
  readonly copies: Copies<KeptAnswer>
  readonly changes: LineageChanges
  readonly flights: Flights
  /** Everything beside a request that its answer follows from: the version, the schema, the configuration. */
  readonly installation: string
  /** Equal while every source is in the same state. */
  readonly health: () => string
  /** Moment to which each of the sources is right now. */
  readonly moments: (sources: readonly string[]) => Promise<ReadonlyMap<string, number | null>>
  /** Told how each look went, and how long ago what was found was made. */
  readonly observe: (result: 'hit' | 'miss' | 'outdated', ageMs: number) => void
  /** Points that one request may cost: what is dearer now was allowed when it was made. */
  readonly costPerRequest: number
  readonly now: () => number
}

/** How an answer is made that is not kept. */
export interface FreshAnswer<Fresh> {
  /** Makes it; `kept` is what of it can be sent again. */
  make(): Promise<{ readonly fresh: Fresh; readonly kept: KeptAnswer | null }>
  /** Ends waiting for others who make the same. */
  readonly signal: AbortSignal
}

/** An answer that was made and not kept before. */
export interface Made<Fresh> {
  readonly fresh: Fresh
}

/**
 * Whole answers to operations that ask for lineage alone. One is sent again while nothing in it has changed, to whoever
 * has the same rights: looking that up, and the token, is left to each request. Nothing here ever throws but what making
 * an answer throws.
 */
export interface KeptAnswers {
  /** What the answer to a request is kept by; null for one whose answer is not kept. */
  keyOf(body: unknown, fingerprint: string): string | null
  /** An answer that is right now. */
  find(key: string): Promise<KeptAnswer | null>
  /** Makes an answer once for all who ask for it at the same time, here and on other replicas. */
  join<Fresh>(key: string, plan: FreshAnswer<Fresh>): Promise<KeptAnswer | Made<Fresh>>
  /** An answer as bytes, in pieces; `cost` is the JSON of `extensions.cost`. */
  write(answer: KeptAnswer, cost: string): Promise<readonly Uint8Array[]>
}

/** Questions of which it is remembered that their answers cannot be kept, so that nobody waits for one; and for how long. */
const unkeptMax = 1_000
const unkeptMs = 10_000

/** Another form of answers needs another number. */
const formVersion = 2

/** Makes the keeper of whole answers. */
export function createKeptAnswers(parts: KeptAnswerParts): KeptAnswers {
  const { copies, changes, flights, observe, now } = parts
  const isKeepable = createLineageDocuments()
  const unkept = new LRUCache<string, true>({ max: unkeptMax, ttl: unkeptMs })
  const look = async (key: string): Promise<KeptAnswer | 'miss' | 'outdated'> => {
    const answer = await copies.get(key)
    if (answer === null || answer.points > parts.costPerRequest) return 'miss'
    const sequence = await vouchedTo(changes, answer)
    if (sequence === null) return 'outdated'
    // So that the next look need not look that far back.
    answer.sequence = sequence
    return answer
  }
  return {
    keyOf(body, fingerprint) {
      const asked = askedIn(body)
      if (asked === null || !isKeepable(asked)) return null
      const variables = textOf(asked.variables)
      if (variables === null) return null
      const { query, operationName } = asked
      const all = [formVersion, parts.installation, fingerprint, parts.health(), query, operationName, variables]
      return hash('sha256', JSON.stringify(all), 'base64url')
    },
    async find(key) {
      const found = await look(key)
      observe(typeof found === 'string' ? found : 'hit', typeof found === 'string' ? 0 : now() - found.madeAt)
      return typeof found === 'string' ? null : found
    },
    async join<Fresh>(key: string, { make, signal }: FreshAnswer<Fresh>) {
      const find = async (): Promise<KeptAnswer | Made<Fresh> | null> => {
        const found = await look(key)
        return typeof found === 'string' ? null : found
      }
      const makeAndKeep = async (): Promise<KeptAnswer | Made<Fresh>> => {
        const { fresh, kept } = await make()
        if (kept === null) unkept.set(key, true)
        else await copies.set(key, kept)
        return { fresh }
      }
      return unkept.has(key) ? makeAndKeep() : flights.join(key, { find, make: makeAndKeep, signal })
    },
    async write(answer, cost) {
      const sources = answer.times.flatMap((time) =>
        'source' in time ? time.source : 'sources' in time ? time.sources : [],
      )
      const moments = sources.length === 0 ? new Map<string, null>() : await parts.moments([...new Set(sources)])
      return writeAnswer(answer, { now: now(), moments, cost })
    },
  }
}

async function vouchedTo(changes: LineageChanges, { sequence, keys }: KeptAnswer): Promise<number | null> {
  try {
    return await changes.vouchedTo({ sequence, keys })
  } catch (error) {
    // Without the store nobody can tell whether it is right; whoever makes it anew says what is wrong.
    if (error instanceof Fault) return null
    throw error
  }
}

interface Asked {
  readonly query: string
  readonly operationName: string | null
  readonly variables: Readonly<Record<string, unknown>>
}

/** What a body asks; null for every other form than the plain one. */
function askedIn(body: unknown): Asked | null {
  if (typeof body !== 'object' || body === null) return null
  const {
    query,
    operationName = null,
    variables = null,
    extensions = null,
  }: Readonly<Record<string, unknown>> = { ...body }
  if (typeof query !== 'string' || extensions !== null) return null
  if (operationName !== null && typeof operationName !== 'string') return null
  if (typeof variables !== 'object' || Array.isArray(variables)) return null
  return { query, operationName, variables: { ...variables } }
}

function textOf(variables: Readonly<Record<string, unknown>>): string | null {
  try {
    // They were read from JSON.
    return canonicalJson(variables as JsonValue)
  } catch {
    // So deeply nested that the stack does not hold them: no answer hangs on that.
    return null
  }
}
