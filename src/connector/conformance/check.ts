import type { CallContext, Capability, Connector } from '../contract.ts'
import { memberOf } from '../live-members.ts'
import type { ConformanceSubject, ObservedHost } from './subject.ts'

/** One named demand of the contract. */
export interface ConformanceCheck {
  readonly name: string
  /** Absent for what every connector must do. */
  readonly capability?: Capability
  /** Rejects with {@link ConformanceError} when the connector does not meet it. */
  run(): Promise<void>
}

/** A connector breaks the contract; the message says what the contract demands. */
export class ConformanceError extends Error {
  override readonly name = 'ConformanceError'
}

/** Throws {@link ConformanceError} with the demand unless it is met. */
export function demand(isMet: boolean, message: string): asserts isMet {
  if (!isMet) throw new ConformanceError(message)
}

/** A fresh connector with its host, as one check uses it. */
export interface Session {
  readonly connector: Connector
  readonly host: ObservedHost
  /** For calls that must end by themselves. */
  readonly call: CallContext
}

/** No call of a check takes longer, whatever the connector does with it. */
const checkTimeoutMs = 30_000

/** A call context under a signal. */
export function callUnder(signal: AbortSignal): CallContext {
  return { signal, requestId: 'conformance' }
}

/** The accepted config of a subject. */
export function configOf(subject: ConformanceSubject): unknown {
  const parsed = subject.manifest.config.safeParse(subject.config)
  demand(parsed.success, 'The manifest must accept the config that its author calls valid.')
  return parsed.data
}

/** Runs work on a fresh connector and closes it, whatever happened. */
export async function withSession<Result>(
  subject: ConformanceSubject,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const host = subject.host()
  const connector = subject.manifest.connect(configOf(subject), host)
  try {
    return await work({ connector, host, call: callUnder(AbortSignal.timeout(checkTimeoutMs)) })
  } finally {
    await connector.close()
    await host.close()
  }
}

/** Makes the checks of one capability: each gets a fresh session, the capability's member and its known content. */
export function capabilityChecks<Kind extends Capability, Known>(
  subject: ConformanceSubject,
  capability: Kind,
  known: Known | undefined,
) {
  type Member = NonNullable<Connector[(typeof memberOf)[Kind]]>
  return (
    name: string,
    verify: (given: Session & { readonly member: Member; readonly known: Known }) => Promise<void>,
  ): ConformanceCheck => ({
    name: `${capability}: ${name}`,
    capability,
    run: () =>
      withSession(subject, async (session) => {
        const member = session.connector[memberOf[capability]]
        demand(known !== undefined, `The subject must say what its author put into the tool for ${capability}.`)
        demand(member !== undefined, `A connector that declares ${capability} must have ${memberOf[capability]}.`)
        await verify({ ...session, member, known })
      }),
  })
}

/** How a call failed; a demand is broken when it did not. */
export async function failureOf(work: Promise<unknown>, message: string): Promise<unknown> {
  const outcome = await work.then(
    () => ({ failed: false as const }),
    (error: unknown) => ({ failed: true as const, error }),
  )
  demand(outcome.failed, message)
  return outcome.error
}

/** Deep equality of plain data. */
export function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right)
}
