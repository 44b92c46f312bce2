import { Fault } from '../../kernel/problem.ts'
import type { ConnectorEffects } from '../effects.ts'
import { type ConformanceCheck, demand, failureOf, type Session, withSession } from './check.ts'
import type { ConformanceSubject, KnownPlace } from './subject.ts'

/** Demands on a tool in which changes are carried out. None where the subject names no places. */
export function effectChecks(subject: ConformanceSubject): readonly ConformanceCheck[] {
  const { effects: places = [] } = subject.known
  if (places.length === 0) return []
  const check = (name: string, verify: (given: Given) => Promise<void>): ConformanceCheck => ({
    name: `effects: ${name}`,
    run: () =>
      withSession(subject, async (session) => {
        const { effects } = session.connector
        demand(effects !== undefined, 'A tool that takes changes must have effects.')
        for (const known of places) await verify({ ...session, effects, known })
      }),
  })
  return [
    check('a place holds what was put there last, until it is emptied', demandLastPut),
    check('a change is sent once', demandOnce),
    check('a model or version that is not there is NOT_FOUND', demandNotFound),
  ]
}

interface Given extends Session {
  readonly effects: ConnectorEffects
  readonly known: KnownPlace
}

async function demandLastPut({ effects, known: { place, values }, call }: Given): Promise<void> {
  for (const value of [...values, values[1], null, null]) {
    await effects.put(place, value, call)
    demand((await effects.observe(place, call)) === value, 'observe must tell what was put last, and null for nothing.')
  }
}

/** A change may be several calls of the tool's own protocol, but each is made once. */
async function demandOnce({ effects, known: { place, values }, host, call }: Given): Promise<void> {
  const before = host.calls.length
  await effects.put(place, values[0], call)
  const sent = host.calls.slice(before).filter(({ method }) => method !== 'GET' && method !== 'HEAD')
  const routes = sent.map(({ method, path }) => `${method} ${path}`)
  demand(
    routes.length > 0 && new Set(routes).size === routes.length,
    'put must reach the tool, and send a change once.',
  )
  await effects.put(place, null, call)
}

async function demandNotFound({ effects, known: { missing, values }, call }: Given): Promise<void> {
  const message = 'A model or version that is not there must be a Fault NOT_FOUND that is not retryable.'
  for (const work of [() => effects.observe(missing, call), () => effects.put(missing, values[0], call)]) {
    const error = await failureOf(work(), message)
    demand(error instanceof Fault && error.code === 'NOT_FOUND' && !error.retryable, message)
  }
}
