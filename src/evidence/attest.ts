import type { Principal } from '../access/index.ts'
import type { CallContext } from '../connector/contract.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Uid } from '../kernel/ids.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { type Problem, problem } from '../kernel/problem.ts'
import { evidenceKeyOf } from './evidence-key.ts'
import type { EvidenceNews, EvidenceStore } from './ports.ts'
import { readClaim } from './read-claim.ts'
import type { Evidence, EvidenceClaim, Producer } from './types.ts'

/** What somebody attests. */
export interface AttestCommand extends EvidenceClaim {
  /** The version, such as `models:/NAME/3`. */
  readonly ref: string
  readonly source: string | null
  /** Subject digest, or digest of the files, of the version that was looked at: hexadecimal. */
  readonly of: string
  readonly idempotencyKey: string | null
}

/** A version as its tools hold it now. */
export interface AttestedVersion {
  readonly uid: Uid
  readonly modelUid: Uid
  readonly subjectDigest: string
  readonly artifactDigest: string | null
  /** As its tools name them, such as `mlflow:ada`. */
  readonly authors: readonly string[]
}

/** What attesting needs, as one caller may use it. */
export interface AttestPorts {
  readonly store: Pick<EvidenceStore, 'add' | 'earlier'>
  readonly producers: readonly Producer[]
  readonly clock: Clock
  /** The version with this ref, if the caller sees it, read from its tools now. */
  version(ref: string, source: string | null, call: CallContext): Promise<Outcome<AttestedVersion>>
  /** Whether the policy in force lets the caller attest for a gate of this version. */
  mayAttest(version: AttestedVersion, gate: string): Promise<boolean>
  /** Whether a principal is one person with somebody whose work the version is. */
  isOwnWork(version: AttestedVersion, principal: string): Promise<boolean>
  /** Records that somebody was refused. */
  denied(code: Problem['code'], version: Uid | null, gate: string): Promise<void>
  /** Told of what was added; must not wait. */
  onNews(news: EvidenceNews): void
}

/** Who attests. */
export interface AttestCaller {
  readonly principal: Principal
  readonly actor: Actor
}

/**
 * Keeps what a named producer says of a version, bound to what the version is now. Sent again, it is kept once. Refuses
 * with BAD_USER_INPUT, NOT_FOUND, AMBIGUOUS_REF, IDEMPOTENCY_CONFLICT; with FORBIDDEN for whoever is no producer for the
 * gate, or may not attest; with OWN_WORK where the version is the producer's own; and with SUBJECT_CHANGED where the version
 * is not what was looked at. The last three kinds are recorded. Throws a tool's `Fault`.
 */
export async function attestEvidence(
  ports: AttestPorts,
  { principal, actor }: AttestCaller,
  command: AttestCommand,
  call: CallContext,
): Promise<Outcome<Evidence>> {
  const claim = readClaim(command, ports.clock.now())
  if (!claim.ok) return claim
  const key = evidenceKeyOf(principal, command)
  const producer = ports.producers.find((each) => each.principal === principal.id && each.gates.includes(command.gate))
  if (producer === undefined) return denied(ports, notNamed(command.gate), { version: null, gate: command.gate })
  const before = await ports.store.earlier(key)
  if (!before.ok) return before
  if (before.value !== null) return succeed(before.value)
  const version = await ports.version(command.ref, command.source, call)
  if (!version.ok) return version
  const refusal = await refusalOf(ports, { producer, command, version: version.value })
  if (refusal !== null) return denied(ports, refusal, { version: version.value.uid, gate: command.gate })
  const { uid, subjectDigest, artifactDigest } = version.value
  const bound = { version: uid, subjectDigest, artifactDigest }
  const added = await ports.store.add({ claim: claimOf(command), ...bound, producer, key, by: actor })
  if (added.ok) ports.onNews({ gate: command.gate, version: uid, commit: null })
  return added
}

interface Asked {
  readonly producer: Producer
  readonly command: AttestCommand
  readonly version: AttestedVersion
}

async function refusalOf(ports: AttestPorts, { producer, command, version }: Asked): Promise<Problem | null> {
  if (!(await ports.mayAttest(version, command.gate))) return forbidden
  const isOwn = !producer.mayAttestOwnWork && (await ports.isOwnWork(version, producer.principal))
  if (isOwn) return ownWork
  return [version.subjectDigest, version.artifactDigest].includes(command.of) ? null : changed
}

async function denied(
  ports: AttestPorts,
  refusal: Problem,
  { version, gate }: { readonly version: Uid | null; readonly gate: string },
): Promise<Outcome<never>> {
  await ports.denied(refusal.code, version, gate)
  return refuse(refusal)
}

function claimOf({ gate, outcome, values, uri, digest, issuedAt, expiresAt }: EvidenceClaim): EvidenceClaim {
  return { gate, outcome, values, uri, digest, issuedAt, expiresAt }
}

function notNamed(gate: string): Problem {
  const message = `The configuration names nobody like you as a producer of evidence for ${gate}.`
  return problem('FORBIDDEN', message, { field: ['gate'] })
}

const forbidden = problem('FORBIDDEN', 'Attesting evidence needs the action evidence:attest on the version.', {
  field: ['ref'],
})
const ownWork = problem('OWN_WORK', 'Nobody attests evidence for what they made themselves, under whichever name.', {
  field: ['ref'],
})
const changed = problem(
  'SUBJECT_CHANGED',
  'The version is not what was looked at: `of` is neither its subject digest nor the digest of its files now.',
  { field: ['of'] },
)
