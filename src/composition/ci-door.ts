import { createHash } from 'node:crypto'
import type { Rights } from '../access/index.ts'
import { actorOf } from '../audit/index.ts'
import type { EvidenceNews, Producer } from '../evidence/index.ts'
import type { CiReportDoor, ServicesFor } from '../http/index.ts'
import { type CiPorts, type DraftedRequest, receiveReport } from '../ingest/index.ts'
import { canonicalJson } from '../kernel/canonical-json.ts'
import type { Clock } from '../kernel/clock.ts'
import { toGlobalId } from '../kernel/ids.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { Fault, problem } from '../kernel/problem.ts'
import type { Metrics } from '../telemetry/index.ts'
import type { OpenStore } from './store.ts'

/** What the door for reports of CI is made of. */
export interface CiDoorParts {
  readonly store: Pick<OpenStore, 'ci' | 'audit'>
  readonly metrics: Pick<Metrics, 'ciReports'>
  readonly rights: Pick<Rights, 'permits'>
  readonly producers: readonly Producer[]
  readonly clock: Clock
  readonly servicesFor: ServicesFor
  readonly onNews: (news: EvidenceNews) => void
}

/** Wires the door for reports of CI. Opens nothing. */
export function openCiDoor({ store, metrics, servicesFor, clock, ...parts }: CiDoorParts): CiReportDoor {
  const ports: CiPorts = {
    ...parts,
    store: store.ci,
    now: () => clock.now(),
    draft: draftBy(servicesFor),
    denied: ({ actor }, commit) =>
      store.audit.audited.record([
        {
          type: 'gov.ci.denied.v1',
          actor,
          action: 'ci:report',
          resource: { type: 'Commit', id: commit },
          decision: 'DENY',
        },
      ]),
  }
  return {
    receive: ({ principal, origin }, asked) =>
      receiveReport(ports, { principal, origin, actor: actorOf(principal, origin) }, asked),
    observe: (outcome) => metrics.ciReports.inc({ outcome: outcome.toLowerCase() }),
  }
}

/** As the sender's own request, with the sender's own rights. One wish for one commit is drafted once. */
function draftBy(servicesFor: ServicesFor): CiPorts['draft'] {
  return async ({ principal, origin }, wish, { repository, commit }, signal): Promise<Outcome<DraftedRequest>> => {
    const content = canonicalJson([repository, commit, { ...wish }])
    const idempotencyKey = `ci-${createHash('sha256').update(content, 'utf8').digest('hex')}`
    const { approvals } = (await servicesFor(principal)).services(origin)
    const command = { action: 'PROMOTE', ...wish, notBefore: null, draft: true, idempotencyKey } as const
    try {
      const drafted = await approvals.request(command, { signal, requestId: origin.requestId })
      if (!drafted.ok) return drafted
      const { uid, state } = drafted.value.approval
      return succeed({ id: toGlobalId('ApprovalRequest', uid), state })
    } catch (error) {
      // The report is kept already; a tool that does not answer must not have it sent again for ever.
      if (!(error instanceof Fault)) throw error
      return refuse(problem(error.code, error.publicMessage))
    }
  }
}
