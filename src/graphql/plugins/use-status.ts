import type { ApolloServerPlugin } from '@apollo/server'
import type { FormattedExecutionResult } from 'graphql'
import { answerType } from '../answer-type.ts'
import type { GraphContext } from '../context.ts'
import { subscriptionReason } from './use-admission.ts'

/** How a request ended, for the metrics. */
export type RequestOutcome = 'ok' | 'partial' | 'error'

/** Told once for every request that is answered at once. */
export type ObserveRequest = (outcome: RequestOutcome, seconds: number) => void

/**
 * Sets the HTTP status: 504 when no data came in time at all, any data is 200; a refused document is 400 for a client
 * that takes `application/graphql-response+json` and 200 for others (GraphQL over HTTP, section 6.4).
 */
export function useStatus(observe: ObserveRequest): ApolloServerPlugin<GraphContext> {
  return {
    async requestDidStart() {
      const startedAt = performance.now()
      return {
        async willSendResponse({ request, response, contextValue }) {
          if (response.body.kind !== 'single') return
          const result = response.body.singleResult
          const status = response.http.status ?? 200
          const isLegacy = answerType(request.http?.headers.get('accept')) !== 'application/graphql-response+json'
          if (isOutOfTime(result)) response.http.status = 504
          else if (status === 400 && isLegacy && isRefusedQuery(result)) response.http.status = 200
          else if (status === 200 && !isLegacy && !('data' in result)) response.http.status = 400
          // An event is no request; streams are counted by themselves.
          if (contextValue.stream === null) observe(outcomeOf(result), (performance.now() - startedAt) / 1000)
        },
      }
    },
  }
}

const requestReasons: ReadonlySet<unknown> = new Set(['BAD_REQUEST', subscriptionReason])

const outOfTime: ReadonlySet<unknown> = new Set(['DEADLINE_EXCEEDED', 'UPSTREAM_TIMEOUT'])

function isOutOfTime(result: FormattedExecutionResult): boolean {
  return !hasData(result) && (result.errors ?? []).some(({ extensions }) => outOfTime.has(extensions?.['code']))
}

function hasData({ data }: FormattedExecutionResult): boolean {
  return Object.values(data ?? {}).some((value) => value !== null)
}

/** What was refused as a query, and not as a request or for its size, which stays 4xx for every client. */
function isRefusedQuery({ errors }: FormattedExecutionResult): boolean {
  return (errors ?? []).every(
    ({ extensions }) => extensions?.['code'] === 'BAD_USER_INPUT' && !requestReasons.has(extensions['reason']),
  )
}

function outcomeOf(result: FormattedExecutionResult): RequestOutcome {
  if (result.errors === undefined) return 'ok'
  return hasData(result) ? 'partial' : 'error'
}
