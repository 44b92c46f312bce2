import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { type Role, roles } from '../access/index.ts'
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

/** Everything that one person can use at once: an auditor never writes, and only the gateway itself executes. */
const demoRoles = roles.filter((role) => role !== 'auditor' && role !== 'effect-executor')

const dayMs = 24 * 60 * 60 * 1000

/** Makes the demo's principals and asks the demo's question over HTTP, as any client would. */
export async function ask(gateway: Gateway, url: string): Promise<DemoAnswer> {
  const made = await gateway.tokens.create({
    principalName: 'admin',
    roles: demoRoles,
    clearance: 4,
    lifetimeMs: dayMs,
  })
  const answer = await completeAnswer(() => post(url, made.token, { query: question }))
  const others = [
    await makeAnalyst(gateway, url, made.token),
    await makeOne(gateway, { name: 'auditor', role: 'auditor' }),
    // The demo's models decide on people, and nobody judges a risk above their clearance.
    await makeOne(gateway, { name: 'reviewer', role: 'business-owner', clearance: 3 }),
  ]
  return {
    url,
    principals: [{ name: made.row.principalName, roles: made.row.roles, token: made.token }, ...others],
    sources: gateway.sources
      .all()
      .filter(({ capabilities }) => capabilities.length > 0)
      .map(({ id, kind, url: address }) => ({ id, kind, url: address })),
    question,
    answer,
  }
}

const answered = z.object({
  data: z.object({
    lineage: z.object({ complete: z.boolean() }),
    modelVersion: z.object({ servedBy: z.array(z.unknown()) }),
  }),
  errors: z.undefined().optional(),
})

/**
 * A gateway that has just started says that its answers are not complete yet, and on a busy machine that a tool did not
 * answer in time. Elsewhere it has met every model within seconds.
 */
const patienceMs = 120_000
const pauseMs = 250

async function completeAnswer(ask: () => Promise<unknown>): Promise<unknown> {
  const until = performance.now() + patienceMs
  let wasComplete = false
  for (;;) {
    const answer = await ask()
    const parsed = answered.safeParse(answer)
    const isLast = performance.now() > until
    // The demo's champion is served: where nobody has compared its files yet, the answer is still to come.
    const isComplete =
      parsed.success && parsed.data.data.lineage.complete && parsed.data.data.modelVersion.servedBy.length > 0
    // The parts of an answer are read side by side, so only what follows a complete one has nothing from before it.
    if (parsed.success && (isLast || (isComplete && wasComplete))) return answer
    wasComplete = isComplete
    if (isLast) throw new Error(`The demo's question was not answered: ${JSON.stringify(answer)}`)
    await sleep(pauseMs)
  }
}

const team = 'metabolic'

const grantRole = `mutation ($input: GrantInput!) { grant(input: $input) { grant { id } userErrors { message } } }`

const granted = z.object({ data: z.object({ grant: z.object({ userErrors: z.array(z.unknown()).length(0) }) }) })

/** Somebody of one team, who sees that team's models and nothing else: by a grant, made as any steward makes it. */
async function makeAnalyst(gateway: Gateway, url: string, steward: string): Promise<DemoPrincipal> {
  const name = `${team}-analyst`
  const made = await gateway.tokens.create({ principalName: name, roles: [], teams: [team], lifetimeMs: dayMs })
  const input = {
    holder: { type: 'TEAM', id: team },
    role: 'VIEWER',
    scope: { type: 'TEAM', id: team },
    expiresAt: new Date(Date.now() + dayMs).toISOString(),
    reason: 'The demo shows what a team sees.',
  }
  const answer = await post(url, steward, { query: grantRole, variables: { input } })
  if (!granted.safeParse(answer).success) throw new Error(`The demo's grant was not made: ${JSON.stringify(answer)}`)
  return { name, roles: ['viewer'], token: made.token }
}

/** Somebody with one role: who reads the audit trail, or judges what others ask for. */
async function makeOne(
  gateway: Gateway,
  { name: principalName, role, clearance }: { readonly name: string; readonly role: Role; readonly clearance?: number },
): Promise<DemoPrincipal> {
  const cleared = clearance === undefined ? {} : { clearance }
  const made = await gateway.tokens.create({ principalName, roles: [role], lifetimeMs: dayMs, ...cleared })
  return { name: made.row.principalName, roles: made.row.roles, token: made.token }
}

async function post(url: string, token: string, request: object): Promise<unknown> {
  const reply = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(request),
  })
  return reply.json()
}
