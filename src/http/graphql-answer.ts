import { type ApolloServer, HeaderMap } from '@apollo/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { GraphContext } from '../graphql/index.ts'
import { invariant } from '../kernel/invariant.ts'

/** What Apollo Server answers. */
export interface GraphqlAnswer {
  readonly status: number
  readonly headers: HeaderMap
  readonly text: string
}

/**
 * Hands one request to Apollo Server. It takes the context as it is: a table from requests to contexts would keep every
 * answered request alive until the next full collection, and collecting those was a seventh of the time of a list. Of the
 * address only the query counts. See `docs/decisions/0010-planned-execution.md`.
 */
export async function answerGraphql(
  apollo: ApolloServer<GraphContext>,
  context: GraphContext,
  request: FastifyRequest,
): Promise<GraphqlAnswer> {
  const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: request.method,
      headers: headersOf(request),
      search: searchOf(request.url),
      body: request.body,
    },
    context: async () => context,
  })
  // The schema defers and streams nothing, so no answer comes in parts.
  invariant(body.kind === 'complete', 'Apollo answers in parts')
  return { status: status ?? 200, headers, text: body.string }
}

/** Sends an answer of Apollo Server. */
export function sendAnswer(reply: FastifyReply, { status, headers, text }: GraphqlAnswer): FastifyReply {
  for (const [name, value] of headers) void reply.header(name, value)
  return reply.code(status).send(bytesOf(text))
}

function headersOf({ headers }: FastifyRequest): HeaderMap {
  const map = new HeaderMap()
  for (const name in headers) {
    const value = headers[name]
    if (value !== undefined && value !== '') map.set(name, typeof value === 'string' ? value : value.join(', '))
  }
  return map
}

/** From the first question mark on, without a fragment; empty when there is none. */
function searchOf(url: string): string {
  const from = url.indexOf('?')
  if (from < 0) return ''
  const to = url.indexOf('#')
  return to < 0 ? url.slice(from) : url.slice(from, Math.max(from, to))
}

/** As bytes a text is copied once on its way to the socket; as a text it is joined with the head and encoded whole. */
function bytesOf(text: string): Buffer {
  // Each character takes one byte in UTF-8 only where all are ASCII, which Latin-1 writes as they are.
  return Buffer.from(text, Buffer.byteLength(text) === text.length ? 'latin1' : 'utf8')
}
