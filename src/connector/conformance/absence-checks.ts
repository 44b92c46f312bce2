import { setTimeout as sleep } from 'node:timers/promises'
import { Fault } from '../../kernel/problem.ts'
import { type ConformanceCheck, callUnder, configOf, demand, failureOf, type Session, withSession } from './check.ts'
import { outcomeOf } from './outcome.ts'
import type { ConformanceSubject } from './subject.ts'

/** How long a started tool may take until it answers again, cool-down of the breaker included. */
const returnMs = { total: 60_000, step: 100 }

/** What happens when the tool is away. None when the subject cannot stop it. */
export function absenceChecks(subject: ConformanceSubject): readonly ConformanceCheck[] {
  const { faults } = subject
  if (faults === undefined) return []
  const whileStopped = (work: (session: Session, error: unknown) => Promise<void>) =>
    withSession(subject, async (session) => {
      await faults.stop()
      try {
        const stopped = session.connector.probe(session.call)
        await work(session, await failureOf(stopped, 'A call to a tool that has been stopped must fail.'))
      } finally {
        await faults.start()
        await untilAnswered(subject)
      }
    })
  return [
    {
      name: 'a stopped tool is away and may be tried again',
      run: () => whileStopped(async (_session, error) => demandAway(error)),
    },
    {
      name: 'an error carries no address, credential or word of the tool',
      run: () => whileStopped(async (_session, error) => demandDiscretion(subject, error)),
    },
    {
      name: 'the tool is used again after it came back',
      run: () =>
        whileStopped(async (session) => {
          await faults.start()
          demand(await isBack(session), 'The same connector must work again once its tool is back.')
        }),
    },
  ]
}

function demandAway(error: unknown): void {
  const isAway = error instanceof Fault && (error.code === 'UPSTREAM_UNAVAILABLE' || error.code === 'UPSTREAM_TIMEOUT')
  demand(isAway, 'A tool that is away must be a Fault UPSTREAM_UNAVAILABLE or UPSTREAM_TIMEOUT.')
  demand(error.retryable, 'A tool that is away may be back later: the fault must be retryable.')
}

function demandDiscretion(subject: ConformanceSubject, error: unknown): void {
  demand(error instanceof Fault, 'A tool that is away must be a Fault: only that has words meant for the caller.')
  const shown = JSON.stringify([error.publicMessage, error.details ?? null])
  const url = subject.manifest.describeUrl(configOf(subject))
  const host = URL.canParse(url) ? new URL(url).host : ''
  const forbidden = [url, host, ...(subject.secrets ?? [])].filter((each) => each.length > 0)
  demand(
    !forbidden.some((each) => shown.includes(each)),
    'What a caller is shown must hold neither the address nor a credential.',
  )
  const cause: unknown = error.cause
  const isQuoted = cause instanceof Error && cause.message.length > 0 && shown.includes(cause.message)
  demand(
    !isQuoted && !/ECONN|ENOTFOUND|ENOENT|socket hang up|connect E/.test(shown),
    'What a caller is shown must not repeat the error of the tool or the system.',
  )
}

async function isBack({ connector }: Session): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < returnMs.total; waitedMs += returnMs.step) {
    const answer = await outcomeOf(connector.probe(callUnder(AbortSignal.timeout(returnMs.total))))
    if (!('error' in answer)) return true
    if (!(answer.error instanceof Fault && answer.error.retryable)) return false
    await sleep(returnMs.step)
  }
  return false
}

/** The next check must meet a running tool, whatever this one found. */
async function untilAnswered(subject: ConformanceSubject): Promise<void> {
  await withSession(subject, isBack)
}
