import type { Principal, Rights } from '../../access/index.ts'
import type { CiReport, CiStore, EvidenceNews, Producer } from '../../evidence/index.ts'
import type { Actor, RequestOrigin } from '../../kernel/actor.ts'
import { type Outcome, refuse, succeed } from '../../kernel/outcome.ts'
import { type Problem, problem } from '../../kernel/problem.ts'
import { type DraftWish, readReport } from './read-report.ts'

/** Who reports, and how the request came. */
export interface CiSender {
  readonly principal: Principal
  readonly actor: Actor
  readonly origin: RequestOrigin
}

/** What taking reports needs. */
export interface CiPorts {
  readonly store: Pick<CiStore, 'take'>
  readonly producers: readonly Producer[]
  readonly rights: Pick<Rights, 'permits'>
  readonly now: () => number
  /** Drafts a request as the sender's own, by the sender's own rights; the same draft again is the first one. */
  draft(sender: CiSender, wish: DraftWish, report: CiReport, signal: AbortSignal): Promise<Outcome<DraftedRequest>>
  /** Records that somebody was refused. */
  denied(sender: CiSender, commit: string): Promise<void>
  /** Told of what has changed; must not wait. */
  onNews(news: EvidenceNews): void
}

/** A request that was drafted. */
export interface DraftedRequest {
  /** Its global id. */
  readonly id: string
  readonly state: string
}

/** What came of a report. What it says of checks counts also where the draft is refused. */
export interface CiOutcome {
  /** Checks that are another way than they were. */
  readonly changed: number
  readonly request: DraftedRequest | null
  readonly refusal: Problem | null
}

/** Name of the gate that reports are for. */
const gate = 'ci-status'

/**
 * Takes one report in, and drafts the request that it asks for. Sending it again, or later than a newer one, changes
 * nothing. Refuses with BAD_USER_INPUT, FORBIDDEN for whoever is no producer of it, and CONFLICT where a commit has too many
 * checks. Throws the store's `Fault`.
 */
export async function receiveReport(
  ports: CiPorts,
  sender: CiSender,
  { body, signal }: { readonly body: unknown; readonly signal: AbortSignal },
): Promise<Outcome<CiOutcome>> {
  const now = ports.now()
  const read = readReport(body, now)
  if (!read.ok) return read
  const { report, draft } = read.value
  const producer = ports.producers.find(
    ({ principal, gates }) => principal === sender.principal.id && gates.includes(gate),
  )
  if (producer === undefined || !(await ports.rights.permits(sender.principal, 'ci:report'))) {
    await ports.denied(sender, report.commit)
    return refuse(producer === undefined ? notNamed : forbidden)
  }
  const changed = await ports.store.take(report, { producer, by: sender.actor, now })
  if (changed === null) return refuse(tooMany)
  if (changed > 0) ports.onNews({ gate, version: null, commit: report.commit })
  const drafted = draft === null ? null : await ports.draft(sender, draft, report, signal)
  if (drafted === null) return succeed({ changed, request: null, refusal: null })
  return succeed({
    changed,
    ...(drafted.ok ? { request: drafted.value, refusal: null } : { request: null, refusal: drafted.problem }),
  })
}

const notNamed = problem('FORBIDDEN', `The configuration names nobody like you as a producer of ${gate}.`)
const forbidden = problem('FORBIDDEN', 'This needs the right `ci:report`.')
const tooMany = problem('CONFLICT', 'The commit has too many checks already; let names of checks stay the same.')
