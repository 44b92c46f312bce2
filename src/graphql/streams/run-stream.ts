import { setTimeout } from 'node:timers/promises'
import type { ApolloServer } from '@apollo/server'
import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionResult,
  type FormattedExecutionResult,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql'
import type { BudgetState, RateLimiter } from '../../access/ports.ts'
import type { Principal } from '../../access/types.ts'
import { invariant } from '../../kernel/invariant.ts'
import { faultOf, problem } from '../../kernel/problem.ts'
import type { ApiLog, GraphContext } from '../context.ts'
import { presentErrors } from '../plugins/use-error-report.ts'
import { entryPoints } from '../rate-limit.ts'
import type { StreamStep } from './stream-field.ts'
import type { OpeningPart, StreamLogs, StreamPart } from './stream-part.ts'

/** What is asked for, as it came over whatever transport. */
export interface StreamRequest {
  readonly query: string
  readonly operationName?: string | null | undefined
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined
}

/** One result of a stream. */
export type StreamResult = FormattedExecutionResult

/** Whoever listens. */
export interface StreamListener {
  /** Who that is now; null once the token or session is not good any more. Throws a `Fault` when nobody can tell. */
  identify(): Promise<Principal | null>
  /** The context of one event or of the opening, by the rights of this moment. */
  contextOf(
    principal: Principal,
    given: { readonly stream: StreamPart; readonly arrival: BudgetState | null },
  ): Promise<GraphContext>
  readonly log: ApiLog
}

/** What streams are run with. */
export interface StreamParts {
  readonly apollo: ApolloServer<GraphContext>
  readonly limiter: RateLimiter
  readonly logs: StreamLogs
}

/** How an opening ended: with results to come, or with a refusal. */
export type OpenedStream =
  | {
      readonly ok: true
      readonly schema: GraphQLSchema
      readonly document: DocumentNode
      readonly results: AsyncGenerator<StreamResult, void, void>
    }
  | { readonly ok: false; readonly errors: readonly GraphQLFormattedError[] }

interface Opening {
  readonly listener: StreamListener
  readonly request: StreamRequest
  /** Aborted when nobody listens any more. */
  readonly signal: AbortSignal
  /** What the caller's budget said when the points of the arrival were taken. */
  readonly arrival: BudgetState | null
}

/**
 * Opens a stream. Its document passes through the same limits, admission and error report as a query does, now and at every
 * event. The results end when the listener is gone or may not listen any more, the last one telling why; they are made one
 * at a time, when they are asked for, so that a slow reader holds up nobody and nothing is kept for it.
 */
export async function openStream(parts: StreamParts, opening: Opening): Promise<OpenedStream> {
  const { listener, request, signal, arrival } = opening
  const principal = await listener.identify()
  if (principal === null) return refused([unauthenticated])
  const stream: OpeningPart = { phase: 'OPENING', logs: parts.logs, signal, opened: null }
  const context = await listener.contextOf(principal, { stream, arrival })
  return whileListening(context, signal, async () => {
    const result = await executed(parts, request, context)
    if (stream.opened === null) return refused(result.errors ?? [])
    const steps = await createSourceEventStream({
      ...stream.opened,
      contextValue: context,
      operationName: request.operationName ?? null,
      variableValues: request.variables ?? null,
    })
    if (!isIterable(steps)) return refused(presentErrors(context, steps.errors ?? []))
    // Made by a field of `Subscription`, each of which is a `streamField`.
    return { ok: true, ...stream.opened, results: resultsOf(parts, opening, steps as AsyncIterable<StreamStep>) }
  })
}

/** Gives up what is under way once nobody listens any more. */
async function whileListening<Result>(
  { deadline }: GraphContext,
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result> {
  const cancel = () => deadline.cancel()
  signal.addEventListener('abort', cancel, { once: true })
  try {
    return await work()
  } finally {
    signal.removeEventListener('abort', cancel)
    deadline.end()
  }
}

function isIterable(made: AsyncIterable<unknown> | ExecutionResult): made is AsyncIterable<unknown> {
  return Symbol.asyncIterator in made
}

function refused(errors: readonly GraphQLFormattedError[]): OpenedStream {
  return { ok: false, errors }
}

async function executed({ apollo }: StreamParts, asked: StreamRequest, contextValue: GraphContext) {
  const { query, operationName, variables } = asked
  const request = { query, ...(operationName == null ? {} : { operationName }), variables: { ...variables } }
  const { body } = await apollo.executeOperation(request, { contextValue })
  // The schema defers nothing, so no answer comes in parts.
  invariant(body.kind === 'single', 'Apollo answers in parts')
  return body.singleResult
}

async function* resultsOf(
  parts: StreamParts,
  opening: Opening,
  steps: AsyncIterable<StreamStep>,
): AsyncGenerator<StreamResult, void, void> {
  const { listener, signal } = opening
  try {
    for await (const step of steps) {
      const result = await resultOf(parts, opening, step)
      if (result === 'LOST') return yield { errors: [unauthenticated] }
      if (result !== null) yield result
    }
  } catch (error) {
    if (signal.aborted) return
    yield { errors: presentErrors(listener, [error]) }
  }
}

/** What comes of one step by the rights of this moment. A budget that is used up is waited for: nothing is skipped. */
async function resultOf(parts: StreamParts, opening: Opening, step: StreamStep): Promise<StreamResult | 'LOST' | null> {
  const { listener, signal } = opening
  for (;;) {
    const principal = await listener.identify()
    if (principal === null) return 'LOST'
    const { show } = step
    if (show === null) return null
    const stream = { phase: 'EVENT', event: {} } as const
    const context = await listener.contextOf(principal, { stream, arrival: null })
    const tried = await whileListening(context, signal, () => tryStep(parts, opening.request, { show, context }))
    if (tried === null || 'result' in tried) return tried?.result ?? null
    await setTimeout(tried.waitMs, undefined, { signal })
  }
}

async function tryStep(
  parts: StreamParts,
  request: StreamRequest,
  { show, context }: { readonly show: NonNullable<StreamStep['show']>; readonly context: GraphContext },
): Promise<{ readonly result: StreamResult } | { readonly waitMs: number } | null> {
  const event = await show(context)
  if (event === null) return null
  const arrival = await parts.limiter.take(context.principal.id, entryPoints)
  if (!arrival.allowed) return { waitMs: arrival.retryAfterMs }
  const budget = { ...context.budget, state: arrival }
  const result = await executed(parts, request, { ...context, budget, stream: { phase: 'EVENT', event } })
  const waitMs = retryAfterMs(result)
  return waitMs === null ? { result } : { waitMs }
}

/** How long to wait until the budget has room again; null for a result that was not refused for its want. */
function retryAfterMs({ data, errors = [] }: StreamResult): number | null {
  const [limited] = data == null ? errors.filter(({ extensions }) => extensions?.['code'] === 'RATE_LIMITED') : []
  const wait = limited?.extensions?.['retryAfterMs']
  return typeof wait === 'number' ? wait : null
}

const lost = faultOf(problem('UNAUTHENTICATED', 'The token or session is not good any more.'))

const unauthenticated: GraphQLFormattedError = {
  message: lost.publicMessage,
  extensions: { code: lost.code, retryable: false },
}
