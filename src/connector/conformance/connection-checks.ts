import { Fault } from '../../kernel/problem.ts'
import { type ConformanceCheck, callUnder, configOf, demand, failureOf, withSession } from './check.ts'
import type { ConformanceSubject } from './subject.ts'
import { settleEventLoop, watchSockets } from './watch-sockets.ts'

/** How the connector begins, calls and ends. */
export function connectionChecks(subject: ConformanceSubject): readonly ConformanceCheck[] {
  return [
    { name: 'connecting opens no connection', run: () => demandQuietConnect(subject) },
    { name: 'the probe reaches the tool', run: () => demandProbe(subject) },
    { name: 'a call whose caller gave up ends at once with UPSTREAM_TIMEOUT', run: () => demandPromptEnd(subject) },
    { name: 'closing ends every socket', run: () => demandClosedSockets(subject) },
  ]
}

async function demandQuietConnect(subject: ConformanceSubject): Promise<void> {
  const host = subject.host()
  const config = configOf(subject)
  const watch = watchSockets()
  try {
    const connector = watch.run(() => subject.manifest.connect(config, host))
    await settleEventLoop()
    demand(
      watch.connections === 0 && host.calls.length === 0,
      'connect must open no connection: a dead tool must not stop the start.',
    )
    await connector.close()
  } finally {
    watch.stop()
    await host.close()
  }
}

async function demandProbe(subject: ConformanceSubject): Promise<void> {
  const found = await withSession(subject, async ({ connector, call, host }) => {
    const watch = watchSockets()
    const answer = await watch.run(() => connector.probe(call)).finally(() => watch.stop())
    demand(
      host.calls.length + watch.connections + watch.otherCalls > 0,
      'probe must reach the tool, not answer from memory.',
    )
    return answer
  })
  const isText = (value: unknown) => value === null || (typeof value === 'string' && value !== '')
  demand(isText(found.version) && isText(found.detail), 'probe must give version and detail as text, or null.')
}

/** Long enough for any event loop, far too short for a deadline that the connector made up by itself. */
const promptMs = 1_000

async function demandPromptEnd(subject: ConformanceSubject): Promise<void> {
  await withSession(subject, async ({ connector }) => {
    const late = Promise.withResolvers<never>()
    const timer = setTimeout(() => late.reject(new Error('too late')), promptMs)
    try {
      const work = Promise.race([connector.probe(callUnder(AbortSignal.abort())), late.promise])
      const error = await failureOf(work, 'A call whose signal has fired must fail.')
      const isRight = error instanceof Fault && error.code === 'UPSTREAM_TIMEOUT'
      demand(isRight, 'A call whose caller gave up must end at once with a Fault UPSTREAM_TIMEOUT.')
    } finally {
      clearTimeout(timer)
    }
  })
}

async function demandClosedSockets(subject: ConformanceSubject): Promise<void> {
  const watch = watchSockets()
  try {
    await watch.run(() => withSession(subject, ({ connector, call }) => connector.probe(call)))
    demand((await watch.openSockets()) === 0, 'close must end every socket that the connector opened by itself.')
  } finally {
    watch.stop()
  }
}
