import type { Scheduler } from '../catalog/index.ts'
import type { CallContext } from '../connector/contract.ts'
import { lineageKeyOf } from '../kernel/lineage-key.ts'
import { Fault } from '../kernel/problem.ts'
import {
  type LineageStatement,
  type LineageStatements,
  type ServingLink,
  type StatedEdge,
  servingConfidence,
} from '../lineage/index.ts'
import { speakerOf } from '../persistence/lineage/end-objects.ts'
import type { Logger } from '../telemetry/index.ts'
import { createRounds } from './rounds.ts'
import { type ServedDeployment, type ServingPorts, servedNow } from './serving.ts'

/** What saying what is served takes. */
export interface ServingStatementPorts extends ServingPorts {
  readonly lineage: LineageStatements
}

/** Keeps the lineage index told of which versions run where. */
export interface ServingStatements {
  start(): void
  stop(): Promise<void>
  /** Looks again soon: something was crawled or learnt that may tie a deployment to a version. */
  request(): void
}

/** Requests within this are one look. */
const soonMs = 200

/** Without any request: what other processes crawl or learn is no request here. */
const everyMs = 60_000

/** Bytes are compared in the background, so this may take longer than a query. */
const limits = { bytesMax: 64 * 1024 * 1024, timeMsMax: 10_000, filesMax: 2_000 }

/** Makes it. One look at a time. */
export function createServingStatements(
  ports: ServingStatementPorts,
  scheduler: Scheduler,
  log: Pick<Logger, 'warn'>,
): ServingStatements {
  const rounds = createRounds({
    scheduler,
    firstMs: soonMs,
    async round(signal) {
      await stateServing(ports, { signal, requestId: 'serving-statements' })
      return everyMs
    },
    onFailed(error) {
      log.warn({ err: error instanceof Fault ? error.message : error }, 'noting what is served failed')
      return everyMs
    },
  })
  return { start: () => rounds.start(), stop: () => rounds.stop(), request: () => rounds.bringForward(soonMs) }
}

/**
 * States for every deployment that its server tells of which versions it serves. Nothing is stated of one whose server
 * did not answer, or of which nothing is known yet: what was known of it stays.
 */
export async function stateServing(ports: ServingStatementPorts, call: CallContext): Promise<void> {
  const deployments = await servedNow(ports, limits, call)
  const told = deployments.filter(({ isOpen, links }) => !isOpen || links.length > 0)
  await ports.lineage.state(told.map(statementOf))
}

function statementOf({ deployment: { object, observedAt }, links }: ServedDeployment): LineageStatement {
  const facts = { source: object.source, sender: null, nodes: [] }
  return { ...facts, statedBy: speakerOf('serving', object.uid), observedAt, edges: links.map(edgeOf) }
}

function edgeOf({ version, deployment, match }: ServingLink): StatedEdge {
  return {
    from: lineageKeyOf(version),
    to: lineageKeyOf(deployment),
    kind: 'SERVED_BY',
    confidence: servingConfidence(match),
    validFrom: null,
    validTo: null,
    basis: 'SEEN',
  }
}
