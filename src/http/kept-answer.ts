import type { OutgoingHttpHeaders } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  type AuditService,
  answerType,
  costTold,
  entryPoints,
  type KeptAnswer,
  type KeptAnswers,
  type ObserveRequest,
} from '../graphql/index.ts'
import { callerOf, originOf } from './authenticate.ts'

/** What sending an answer again needs. */
export interface KeptAnswerParts {
  readonly answers: KeptAnswers
  readonly audit: Pick<AuditService, 'readFor'>
  readonly limits: { readonly costPerRequest: number }
  readonly observeGraphql: ObserveRequest
  readonly now: () => number
}

/**
 * Sends an answer again, to a caller who has been let in and may have it: as a fresh one would be sent, with what is true
 * of this moment, and noted like one. It costs what any request costs at least, which was taken as it arrived.
 */
export async function sendKept(
  parts: KeptAnswerParts,
  answer: KeptAnswer,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): Promise<FastifyReply> {
  const { answers, audit, limits, now } = parts
  const principal = callerOf(request)
  const budget = { cost: entryPoints, state: request.budget, requestLimit: limits.costPerRequest }
  const pieces = await answers.write(answer, JSON.stringify(costTold(budget, now())))
  if (principal.purpose !== undefined && answer.read.length > 0) {
    const caller = { principal, origin: originOf(request) }
    for (const object of answer.read) audit.readFor(caller, principal.purpose, object)
  }
  parts.observeGraphql('ok', reply.elapsedTime / 1000)
  const type = answerType(request.headers.accept) ?? 'application/json'
  return sendPieces(reply.header('content-type', `${type}; charset=utf-8`), pieces)
}

/** Sends bytes without putting them together: an answer of 200 nodes would be copied whole each time. */
function sendPieces(reply: FastifyReply, pieces: readonly Uint8Array[]): FastifyReply {
  const { raw } = reply.hijack()
  const length = pieces.reduce((sum, { byteLength }) => sum + byteLength, 0)
  const headers: OutgoingHttpHeaders = { 'content-length': length }
  for (const [name, value] of Object.entries(reply.getHeaders())) headers[name] = value
  // So that head and body leave in one write.
  raw.cork()
  raw.writeHead(200, headers)
  for (const piece of pieces) raw.write(piece)
  raw.end()
  return reply
}
