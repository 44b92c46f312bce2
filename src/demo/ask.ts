import type { Gateway } from '../compose.ts'
import { question } from './question.ts'

/** One principal of the demo, with its token. */
export interface DemoPrincipal {
  readonly name: string
  readonly roles: readonly string[]
  readonly token: string
}

/** What the demo has to show. */
export interface DemoAnswer {
  readonly url: string
  readonly principals: readonly DemoPrincipal[]
  readonly sources: readonly { readonly id: string; readonly kind: string; readonly url: string }[]
  readonly question: string
  readonly answer: unknown
}

/** Makes the demo's principal and asks the demo's question over HTTP, as any client would. */
export async function ask(gateway: Gateway, url: string): Promise<DemoAnswer> {
  const made = await gateway.tokens.create({
    principalName: 'admin',
    roles: ['administrator'],
    lifetimeMs: 24 * 60 * 60 * 1000,
  })
  const reply = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${made.token}` },
    body: JSON.stringify({ query: question }),
  })
  const answer: unknown = await reply.json()
  assertAnswered(answer)
  return {
    url,
    principals: [{ name: made.row.principalName, roles: made.row.roles, token: made.token }],
    sources: gateway.sources.all().map(({ id, kind, url: address }) => ({ id, kind, url: address })),
    question,
    answer,
  }
}

function assertAnswered(answer: unknown): void {
  if (answer !== null && typeof answer === 'object' && !('errors' in answer) && 'data' in answer) return
  throw new Error(`The demo's question was not answered: ${JSON.stringify(answer)}`)
}
